import { Injectable } from '@nestjs/common';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import type { Random } from '../generators/random.js';
import { validateItem, type ItemType } from './validate-item.js';

/** Fields that a role adds to a message in the state. */
export interface StateView {
  /** Outcome of the message. These fields are also shown at the top level. */
  summary: Record<string, unknown>;
  detail: Record<string, unknown>;
}

/** View of a role on the messages of a collection. */
export interface StateViewSource {
  role: string;
  /** Undefined: this role does not process the message. */
  of(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined>;
}

/** Reads the items of a collection that are not stored as messages. */
export interface StateReader {
  /** Page of items, the newest first, that starts after the key `behind`. */
  page(
    tx: ReadTransaction,
    workspace: string,
    limit: number,
    behind?: string,
  ): Promise<{ key: string; id: string; item: object }[]>;
  find(tx: ReadTransaction, workspace: string, id: string): Promise<object | undefined>;
}

/** Writes the items of a collection. Each role has its own writer for its part of the data. */
export interface StateWriter<Item extends object = object> extends ItemType<Item> {
  /** Writes an item and replaces the one of the same id. */
  put(
    tx: WriteTransaction,
    workspace: string,
    item: Item,
    before: object | undefined,
  ): Promise<void>;
  /** Removes an item. False: there is no item of this id. */
  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean>;
}

/** Message that is not JSON. */
export class TextMessage {
  constructor(readonly text: string) {}
}

/** Makes a role send a message. For `{}` the message is generated. Returns the ids of the message. */
export type SendMessage = (workspace: string, message: object) => Promise<Record<string, string>>;

/** Input of a generator. */
export interface GeneratorContext {
  random: Random;
  /** Milliseconds since 1970. */
  now: number;
  /** Number of items that were generated before. */
  index: number;
}

/** Generates an order. Pure: the same seed at the same time gives the same order. */
export type Generator = (from: GeneratorContext) => GeneratedItem;

/** Generated order; `item` has no id. */
export interface GeneratedItem {
  collection: string;
  id: string;
  item: object;
}

export const manualDecisions = ['approve', 'decline', 'confirm', 'license', 'fail'] as const;
export type ManualDecision = (typeof manualDecisions)[number];

/** Applies a manual decision to a message. The reason appears in the confirmation of a refusal. */
export type DecideManually = (
  workspace: string,
  id: string,
  decision: ManualDecision,
  reason?: string,
) => Promise<void>;

/** Collections of `/_sandbox/…/state`, with the readers, writers, views, senders and deciders of the served roles. */
@Injectable()
export class Collections {
  private readonly views = new Map<string, StateViewSource[]>();
  private readonly senders = new Map<string, SendMessage>();
  private readonly deciders = new Map<string, DecideManually>();
  private readonly readers = new Map<string, StateReader[]>();
  private readonly writers = new Map<string, StateWriter[]>();

  private readonly generators = new Map<string, Generator>();

  constructor(private readonly messages: Messages) {}

  registerView(collection: string, view: StateViewSource): void {
    this.views.set(collection, [...this.viewsOf(collection), view]);
  }

  registerSender(collection: string, sender: SendMessage): void {
    this.senders.set(collection, sender);
  }

  registerDecider(
    role: string,
    collection: string,
    decisions: readonly ManualDecision[],
    decider: DecideManually,
  ): void {
    for (const decision of decisions)
      this.deciders.set(`${role}/${collection}/${decision}`, decider);
  }

  registerReader(collection: string, reader: StateReader): void {
    this.readers.set(collection, [...this.readersOf(collection), reader]);
  }

  registerWriter<Item extends object>(collection: string, writer: StateWriter<Item>): void {
    this.writers.set(collection, [...this.writersOf(collection), writer as unknown as StateWriter]);
  }

  registerGenerator(api: string, generator: Generator): void {
    this.generators.set(api, generator);
  }

  names(): string[] {
    return [...new Set([...this.views.keys(), ...this.readers.keys()])];
  }

  /** Names of the collections that can be written. */
  writable(): string[] {
    return [...this.writers.keys()];
  }

  /** Readers of a collection. Empty: its items are messages. */
  readersOf(collection: string): StateReader[] {
    return this.readers.get(collection) ?? [];
  }

  /** Writers of a collection. The first determines the type of its items. */
  writersOf(collection: string): StateWriter[] {
    return this.writers.get(collection) ?? [];
  }

  /** Finds an item, without the fields of the views. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<object | undefined> {
    for (const reader of this.readersOf(collection)) {
      const item = await reader.find(tx, workspace, id);
      if (item) return item;
    }
    const message = await this.messages.find(tx, workspace, collection, normalizeId(id));
    return message && (JSON.parse(message.document) as object);
  }

  /** Writes a complete item and returns its id. Fields of the views are ignored, so that a read item can be written. */
  async put(
    tx: WriteTransaction,
    workspace: string,
    { collection, given, id }: { collection: string; given: object; id?: string },
  ): Promise<string> {
    const { first, bare } = this.stripViews(collection, given);
    const named: unknown = id ?? bare[first.id];
    const itemId = typeof named === 'string' ? named : '';
    const before = await this.find(tx, workspace, collection, itemId);
    const item = validateItem(first, bare, { id, before });
    for (const writer of this.writersOf(collection)) await writer.put(tx, workspace, item, before);
    return itemId;
  }

  /** Validates an item for an id that does not exist yet, and returns the id. Throws a `Problem` when it is invalid. */
  validateNew(collection: string, given: object): string {
    const { first, bare } = this.stripViews(collection, given);
    const item: object = validateItem(first, bare, { id: undefined, before: undefined });
    return (item as Record<string, string>)[first.id] ?? '';
  }

  private stripViews(
    collection: string,
    given: object,
  ): { first: StateWriter; bare: Record<string, unknown> } {
    const [first] = this.writersOf(collection);
    if (!first) throw new Problem(404, { text: `No served role allows writes to ${collection}` });
    const views = new Set(this.viewsOf(collection).map(({ role }) => role));
    const fields = Object.entries(given).filter(([name]) => !views.has(name));
    return { first, bare: Object.fromEntries(fields) };
  }

  /** Removes an item from all roles. False: there is no item of this id. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    const writers = this.writersOf(collection);
    if (writers.length === 0)
      throw new Problem(404, { text: `No served role allows removal from ${collection}` });
    let removed = false;
    for (const writer of writers) removed = (await writer.remove(tx, workspace, id)) || removed;
    return removed;
  }

  viewsOf(collection: string): StateViewSource[] {
    return this.views.get(collection) ?? [];
  }

  /** Writes a generated item and replaces the one of the same id. */
  async putGenerated(
    tx: WriteTransaction,
    workspace: string,
    { collection, id, item }: GeneratedItem,
  ): Promise<void> {
    if (await this.find(tx, workspace, collection, id))
      await this.remove(tx, workspace, collection, id);
    await this.put(tx, workspace, { collection, given: item, id });
  }

  /** Generator of an API. Undefined: its role is not served. */
  generatorOf(api: string): Generator | undefined {
    return this.generators.get(api);
  }

  senderOf(collection: string): SendMessage | undefined {
    return this.senders.get(collection);
  }

  deciderOf(role: string, collection: string, decision: string): DecideManually | undefined {
    return this.deciders.get(`${role}/${collection}/${decision}`);
  }
}
