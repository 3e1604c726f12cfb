import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Confirmation } from './confirmation.entity.js';

/** A message that was sent: confirmations are about it. */
type Sent = Pick<Confirmation, 'workspace' | 'collection' | 'about'>;

const INSERT = insertInto(Confirmation, 'ignore');
const FIND = `select * from "confirmations"
  where "workspace" = ? and "collection" = ? and "about" = ? and "id" = ?`;
const ABOUT = `select * from "confirmations"
  where "workspace" = ? and "collection" = ? and "about" = ? order by "arrival"`;
const LATEST_APPROVAL = `select "document" from "confirmations"
  where "workspace" = ? and "collection" = 'orders' and "status" = 'approved' order by "arrival" desc limit 1`;
const REMOVE =
  'delete from "confirmations" where "workspace" = ? and "collection" = ? and "about" = ?';

/** Confirmations of orders and credit orders that the Bestelomgeving received. */
@Injectable()
export class ConfirmationRepository {
  /** False: the same one came before. */
  async insert(
    tx: WriteTransaction,
    confirmation: Omit<Confirmation, 'arrival'>,
  ): Promise<boolean> {
    return (await tx.insert(INSERT, { ...confirmation, arrival: uuid() })) === 1;
  }

  async find(
    tx: ReadTransaction,
    { workspace, collection, about, id }: Sent & Pick<Confirmation, 'id'>,
  ): Promise<Confirmation | undefined> {
    return tx.get<Confirmation>(FIND, workspace, collection, about, id);
  }

  /** All about a message, in the order in which they came. */
  async about(
    tx: ReadTransaction,
    { workspace, collection, about }: Sent,
  ): Promise<Confirmation[]> {
    return tx.all<Confirmation>(ABOUT, workspace, collection, about);
  }

  /** The wire document of the approval of an order that came last. */
  async latestApproval(tx: ReadTransaction, workspace: string): Promise<string | undefined> {
    return (await tx.get<{ document: string }>(LATEST_APPROVAL, workspace))?.document;
  }

  async removeAbout(tx: WriteTransaction, { workspace, collection, about }: Sent): Promise<void> {
    await tx.run(REMOVE, workspace, collection, about);
  }
}
