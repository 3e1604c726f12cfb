import type { Type as Class } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Operation } from '../../platform/api/operation.js';
import type { Requirement } from '../../platform/requirements/requirement.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import type { Random } from '../generators/random.js';
import type { ItemType } from './validate-item.js';

/**
 * What a role does with the items of one collection of the state. A class implements it together with the parts that the
 * role has: `StateReader`, `StateWriter`, `StateViewSource`, `HistorySource`, `ItemFinder`, `MessageSender`, `ManualDecider`, `ItemGenerator`, `ConfirmationTracker`.
 */
export interface StateResource {
  readonly role: string;
  readonly collection: string;
}

const discoverable = DiscoveryService.createDecorator();

/** Registers a provider as a state resource. */
export function StateResource() {
  return (target: Class<StateResource>): void => void discoverable()(target);
}

/** All state resources, in no order. */
export function discoverStateResources(discovery: DiscoveryService): StateResource[] {
  return discovery
    .getProviders({ metadataKey: discoverable.KEY })
    .map(({ instance }) => instance as StateResource);
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

/** Writes the items of a collection. Each role writes its own part of the data. */
export interface StateWriter<Item extends object = object> {
  readonly itemType: ItemType<Item>;
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

/** Fields that a role adds to an item. */
export interface StateView {
  /** Outcome of the message. These fields are also shown at the top level. */
  summary: Record<string, unknown>;
  detail: Record<string, unknown>;
}

export interface StateViewSource {
  /** View of the role on an item. Undefined: the role does not process it. */
  view(tx: ReadTransaction, workspace: string, id: string): Promise<StateView | undefined>;
}

/** A change of the state of an item, in the past or planned. */
export interface StateChange {
  /** Workspace time. */
  at: string;
  status: string;
}

/** Knows when an item got its states. */
export interface HistorySource {
  /** Changes of an item, the oldest first; none: the role does not process it. */
  history(tx: ReadTransaction, workspace: string, id: string): Promise<StateChange[]>;
}

/** Finds items by an id that is not their id in the collection, such as a number of the buyer. */
export interface ItemFinder {
  idsBy(tx: ReadTransaction, workspace: string, reference: string): Promise<string[]>;
}

/** Message that is not JSON. */
export class TextMessage {
  constructor(readonly text: string) {}
}

export interface MessageSender {
  /** Makes the role send a message. For `{}` the message is generated. Returns the ids of the message. */
  send(workspace: string, message: object): Promise<Record<string, string>>;
}

export const manualDecisions = ['approve', 'decline', 'confirm', 'license', 'fail'] as const;
export type ManualDecision = (typeof manualDecisions)[number];

export interface ManualDecider {
  readonly decisions: readonly ManualDecision[];
  /** Applies a manual decision to a message. The reason appears in the confirmation of a refusal. */
  decide(workspace: string, id: string, decision: ManualDecision, reason?: string): Promise<void>;
}

/** Input of a generator. */
export interface GeneratorContext {
  random: Random;
  /** Milliseconds since 1970. */
  now: number;
  /** Number of items that were generated before. */
  index: number;
}

/** Generated item of a collection; `item` has no id. */
export interface GeneratedItem {
  id: string;
  item: object;
}

export interface ItemGenerator {
  /** Name of the generator in the control API. */
  readonly generator: string;
  /** Generates an item. Pure: the same seed at the same time gives the same item. */
  generate(context: GeneratorContext): GeneratedItem;
}

/** Knows which messages of a collection the partner has confirmed. */
export interface ConfirmationTracker {
  /** Operation that sends the messages. */
  readonly operation: Operation;
  /** The partner confirms every message that it accepted. */
  readonly confirms: Requirement;
  /** Milliseconds of workspace time after which a missing confirmation is a violation. */
  readonly confirmedWithinMs: number;
  isConfirmed(tx: ReadTransaction, workspace: string, correlationId: string): Promise<boolean>;
}
