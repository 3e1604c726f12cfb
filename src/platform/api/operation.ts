import type { CanActivate, Type as Class } from '@nestjs/common';
import type { ErrorFormat } from '../errors/error-format.js';
import type { Problem } from '../errors/problem.js';
import type { Requirement } from '../requirements/requirement.js';
import type { ApiJsonRequirements } from '../requirements/check-json.js';
import type { CheckResult } from '../requirements/check-result.js';
import type { RuleValues } from '../config/rules.js';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** One row of the table of operations of an API. */
export interface OperationRow {
  /** The role that serves it. Every other role of the API answers 405. */
  servedBy: string;
  method: Method;
  /** As the source prints it, with OpenAPI's braces: `/deliveryorders/{id}`. */
  path: string;
  /** As the source prints it for the older platform, where there was one. */
  legacyPath?: string;
  /** True for an operation that exists on the older platform only; `path` is its path there. */
  legacyOnly?: boolean;
  /**
   * Origin of an operation that is not published in this form. Its requirements are at most SHOULD.
   */
  inferredFrom?: string;
  /** True where the path matches in letters of any case. */
  caseInsensitivePath?: boolean;
  body?: Class;
  /** True where the body is a list of messages, or one of them. */
  bodyIsList?: boolean;
  /**
   * A body that is not JSON but an XML document with that root element. The role receives its text
   * and validates it.
   */
  nonJsonBody?: { mediaType: string; element: string };
  /** True where the older platform accepts a body of any media type. */
  legacyAnyMediaType?: boolean;
  /** Media type of its responses, which the header Accept must allow. */
  acceptMediaType?: string;
  /** True where no token is needed: the URL was given out in a response. */
  isPublic?: boolean;
  /** Class of its query parameters, all of them strings. */
  query?: Class;
  /** Parameters of the path, for the documents. */
  parameters?: Record<string, { description: string; example: string }>;
  /**
   * Body of a success; absent for none. Without a class it is text. The default media type is JSON.
   * `others` are further media types with their schemas.
   */
  response?: { type?: Class; list: boolean; mediaType?: string; others?: Record<string, object> };
  /** Other responses; an error has a problem as its example. */
  otherResponses?: { status: number; description: string; type?: Class; example?: Problem }[];
  /** Headers of a success, with their descriptions. */
  responseHeaders?: Record<string, string>;
  /** Maximum size of a body in bytes; the default is 1 MiB. */
  maxBodyBytes?: number;
  successStatus: number;
  /** Scopes of which a token needs one; empty where its audience decides. */
  scope: readonly string[];
  /** Service for which a token must be issued, where scopes do not decide. */
  audience?: string;
  /** Name in the published document of the API, which requirements cite. The documents have the name of the row. */
  operationId: string;
  /** Place in the published pages, which requirements cite where `operationId` is a name of ours. */
  page?: string;
  summary: string;
  description: string;
  examples?: Record<string, { summary: string; value: object | string }>;
}

export interface Operation extends OperationRow {
  name: string;
  api: Api;
}

export interface Version {
  version: string;
  major: number;
}

/** A field of a partner's address that holds a base URL for one API alone. */
export interface PartnerBaseUrl {
  field: string;
  description: string;
  example: string;
}

/** One API as its specification states it: all that the server needs in order to serve it. */
export interface Api {
  name: string;
  title: string;
  version: string;
  /**
   * Major version before the paths, which can be left out; undefined where the paths have their own
   * versions.
   */
  major?: number;
  /** Earlier versions that are served too, each under its own major. */
  earlier?: readonly Version[];
  /** Base of its paths, where that is not the name of the role. */
  base?: string;
  /** Base of the paths of the older platform. */
  legacyBase?: string;
  /** Authenticates callers. */
  guard: Class<CanActivate>;
  /** Field by which a confirmation names the request that it answers; absent: there are none. */
  referenceField?: string;
  /** A base URL of its own in a partner's address, which goes before `baseUrl`. */
  partnerBaseUrl?: PartnerBaseUrl;
  errorFormat: ErrorFormat;
  requirements: ApiRequirements;
  /** The roles that take part in it, under the names its specification gives them. */
  parties: Record<string, string>;
  operations: Record<string, Operation>;
}

