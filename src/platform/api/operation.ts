import type { CanActivate, Type as Class } from '@nestjs/common';
import type { ErrorFormat } from '../errors/error-format.js';
import type { Requirement } from '../requirements/requirement.js';
import type { CheckResult } from '../requirements/check-result.js';
import type { RuleValues } from '../config/rules.js';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** One row of a contract's table: what a party may call, who serves it, and what it is to look like. */
export interface OperationRow {
  /** The one role that serves it; every other role of the contract answers 405. */
  servedBy: string;
  method: Method;
  /** As the source prints it, with OpenAPI's braces: `/deliveryorders/{id}`. */
  path: string;
  /** As the source prints it for the older platform, where there was one. */
  legacyPath?: string;
  /** It was never taken over from the older platform: `path` is the one there. */
  legacyOnly?: boolean;
  /** The row is not published as it stands here: where it is known from, and nobody has to do it. */
  inferredFrom?: string;
  /** The case of the letters in the path does not matter. */
  caseInsensitivePath?: boolean;
  body?: Class;
  /** The body is a list of such messages, or one of them. */
  bodyIsList?: boolean;
  /** A body that is no JSON: an XML document of that element. It is text, which the role judges. */
  nonJsonBody?: { mediaType: string; element: string };
  /** The older platform does not ask for the media type. */
  legacyAnyMediaType?: boolean;
  /** The media type of its answers, which an Accept has to let pass. */
  acceptMediaType?: string;
  /** Who knows the URL may ask: it was handed out, and nobody is asked for a token. */
  isPublic?: boolean;
  /** Its query parameters, all of them strings. */
  query?: Class;
  /** What the parameters of the path are. */
  parameters?: Record<string, { description: string; example: string }>;
  /** What a success answers; absent: nothing. Without a class it is text. JSON when the media type is not said. */
  response?: { type?: Class; list: boolean; mediaType?: string };
  /** What it answers besides, that is no error. */
  otherResponses?: { status: number; description: string; type?: Class }[];
  /** Headers of a success, with what they say. */
  responseHeaders?: Record<string, string>;
  /** Bytes that a body may have; 1 MiB when it is not said. */
  maxBodyBytes?: number;
  successStatus: number;
  /** Any one of these is enough; none where the audience of a token decides. */
  scope: readonly string[];
  /** The service that a token has to be for, where scopes do not decide. */
  audience?: string;
  operationId: string;
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
  /** Stands before the paths, and can be left out; undefined: the paths say their version themselves. */
  major?: number;
  /** Versions before it that are served as well, each under its own major. */
  earlier?: readonly Version[];
  /** What its paths are served under, when that is not the name of the role. */
  base?: string;
  /** The same for the paths of the older platform. */
  legacyBase?: string;
  /** Lets callers in, or tells them why not. */
  guard: Class<CanActivate>;
  /** A base URL of its own in a partner's address, which goes before `baseUrl`. */
  partnerBaseUrl?: PartnerBaseUrl;
  errorFormat: ErrorFormat;
  requirements: ApiRequirements;
  /** The roles that take part in it, under the names its specification gives them. */
  parties: Record<string, string>;
  operations: Record<string, Operation>;
}

/** An answer of a partner, for who judges it. */
export interface ReceivedResponse {
  operation: Operation;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** How the switches are set. */
  rules: RuleValues;
}

/** What a provider is to answer to what it must not let pass, and where that is written. */
export interface RejectionRule {
  status: number;
  level: Requirement['level'];
  source: string;
}

/** What every operation of a contract asks of its callers and of its providers, beside what its catalogue says. */
export interface ApiRequirements {
  /** With which the ids of its requirements begin. */
  prefix: string;
  /** What the catalogue says. */
  catalogue: Record<string, Requirement>;
  /** What a message departs from that is against the schema of that operation. */
  schemaRequirement: (operation: Pick<Operation, 'nonJsonBody'>) => Requirement;
  /** What a message departs from that comes as another media type; absent: that is against its schema. */
  mediaTypeRequirement?: (operation: Pick<Operation, 'nonJsonBody'>) => Requirement;
  /** What a call departs from that has no good token for the operation. */
  tokenRequirement: Requirement;
  /** What a call departs from whose token stands in the query; absent: nobody says that it may not. */
  tokenInHeaderRequirement?: Requirement;
  /** What a call departs from that goes to who does not provide it, or with another method. */
  providerRequirement: Requirement;
  /** What an answer of any status says of what the contract asks of all of them. */
  checkResponse: (seen: ReceivedResponse) => CheckResult[];
  /** Operations of whose answers the sources leave something open: their schema is what we find sensible. */
  unspecifiedResponses?: readonly string[];
  /** How a provider refuses: what is against the schema, has no good token, has one of too little, or goes astray. */
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
