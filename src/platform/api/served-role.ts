import type { Type as Class } from '@nestjs/common';
import type { ErrorFormat } from '../errors/error-format.js';
import type { Api } from './operation.js';

/** Headers and texts that are credentials at one family of partners. */
export interface Secrets {
  /** Names in lower case. */
  headers: readonly string[];
  /** Matches every credential in a header or path. */
  texts: RegExp;
}

/** The APIs of one organisation, with what they share. */
export interface ServedFamily {
  name: string;
  errorFormat: ErrorFormat;
  /** Nest module of the token endpoints of its roles, and of the root. */
  tokensModule: Class;
  /**
   * Token endpoints of these roles, and of the root if it plays one of them, with their methods.
   */
  tokenPaths(roles: readonly string[], atRoot: boolean): Record<string, readonly string[]>;
  /** Error format of a path of the token endpoint. */
  tokenErrorFormat(path: string): ErrorFormat;
  /** URL of the token endpoint of a role, for the documents. */
  tokenUrl(role: string, audience?: string): string;
  /** Names of the real hosts, each with the path prefix that is added to a request to it. */
  hosts?: Record<string, string>;
  /** Path prefix of the older platform. */
  legacyBase?: string;
  /** Credentials that the journal redacts. */
  secrets?: Secrets;
}

/** A role that the server can serve. */
export interface ServedRole {
  /** Its name in `ROLES`, and its base path without the slash. */
  name: string;
  family: ServedFamily;
  module: Class;
  apis: Api[];
  /**
   * Files that are published beside its document, by file name: the schema of messages that are not
   * JSON.
   */
  files?: Record<string, { mediaType: string; text: string }>;
}

/** Base path of a role: its name, unless its APIs have a base of their own. */
export function basePathOf({ name, apis }: Pick<ServedRole, 'name' | 'apis'>): string {
  return apis[0]?.base ?? `/${name}`;
}

/** Injection token of every role that is served. */
export const ROLES = Symbol('roles');
