import { Injectable } from '@nestjs/common';
import { zulu } from '../clock/time.js';
import { insertInto, type Reading, type Writing } from '../persistence/store.js';
import type { Message } from './message.entity.js';

const INSERT = insertInto(
  'messages',
  'workspace collection id at document',
  'on conflict do nothing',
);
const FIND = 'select * from "messages" where "workspace" = ? and "collection" = ? and "id" = ?';
const PAGE = `select * from "messages" where "workspace" = ? and "collection" = ? and ("at", "id") < (?, ?)
  order by "at" desc, "id" desc limit ?`;

/**
 * The messages that were sent in a workspace, each kept once, whoever sent it. What a role makes of a message it keeps
 * itself. A reference id that is not in here was sent by nobody.
 */
@Injectable()
export class Messages {
  /** Enters a message. False: its id was there already, with whatever content. */
  async enter(unit: Writing, message: Omit<Message, 'at'>, now: number): Promise<boolean> {
    const { workspace, collection, id, document } = message;
    return (await unit.run(INSERT, workspace, collection, id, zulu(now), document)) === 1;
  }

  async find(
    look: Reading,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<Message | undefined> {
    return look.get<Message>(FIND, workspace, collection, id);
  }

  /** The newest first, beginning behind that message. */
  async page(
    look: Reading,
    workspace: string,
    collection: string,
    limit: number,
    behind: { at: string; id: string } = { at: '~', id: '~' },
  ): Promise<Message[]> {
    return look.all<Message>(PAGE, workspace, collection, behind.at, behind.id, limit);
  }
}

/** A uuid as the key under which it is kept: they are compared without case. */
export function keyOf(referenceId: string): string {
  return referenceId.toLowerCase();
}
