import { withOperations, type Api, type OperationRow } from '../platform/api/operation.js';
import type { ServedFamily, ServedRole } from '../platform/api/served-role.js';
import type { RuleSwitch } from '../platform/config/rules.js';
import type { ClientKind } from '../platform/oauth/client.entity.js';
import type { DatabaseSchema } from '../platform/persistence/database-schema.js';
import type { Scenario } from '../sandbox/scenarios/scenario.js';
import type { ManualDecision } from '../sandbox/state/state-resource.js';

/** A collection of `…/state`. */
export interface CollectionDescriptor {
  /** Its content in a sentence, for the documents. */
  description: string;
  /** Title of its link on the page Start of the dashboard; absent: it has no link there. */
  linkTitle?: string;
  /** Forms in which a tester gives a message to be sent, beside the message itself. */
  sendHint?: string;
  /** Note for the documents on writing its items, where that differs from other collections. */
  writeHint?: string;
}

type CollectionDescriptors = Readonly<Record<string, CollectionDescriptor>>;

/** An item of a collection, and the id under which it is written. */
interface ExampleItem {
  collection: string;
  id: string;
  item: object;
}

/**
 * Values for the examples in the document of the control API; the first API that has one provides
 * it.
 */
export interface ControlExamples {
  /** Names of an operation that a partner calls, and of one that the sandbox calls. */
  operations?: { received: string; sent: string };
  scenario?: Pick<Scenario, 'field' | 'value' | 'behaviour'> & { after: string };
  writtenItem?: ExampleItem;
  seededItem?: ExampleItem;
}

/** Fields and paths that show which messages belong to one order. */
export interface OrderTrace {
  /** Fields and XML elements with an id of an order. Messages with the same id belong together. */
  ids: readonly string[];
  /** Fields with an id that is unique in its order only: an order is found by it, and nothing else. */
  lineIds?: readonly string[];
  /** Operations whose path parameter `id` is an id of an order. */
  paths?: readonly string[];
  /** Fields with the status of an order, the most telling one first. */
  statuses: readonly string[];
}

/** Reads a workspace, for examples with its own ids. */
export interface ExampleFacts {
  /** Workspace time, in milliseconds since 1970. */
  now: number;
  /** The newest item of a collection that meets the condition, of the latest ones. */
  latest: <Item extends object>(
    collection: string,
    meets?: (item: Item) => boolean,
  ) => Promise<Item | undefined>;
  /**
   * URL and body in the latest success of an operation that the journal has from the last milliseconds of workspace time.
   */
  handedOut: (
    operation: string,
    withinMs: number,
  ) => Promise<{ location: string; body: string } | undefined>;
}

/** An example of an operation with values of a workspace. */
export interface FilledExample {
  /** Values of path and query parameters. */
  parameters?: Readonly<Record<string, string>>;
  body?: object | string;
  /**
   * Operation whose message the example refers to. The workspace has none, so the example has values from the documentation and is
   * refused.
   */
  needs?: string;
}

/** The part of the control API that belongs to one API. */
export interface ControlDescriptor {
  collections: {
    /** Data to which orders refer; a seed writes it before the orders of every API. */
    reference?: CollectionDescriptors;
    orders: CollectionDescriptors;
  };
  /** Name under which orders are generated; absent: none are. */
  generator?: string;
  trace: OrderTrace;
  /** Fills the example of an operation; absent: its examples are those of the documentation. */
  fillExample?: (operation: string, facts: ExampleFacts) => Promise<FilledExample>;
  examples?: ControlExamples;
}

/** One API: how it is served, and its part of the control API. */
export interface ApiDescriptor extends Api {
  control: ControlDescriptor;
}

/** Makes a descriptor from what an API states and the table of its operations. */
export function defineApi<Table extends Record<string, OperationRow>>(
  definition: Omit<ApiDescriptor, 'operations'>,
  table: Table,
) {
  return withOperations(definition, table);
}

/** Token request to a partner's server that all APIs of one organisation share. */
interface FamilyClient {
  /**
   * Path of the token endpoint below the base URL of a partner's server, unless another is given.
   */
  tokenPath: string;
  /**
   * The audience for which a token is requested, from the name of a service; absent: tokens have
   * none.
   */
  audienceOf?: (service: string) => string;
}

/** The APIs of one organisation, with what they share. */
export interface ApiFamily extends ServedFamily {
  rules: RuleSwitch[];
  clients: ClientKind[];
  client: FamilyClient;
  /** Names under which the journal files the calls of its token endpoints. */
  tokenOperations: readonly string[];
}

/** Decisions that a tester makes by hand in the place of a role. */
export interface ManualDecisions {
  byCollection: Readonly<Record<string, readonly ManualDecision[]>>;
  /** Explanation of decisions whose name does not say what they do. */
  hint?: string;
}

/**
 * Injection token of every role that can be served, served or not: a partner may play the others.
 */
export const KNOWN_ROLES = Symbol('known roles');

/** A party that the sandbox can play: one folder, one Nest module. */
export interface RoleDescriptor extends ServedRole {
  family: ApiFamily;
  apis: ApiDescriptor[];
  schema: DatabaseSchema;
  scenarios: Scenario[];
  /** Fields of its messages that own scenarios can name, where the messages are not JSON. */
  scenarioFields?: readonly string[];
  manualDecisions?: ManualDecisions;
}
