import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import type { Message } from './message.entity.js';
import { MessageRepository } from './message.repository.js';

type Listener = (tx: WriteTransaction, message: Omit<Message, 'arrival'>) => Promise<void>;

/**
 * All messages of a workspace, each stored once. A role stores its own processing state separately. A reference id that
 * is not stored here was never sent.
 */
@Injectable()
export class Messages {
  private readonly listeners = new Map<string, Listener[]>();

  constructor(private readonly repository: MessageRepository) {}

  /** Stores a message and calls the listeners. False: its id exists already, with the same or other content. */
  async enter(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<boolean> {
    if (!(await this.repository.insert(tx, message))) return false;
    for (const listener of this.listeners.get(message.collection) ?? [])
      await listener(tx, message);
    return true;
  }

  /** Writes a message and replaces the one of its id. It was not sent, so no listener is called. */
  async put(tx: WriteTransaction, message: Omit<Message, 'arrival'>): Promise<void> {
    await this.repository.replace(tx, message);
  }

  /** Removes a message. False: there is no message of this id. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    return this.repository.remove(tx, workspace, collection, id);
  }

  /** Registers a listener, which runs in the transaction that stores a message. */
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

  /** True unless a message with other content is stored under its id. The order of fields does not matter. */
  async matchesStored(
    tx: ReadTransaction,
    { workspace, collection, id }: Pick<Message, 'workspace' | 'collection' | 'id'>,
    message: object,
  ): Promise<boolean> {
    const stored = await this.find(tx, workspace, collection, id);
    return !stored || isDeepStrictEqual(JSON.parse(stored.document), message);
  }

  /** Page of messages, the newest first, that starts after the arrival `behind`. */
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

/** Converts an id to the form in which it is stored. UUIDs are compared case-insensitively. */
export function normalizeId(referenceId: string): string {
  return referenceId.toLowerCase();
}
