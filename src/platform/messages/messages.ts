import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import type { Message, MessageKey, MessageState, NewMessage } from './message.entity.js';
import { MessageRepository } from './message.repository.js';

type Listener = (tx: WriteTransaction, message: NewMessage) => Promise<void>;

/**
 * All messages of a workspace, each stored once. A role stores its state with the message, or in a table of its own. A
 * reference id that is not stored here was never sent.
 */
@Injectable()
export class Messages {
  private readonly listeners = new Map<string, Listener[]>();

  constructor(private readonly repository: MessageRepository) {}

  /** Stores a message and calls the listeners. False: its id exists already, with the same or other content. */
  async enter(tx: WriteTransaction, message: NewMessage): Promise<boolean> {
    if (!(await this.repository.insert(tx, message))) return false;
    await this.callListeners(tx, message);
    return true;
  }

  /** Stores a message and calls the listeners, after `find` found none of its id. */
  async enterNew(tx: WriteTransaction, message: NewMessage): Promise<void> {
    await this.repository.insertNew(tx, message);
    await this.callListeners(tx, message);
  }

  /** Writes the state that the receiving role stores with a message. */
  async setState(tx: WriteTransaction, key: MessageKey, state: MessageState): Promise<void> {
    await this.repository.setState(tx, key, state);
  }

  /** Writes a message and replaces the one of its id. It was not sent, so no listener is called. */
  async put(tx: WriteTransaction, message: NewMessage): Promise<void> {
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

  /** True unless a message with other content is stored under its id. */
  async matchesStored(
    tx: ReadTransaction,
    { workspace, collection, id }: MessageKey,
    message: object,
  ): Promise<boolean> {
    const stored = await this.find(tx, workspace, collection, id);
    return !stored || hasContent(stored, message);
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

  /** Messages that refer to another one, the oldest first. */
  async related(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    relatedId: string,
  ): Promise<Message[]> {
    return this.repository.related(tx, workspace, collection, relatedId);
  }

  /** Removes the reference to a message from all messages that refer to it. */
  async detach(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    relatedId: string,
  ): Promise<void> {
    await this.repository.detach(tx, workspace, collection, relatedId);
  }

  private async callListeners(tx: WriteTransaction, message: NewMessage): Promise<void> {
    for (const listener of this.listeners.get(message.collection) ?? [])
      await listener(tx, message);
  }
}

/** True when a stored message has this content. The order of fields does not matter. */
export function hasContent({ document }: Pick<Message, 'document'>, message: object): boolean {
  return isDeepStrictEqual(JSON.parse(document), message);
}

/** Converts an id to the form in which it is stored. UUIDs are compared case-insensitively. */
export function normalizeId(referenceId: string): string {
  return referenceId.toLowerCase();
}
