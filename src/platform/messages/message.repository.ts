import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../time/uuid-v7.js';
import { hashedId } from '../persistence/id-hash.js';
import { insertInto } from '../persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import { Message, type MessageKey, type MessageState, type NewMessage } from './message.entity.js';

const INSERT = insertInto(Message, 'ignore');
const INSERT_NEW = insertInto(Message, 'unchecked');
const REPLACE = insertInto(Message, ['document', 'arrival']);
const BY_ID = '"workspace" = ? and "idHash" = ? and "collection" = ? and "id" = ?';
const REMOVE = `delete from "messages" where ${BY_ID}`;
const FIND = `select * from "messages" where ${BY_ID}`;
const SET_STATE = `update "messages" set "state" = ?, "relatedId" = ? where ${BY_ID}`;
const PAGE = `select * from "messages" where "workspace" = ? and "collection" = ? and "arrival" < ?
  order by "arrival" desc limit ?`;
const OF_RELATED = '"workspace" = ? and "collection" = ? and "relatedId" = ?';
const RELATED = `select * from "messages" where ${OF_RELATED} order by "arrival"`;
const DETACH = `update "messages" set "relatedId" = null where ${OF_RELATED}`;

@Injectable()
export class MessageRepository {
  /** Inserts a message. False: there is a message of this id already. */
  async insert(tx: WriteTransaction, message: NewMessage): Promise<boolean> {
    return (await tx.insert(INSERT, arriving(message))) === 1;
  }

  /** Inserts a message after a search found none of its id. */
  async insertNew(tx: WriteTransaction, message: NewMessage): Promise<void> {
    await tx.insert(INSERT_NEW, arriving(message));
  }

  /** Writes the document of a message. The state of a message of the same id stays. */
  async replace(tx: WriteTransaction, message: NewMessage): Promise<void> {
    await tx.insert(REPLACE, arriving(message));
  }

  async setState(
    tx: WriteTransaction,
    { workspace, collection, id }: MessageKey,
    { state, relatedId }: MessageState,
  ): Promise<void> {
    await tx.run(SET_STATE, state, relatedId, ...hashedId(workspace, collection, id));
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

  /** Messages that refer to another one, the oldest first. */
  async related(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    relatedId: string,
  ): Promise<Message[]> {
    return tx.all<Message>(RELATED, workspace, collection, relatedId);
  }

  /** Removes the reference to a message from all messages that refer to it. */
  async detach(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    relatedId: string,
  ): Promise<void> {
    await tx.run(DETACH, workspace, collection, relatedId);
  }
}

/** The row of a message. With every column in every row, V8 gives all of them one shape. */
function arriving({
  workspace,
  collection,
  id,
  document,
  state = null,
  relatedId = null,
}: NewMessage): Message {
  return { workspace, collection, id, arrival: uuidV7(), document, state, relatedId };
}
