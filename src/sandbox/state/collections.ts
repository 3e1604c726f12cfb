import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ROLES, type ServedRole } from '../../platform/api/served-role.js';
import { Problem } from '../../platform/errors/problem.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import {
  discoverStateResources,
  type GeneratedItem,
  type HistorySource,
  type ItemFinder,
  type ItemGenerator,
  type ManualDecider,
  type ManualDecision,
  type MessageSender,
  type StateReader,
  type StateResource,
  type StateViewSource,
  type StateWriter,
} from './state-resource.js';
import { validateItem } from './validate-item.js';

type Part =
  | StateReader
  | StateWriter
  | StateViewSource
  | HistorySource
  | ItemFinder
  | MessageSender
  | ManualDecider
  | ItemGenerator;

/** Collections of `/_sandbox/…/state`: the state resources of the served roles. */
@Injectable()
export class Collections {
  private found: StateResource[] | undefined;

  constructor(
    private readonly messages: Messages,
    private readonly discovery: DiscoveryService,
    @Inject(ROLES) private readonly roles: ServedRole[],
  ) {}

  /** Names of all collections, in no order. */
  names(): string[] {
    return [...new Set(this.resources().map(({ collection }) => collection))];
  }

  /** Names of the collections that can be written, in no order. */
  writable(): string[] {
    return this.names().filter((collection) => this.writersOf(collection).length > 0);
  }

  /** Readers of a collection. Empty: its items are messages. */
  readersOf(collection: string): StateReader[] {
    return this.partsOf<StateReader>(collection, 'page');
  }

  /** Writers of a collection. The first determines the type of its items. */
  writersOf(collection: string): StateWriter[] {
    return this.partsOf<StateWriter>(collection, 'put');
  }

  viewsOf(collection: string): (StateResource & StateViewSource)[] {
    return this.partsOf<StateViewSource>(collection, 'view');
  }

  historiesOf(collection: string): (StateResource & HistorySource)[] {
    return this.partsOf<HistorySource>(collection, 'history');
  }

  /** Ids of the items of a collection that have this id in another field. */
  async idsBy(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    reference: string,
  ): Promise<string[]> {
    const finders = this.partsOf<ItemFinder>(collection, 'idsBy');
    const ids = await Promise.all(finders.map((one) => one.idsBy(tx, workspace, reference)));
    return [...new Set(ids.flat())];
  }

  senderOf(collection: string): MessageSender | undefined {
    return this.partsOf<MessageSender>(collection, 'send')[0];
  }

  deciderOf(role: string, collection: string, decision: ManualDecision): ManualDecider | undefined {
    return this.partsOf<ManualDecider>(collection, 'decide').find(
      (decider) => decider.role === role && decider.decisions.includes(decision),
    );
  }

  /** Generator of this name. Undefined: its role is not served. */
  generatorOf(name: string): (StateResource & ItemGenerator) | undefined {
    return this.names()
      .flatMap((collection) => this.partsOf<ItemGenerator>(collection, 'generate'))
      .find(({ generator }) => generator === name);
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
    const { itemType, bare } = this.stripViews(collection, given);
    const named: unknown = id ?? bare[itemType.id];
    const itemId = typeof named === 'string' ? named : '';
    const before = await this.find(tx, workspace, collection, itemId);
    const item = validateItem(itemType, bare, { id, before });
    for (const writer of this.writersOf(collection)) await writer.put(tx, workspace, item, before);
    return itemId;
  }

  /** Validates an item for an id that does not exist yet, and returns the id. Throws a `Problem` when it is invalid. */
  validateNew(collection: string, given: object): string {
    const { itemType, bare } = this.stripViews(collection, given);
    const item: object = validateItem(itemType, bare, { id: undefined, before: undefined });
    return (item as Record<string, string>)[itemType.id] ?? '';
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

  /** Writes a generated item and replaces the one of the same id. */
  async putGenerated(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    { id, item }: GeneratedItem,
  ): Promise<void> {
    if (await this.find(tx, workspace, collection, id))
      await this.remove(tx, workspace, collection, id);
    await this.put(tx, workspace, { collection, given: item, id });
  }

  private stripViews(
    collection: string,
    given: object,
  ): { itemType: StateWriter['itemType']; bare: Record<string, unknown> } {
    const [writer] = this.writersOf(collection);
    if (!writer) throw new Problem(404, { text: `No served role allows writes to ${collection}` });
    const views = new Set(this.viewsOf(collection).map(({ role }) => role));
    const fields = Object.entries(given).filter(([name]) => !views.has(name));
    return { itemType: writer.itemType, bare: Object.fromEntries(fields) };
  }

  /** The resources of a collection that have a method, in the order of their roles. */
  private partsOf<P extends Part>(
    collection: string,
    method: keyof P & string,
  ): (StateResource & P)[] {
    return this.resources().filter(
      (resource): resource is StateResource & P =>
        resource.collection === collection && method in resource,
    );
  }

  private resources(): StateResource[] {
    const order = this.roles.map(({ name }) => name);
    this.found ??= discoverStateResources(this.discovery).toSorted(
      (a, b) => order.indexOf(a.role) - order.indexOf(b.role),
    );
    return this.found;
  }
}
