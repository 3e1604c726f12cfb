import type { Type as Class } from '@nestjs/common';
import type { Schema } from '../persistence/database.js';
import type { ClientKind } from '../auth/client.entity.js';
import type { RuleSwitch } from '../../config.js';
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
  /** The token endpoint and what belongs to it, with the methods served there. */
  tokenPaths: Record<string, readonly string[]>;
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
}

/** Injection token of every `Role` that is served. */
export const ROLES = Symbol('roles');