/** A response of a partner that is checked. */
export interface ReceivedResponse {
  operation: Operation;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The call had no error on purpose. */
  isValidCall?: boolean;
  /** Settings of the rules on which the sources disagree. */
  rules: RuleValues;
}

/**
 * Why a provider may refuse a call that is valid against its schema. `state`: it refers to something
 * that is unknown, or that has another state. `rule`: it violates a rule that only the text states.
 */
export type RefusalReason = 'state' | 'rule';

/** The status with which a provider refuses one kind of wrong request, with its source. */
export interface RejectionRule {
  status: number;
  /** Other statuses that the sources allow, and the name of all of them together. */
  family?: { name: string; statuses: readonly number[] };
  level: Requirement['level'];
  source: string;
}

/** Properties of the client that calls an operation. */
export interface CallerTraits {
  /** Undefined: no client is known. */
  kind: string | undefined;
  /** Scopes of its token, or of the client if the token was refused. */
  scopes: ReadonlySet<string>;
}

/** The requirements of an API: its catalogue, and those that apply to every operation. */
export interface ApiRequirements {
  /** Prefix of the ids of its requirements. */
  prefix: string;
  catalogue: Record<string, Requirement>;
  /** Violated by a message that is invalid against the schema of the operation. */
  schemaRequirement: (operation: Pick<Operation, 'nonJsonBody'>) => Requirement;
  /** Violated by a message of another media type; absent where that is a schema error. */
  mediaTypeRequirement?: (operation: Pick<Operation, 'name' | 'nonJsonBody'>) => Requirement;
  /** Requirements on JSON texts, which the value of a message does not show. */
  json?: ApiJsonRequirements;
  /** Violated by a call without a token that is good for the operation. */
  tokenRequirement: Requirement;
  /** Violated by a token in the query; absent where no source forbids it. */
  tokenInHeaderRequirement?: Requirement;
  /** Violated by a client that gets its token with a secret; absent where a secret is in order. */
  clientAuthenticationRequirement?: Requirement;
  /** Violated by a call to a party that does not provide the operation, or with another method. */
  providerRequirement: Requirement;
  /**
   * Parties whose client can have sent this call, for the reports on one party; undefined: any party.
   */
  callersOf?: (operation: Operation, caller: CallerTraits) => readonly string[] | undefined;
  /** Checks of a response of any status that are common to all operations. */
  checkResponse: (seen: ReceivedResponse) => CheckResult[];
  /**
   * Tells if a response is a fault of the operation, because the call is valid. Without a reason the
   * provider has to accept the call. Absent: no response is.
   */
  refusesValidCall?: (
    response: Pick<ReceivedResponse, 'status' | 'body'>,
    reason?: RefusalReason,
  ) => boolean;
  /** Operations whose response the sources do not describe in full. Their schema is a SHOULD. */
  unspecifiedResponses?: readonly string[];
  /**
   * Refusals of a schema error, a missing or wrong token, a missing scope, a wrong method and a
   * wrong role.
   */
  rejections: Record<'schema' | 'token' | 'scope' | 'method', RejectionRule> & {
    role?: RejectionRule;
  };
}

/** Adds the operations to an API: each row gets its own name and a reference to the API. */
export function withOperations<
  Definition extends Omit<Api, 'operations'>,
  Table extends Record<string, OperationRow>,
>(
  definition: Definition,
  table: Table,
): Definition & { operations: { [Name in keyof Table]: Table[Name] & Operation } } {
  const operations: Record<string, Operation> = {};
  const api: Api = { ...definition, operations };
  for (const [name, row] of Object.entries(table)) operations[name] = { ...row, name, api };
  return api as ReturnType<typeof withOperations<Definition, Table>>;
}
