import type { Type as Class } from '@nestjs/common';
import type { Schema } from '../persistence/database.js';
import type { ClientKind } from '../auth/client.entity.js';
import type { RuleSwitch } from '../../config.js';
import type { Secrets } from '../journal/redact.js';
import type { Scenario } from '../state/scenario.js';
import type { Contract } from './operation.js';
import type { Dialect } from '../problem/dialect.js';

/** What the contracts of one organisation share. */
export interface Family {
  name: string;
  dialect: Dialect;
  rules: RuleSwitch[];
  clients: ClientKind[];
  /** Serves the token endpoints of the family's roles, and of the root. */
  tokens: Class;
  /** The token endpoints of these roles, and of the root if it plays one of them, and what belongs to them: their methods. */
  tokenPaths(roles: readonly string[], atRoot: boolean): Record<string, readonly string[]>;
  /** How errors are worded at such a path. */
  tokenDialect(path: string): Dialect;
  /** Where a client gets a token for this role, as the documents say it. */
  tokenUrl(role: string, audience?: string): string;
  /** Names of the real systems, each with the path before which a request to it belongs. */
  hosts?: Record<string, string>;
  /** Under which what is left of an older platform stands. */
  legacyBase?: string;
  /** Headers and texts that are credentials: the journal does not keep them. */
  secrets?: Secrets;
}

/** A party that the sandbox can play: one folder, one Nest module. */
export interface Role {
  /** Its name in `ROLES`, and its base path without the slash. */
  name: string;
  family: Family;
  contracts: Contract[];
  module: Class;
  schema: Schema;
  scenarios: Scenario[];
  /** What of its messages own scenarios can name, where the messages are no JSON. */
  scenarioFields?: readonly string[];
  /** What is published beside its document, by file name: the schema of messages that are no JSON. */
  files?: Record<string, { mediaType: string; text: string }>;
}

/** Injection token of every `Role` that is served. */
export const ROLES = Symbol('roles');
