import { Injectable } from '@nestjs/common';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import type { Random } from '../generators/random.js';
import { validateItem, type ItemType } from './validate-item.js';

/** What a role knows of a message, beside the message itself. */
export interface StateView {
  /** Shown at the top as well: what became of the message. */
  summary: Record<string, unknown>;
  detail: Record<string, unknown>;
}

export interface View {
  role: string;
  /** Undefined: this role has nothing to do with it. */
  of(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined>;
}

/** What a role holds under ids that are not those of messages, for testers to read. */
export interface Keeper {
  /** The newest first, beginning behind that key. */
  page(
    tx: ReadTransaction,
    workspace: string,
    limit: number,
    behind?: string,
  ): Promise<{ key: string; id: string; item: object }[]>;
  find(tx: ReadTransaction, workspace: string, id: string): Promise<object | undefined>;
}

/** How testers write into a collection, each role its part of it. */
export interface Writer<Item extends object = object> extends ItemType<Item> {
  /** Puts an item in the place of the one that was there before, if there was one. */
  put(
    tx: WriteTransaction,
    workspace: string,
    item: Item,
    before: object | undefined,
  ): Promise<void>;
  /** False: there was none. */
  remove(tx: WriteTransaction, workspace: string, id: string): Promise<boolean>;
}

/** A message in a form that is not JSON. */
export class TextMessage {
  constructor(readonly text: string) {}
}

/** Makes a role send a message, given or, for `{}`, made up. Answers the ids by which it is known. */
export type SendMessage = (workspace: string, message: object) => Promise<Record<string, string>>;

/** What an order is made up of: chance, the time, and how many were made up before it. */
export interface GeneratorContext {
  random: Random;
  /** Milliseconds since 1970. */
  now: number;
  index: number;
}

/** Makes up an order. Pure: the same chance at the same time makes the same one. */
export type Generator = (from: GeneratorContext) => GeneratedItem;

/** An order that was made up, without its id, as it is written. */
export interface GeneratedItem {
  collection: string;
  id: string;
  item: object;
}

export const manualDecisions = ['approve', 'decline', 'confirm', 'license', 'fail'] as const;
export type ManualDecision = (typeof manualDecisions)[number];

/** Decides by hand on what waits for it, or goes on from there. The reason goes into the confirmation of a refusal. */
export type DecideManually = (
  workspace: string,
  id: string,
  decision: ManualDecision,
  reason?: string,
) => Promise<void>;

/** The collections of `/_sandbox/…/state`: what the served roles hold, can send, and can be told to decide. */
@Injectable()
export class Collections {
  private readonly views = new Map<string, View[]>();
  private readonly senders = new Map<string, SendMessage>();
  private readonly deciders = new Map<string, DecideManually>();
  private readonly keepers = new Map<string, Keeper[]>();
  private readonly writers = new Map<string, Writer[]>();

  private readonly generators = new Map<string, Generator>();

  constructor(private readonly messages: Messages) {}

  show(collection: string, view: View): void {
    this.views.set(collection, [...this.viewsOf(collection), view]);
  }

  sendWith(collection: string, sender: SendMessage): void {
    this.senders.set(collection, sender);
  }

  decideWith(
    role: string,
    collection: string,
    decisions: readonly ManualDecision[],
    decider: DecideManually,
  ): void {
    for (const decision of decisions)
      this.deciders.set(`${role}/${collection}/${decision}`, decider);
  }

  keepWith(collection: string, keeper: Keeper): void {
    this.keepers.set(collection, [...this.keepersOf(collection), keeper]);
  }

  writeWith<Item extends object>(collection: string, writer: Writer<Item>): void {
    this.writers.set(collection, [...this.writersOf(collection), writer as unknown as Writer]);
  }

  /** Says how orders of an API are made up. */
  generateWith(api: string, generator: Generator): void {
    this.generators.set(api, generator);
  }

  names(): string[] {
    return [...new Set([...this.views.keys(), ...this.keepers.keys()])];
  }

  /** Those into which testers can write. */
  writable(): string[] {
    return [...this.writers.keys()];
  }

  /** Those that hold items of the collection; none: it is one of messages. */
  keepersOf(collection: string): Keeper[] {
    return this.keepers.get(collection) ?? [];
  }

  /** Those that write into the collection; the first of them says what can be written. */
  writersOf(collection: string): Writer[] {
    return this.writers.get(collection) ?? [];
  }

  /** An item, without what the views add to it. */
  async find(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<object | undefined> {
    for (const keeper of this.keepersOf(collection)) {
      const item = await keeper.find(tx, workspace, id);
      if (item) return item;
    }
    const message = await this.messages.find(tx, workspace, collection, normalizeId(id));
    return message && (JSON.parse(message.document) as object);
  }

  /** Writes an item, whole, and answers its id. What the views add to one may stand in it, and is not looked at. */
  async put(
    tx: WriteTransaction,
    workspace: string,
    { collection, given, id }: { collection: string; given: object; id?: string },
  ): Promise<string> {
    const { first, bare } = this.withoutViews(collection, given);
    const named: unknown = id ?? bare[first.id];
    const itemId = typeof named === 'string' ? named : '';
    const before = await this.find(tx, workspace, collection, itemId);
    const item = validateItem(first, bare, { id, before });
    for (const writer of this.writersOf(collection)) await writer.put(tx, workspace, item, before);
    return itemId;
  }

  /** The id of an item that can be written where there is none of that id, or the problem that it cannot. */
  validateNew(collection: string, given: object): string {
    const { first, bare } = this.withoutViews(collection, given);
    const item: object = validateItem(first, bare, { id: undefined, before: undefined });
    return (item as Record<string, string>)[first.id] ?? '';
  }

  private withoutViews(
    collection: string,
    given: object,
  ): { first: Writer; bare: Record<string, unknown> } {
    const [first] = this.writersOf(collection);
    if (!first) throw new Problem(404, { text: `No served role lets ${collection} be written` });
    const views = new Set(this.viewsOf(collection).map(({ role }) => role));
    const fields = Object.entries(given).filter(([name]) => !views.has(name));
    return { first, bare: Object.fromEntries(fields) };
  }

  /** False: there was none. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    const writers = this.writersOf(collection);
    if (writers.length === 0)
      throw new Problem(404, { text: `No served role lets ${collection} be removed` });
    let removed = false;
    for (const writer of writers) removed = (await writer.remove(tx, workspace, id)) || removed;
    return removed;
  }

  viewsOf(collection: string): View[] {
    return this.views.get(collection) ?? [];
  }

  /** Puts what was made up into its collection, in the place of one that was there before. */
  async putGenerated(
    tx: WriteTransaction,
    workspace: string,
    { collection, id, item }: GeneratedItem,
  ): Promise<void> {
    if (await this.find(tx, workspace, collection, id))
      await this.remove(tx, workspace, collection, id);
    await this.put(tx, workspace, { collection, given: item, id });
  }

  /** Undefined: the role of that API is not served. */
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
