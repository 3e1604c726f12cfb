import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../time/uuid-v7.js';
import { hashedId } from '../persistence/id-hash.js';
import { insertInto } from '../persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import { Message } from './message.entity.js';

const INSERT = insertInto(Message, 'ignore');
const REPLACE = insertInto(Message, ['document', 'arrival']);
const REMOVE =
  'delete from "messages" where "workspace" = ? and "idHash" = ? and "collection" = ? and "id" = ?';
const FIND =
  'select * from "messages" where "workspace" = ? and "idHash" = ? and "collection" = ? and "id" = ?';
const PAGE = `select * from "messages" where "workspace" = ? and "collection" = ? and "arrival" < ?
  order by "arrival" desc limit ?`;

@Injectable()
export class MessageRepository {
  /** Inserts a message. False: there is a message of this id already. */
  async insert(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<boolean> {
    return (await tx.insert(INSERT, arriving(message))) === 1;
  }

  async replace(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<void> {
    await tx.insert(REPLACE, arriving(message));
  }

  /** Removes a message. False: there is no message of this id. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    return (await tx.run(REMOVE, ...hashedId(workspace, collection, id))) === 1;
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<Message | undefined> {
    return tx.get<Message>(FIND, ...hashedId(workspace, collection, id));
  }

  /** Page of messages, the newest first, that starts after the arrival `behind`. */
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

function arriving({ workspace, collection, id, document }: Omit<Message, 'arrival'>): Message {
  return { workspace, collection, id, arrival: uuidV7(), document };
}
