import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { hashedId } from '../../platform/persistence/id-hash.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Confirmation } from './confirmation.entity.js';

/** Key of the request that a confirmation belongs to. */
type RequestKey = Pick<Confirmation, 'workspace' | 'collection' | 'about'>;

const INSERT = insertInto(Confirmation, 'ignore');
const FIND = `select * from "confirmations"
  where "workspace" = ? and "idHash" = ? and "collection" = ? and "about" = ? and "id" = ?`;
const BY_REQUEST = `select * from "confirmations"
  where "workspace" = ? and "idHash" = ? and "collection" = ? and "about" = ? order by "arrival"`;
const LATEST_APPROVAL = `select "document" from "confirmations"
  where "workspace" = ? and "collection" = 'orders' and "status" = 'approved' order by "arrival" desc limit 1`;
const REMOVE =
  'delete from "confirmations" where "workspace" = ? and "idHash" = ? and "collection" = ? and "about" = ?';

/** Received confirmations of orders and credit orders. */
@Injectable()
export class ConfirmationRepository {
  /** Inserts a confirmation; false: it was received before. */
  async insert(
    tx: WriteTransaction,
    confirmation: Omit<Confirmation, 'arrival'>,
  ): Promise<boolean> {
    return (await tx.insert(INSERT, { ...confirmation, arrival: uuidV7() })) === 1;
  }

  async find(
    tx: ReadTransaction,
    { workspace, collection, about, id }: RequestKey & Pick<Confirmation, 'id'>,
  ): Promise<Confirmation | undefined> {
    return tx.get<Confirmation>(FIND, ...hashedId(workspace, collection, about), id);
  }

  /** Confirmations of a request, in the order of arrival. */
  async findByRequest(
    tx: ReadTransaction,
    { workspace, collection, about }: RequestKey,
  ): Promise<Confirmation[]> {
    return tx.all<Confirmation>(BY_REQUEST, ...hashedId(workspace, collection, about));
  }

  /** Wire document of the latest approval of an order. */
  async latestApproval(tx: ReadTransaction, workspace: string): Promise<string | undefined> {
    return (await tx.get<{ document: string }>(LATEST_APPROVAL, workspace))?.document;
  }

  async removeByRequest(
    tx: WriteTransaction,
    { workspace, collection, about }: RequestKey,
  ): Promise<void> {
    await tx.run(REMOVE, ...hashedId(workspace, collection, about));
  }
}
