import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { insertInto } from '../persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import { Message } from './message.entity.js';

const INSERT = insertInto(Message, 'ignore');
const REPLACE = insertInto(Message, ['document', 'arrival']);
const REMOVE = 'delete from "messages" where "workspace" = ? and "collection" = ? and "id" = ?';
const FIND = 'select * from "messages" where "workspace" = ? and "collection" = ? and "id" = ?';
const PAGE = `select * from "messages" where "workspace" = ? and "collection" = ? and "arrival" < ?
  order by "arrival" desc limit ?`;

@Injectable()
export class MessageRepository {
  /** False: there is one of its id. */
  async insert(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<boolean> {
    return (await tx.insert(INSERT, { ...message, arrival: uuid() })) === 1;
  }

  async replace(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<void> {
    await tx.insert(REPLACE, { ...message, arrival: uuid() });
  }

  /** False: there was none. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, collection, id)) === 1;
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<Message | undefined> {
    return tx.get<Message>(FIND, workspace, collection, id);
  }

  /** The newest first, beginning behind that arrival. */
  async page(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    limit: number,
    behind = '~',
  ): Promise<Message[]> {
    return tx.all<Message>(PAGE, workspace, collection, behind, limit);
  }
}
