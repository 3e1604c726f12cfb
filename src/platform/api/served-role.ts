import type { Type as Class } from '@nestjs/common';
import type { ErrorFormat } from '../errors/error-format.js';
import type { Api } from './operation.js';

/** Headers and texts that are credentials with one family of partners. */
export interface Secrets {
  /** Names in lower case. */
  headers: readonly string[];
  /** Matches all of them, wherever they stand in a header or path. */
  texts: RegExp;
}

/** What the server has to know of the APIs of one organisation. */
export interface ServedFamily {
  name: string;
  errorFormat: ErrorFormat;
  /** The Nest module of the token endpoints of its roles, and of the root. */
  tokensModule: Class;
  /** The token endpoints of these roles, and of the root if it plays one of them, with their methods. */
  tokenPaths(roles: readonly string[], atRoot: boolean): Record<string, readonly string[]>;
  /** The error format of such a path. */
  tokenErrorFormat(path: string): ErrorFormat;
  /** Where a client gets a token for this role, as the documents say it. */
  tokenUrl(role: string, audience?: string): string;
  /** Names of the real hosts, each with the path prefix that a request to it gets. */
  hosts?: Record<string, string>;
  /** Path prefix of what is left of an older platform. */
  legacyBase?: string;
  /** Credentials that the journal redacts. */
  secrets?: Secrets;
}

/** What the server has to know of a role in order to serve it. */
export interface ServedRole {
  /** Its name in `ROLES`, and its base path without the slash. */
  name: string;
  family: ServedFamily;
  module: Class;
  apis: Api[];
  /** Files that are published beside its document, by file name: the schema of messages that are not JSON. */
  files?: Record<string, { mediaType: string; text: string }>;
}

/** Base path of a role: its name, unless its APIs have a base of their own. */
export function basePathOf({ name, apis }: Pick<ServedRole, 'name' | 'apis'>): string {
  return apis[0]?.base ?? `/${name}`;
}

/** Injection token of every role that is served. */
export const ROLES = Symbol('roles');
