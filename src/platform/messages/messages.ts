import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import type { Message } from './message.entity.js';
import { MessageRepository } from './message.repository.js';

type Listener = (tx: WriteTransaction, message: Omit<Message, 'arrival'>) => Promise<void>;

/**
 * The messages that were sent in a workspace, each kept once, whoever sent it. What a role makes of a message it keeps
 * itself. A reference id that is not in here was sent by nobody.
 */
@Injectable()
export class Messages {
  private readonly listeners = new Map<string, Listener[]>();

  constructor(private readonly repository: MessageRepository) {}

  /** Enters a message. False: its id was there already, with whatever content. */
  async enter(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<boolean> {
    if (!(await this.repository.insert(tx, message))) return false;
    for (const listener of this.listeners.get(message.collection) ?? [])
      await listener(tx, message);
    return true;
  }

  /** Puts a message in the place of the one of its id, if there was one. Nobody sent it, so nobody is called back. */
  async put(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<void> {
    await this.repository.replace(tx, message);
  }

  /** False: there was none. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    return this.repository.remove(tx, workspace, collection, id);
  }

  /** Calls back for each message that is entered, in the unit that enters it. */
  onEnter(collection: string, listener: Listener): void {
    this.listeners.set(collection, [...(this.listeners.get(collection) ?? []), listener]);
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<Message | undefined> {
    return this.repository.find(tx, workspace, collection, id);
  }

  /** Whether a message says what was entered under its id; the order of fields does not count. */
  async isAsEntered(
    tx: ReadTransaction,
    { workspace, collection, id }: Pick<Message, 'workspace' | 'collection' | 'id'>,
    message: object,
  ): Promise<boolean> {
    const kept = await this.find(tx, workspace, collection, id);
    return !kept || isDeepStrictEqual(JSON.parse(kept.document), message);
  }

  /** The newest first, beginning behind that arrival. */
  async page(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    limit: number,
    behind?: string,
  ): Promise<Message[]> {
    return this.repository.page(tx, workspace, collection, limit, behind);
  }
}

/** A uuid as the key under which it is kept: they are compared without case. */
export function normalizeId(referenceId: string): string {
  return referenceId.toLowerCase();
}
