import type { CanActivate, Type as Class } from '@nestjs/common';
import type { Asked } from './duties.js';
import type { Dialect } from '../problem/dialect.js';

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
  inferred?: string;
  /** The case of the letters in the path does not matter. */
  anyCase?: boolean;
  body?: Class;
  /** The body is a list of such messages, or one of them. */
  bodyList?: boolean;
  /** A body that is no JSON: an XML document of that element. It is text, which the role judges. */
  takes?: { mediaType: string; element: string };
  /** The older platform does not ask for the media type. */
  legacyTakesAny?: boolean;
  /** The media type of its answers, which an Accept has to let pass. */
  accept?: string;
  /** Who knows the URL may ask: it was handed out, and nobody is asked for a token. */
  open?: boolean;
  /** Its query parameters, all of them strings. */
  query?: Class;
  /** What the parameters of the path are. */
  parameters?: Record<string, { description: string; example: string }>;
  /** What a success answers; absent: nothing. Without a class it is text. JSON when the media type is not said. */
  answers?: { type?: Class; list: boolean; mediaType?: string };
  /** What it answers besides, that is no error. */
  otherwise?: { status: number; description: string; type?: Class }[];
  /** Headers of a success, with what they say. */
  answersWith?: Record<string, string>;
  /** Bytes that a body may have; 1 MiB when it is not said. */
  largestBody?: number;
  ok: number;
  /** Any one of these is enough; none where the audience of a token decides. */
  scope: readonly string[];
  /** The service that a token has to be for, where scopes do not decide. */
  audience?: string;
  id: string;
  summary: string;
  description: string;
  examples?: Record<string, { summary: string; value: object | string }>;
}

export interface Operation extends OperationRow {
  name: string;
  contract: Contract;
}

export interface Version {
  version: string;
  major: number;
}

/** One API as its specification states it. */
export interface Contract {
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
  /** The field of a partner's address that goes before `baseUrl` for this API. */
  baseUrlField?: 'deliveryBaseUrl';
  dialect: Dialect;
  asked: Asked;
  /** The roles that take part in it, under the names its specification gives them. */
  parties: Record<string, string>;
  operations: Record<string, Operation>;
}

/** Makes a contract of its table: each row gets its own name and the way back to the contract. */
export function defineContract<Table extends Record<string, OperationRow>>(
  about: Omit<Contract, 'operations'>,
  table: Table,
): Omit<Contract, 'operations'> & {
  operations: { [Name in keyof Table]: Table[Name] & Operation };
} {
  const operations: Record<string, Operation> = {};
  const contract: Contract = { ...about, operations };
  for (const [name, row] of Object.entries(table)) operations[name] = { ...row, name, contract };
  return contract as ReturnType<typeof defineContract<Table>>;
}
