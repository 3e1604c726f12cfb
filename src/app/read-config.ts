import { randomUUID } from 'node:crypto';
import { SettingError } from '../platform/config/setting-error.js';
import {
  allowedValuesOf,
  completeRuleValue,
  type KnownRule,
  type RuleValues,
} from '../platform/config/rules.js';
import type { Config } from '../platform/config/config.js';
import { readVariables } from './environment-variables.js';
import { notAllowed } from './variable.js';
import { ownValue } from '../platform/validation/own-value.js';

export type Environment = Record<string, string | undefined>;

/** Environment of this process. No other code reads process.env. */
export const environment: Environment = process.env;

/**
 * Reads the environment. Throws a `SettingError` with the variable, its value and the allowed values. `withStoredSecrets` adds
 * what the database keeps.
 */
export function readConfig(
  env: Environment,
  known: { roles: readonly string[]; rules: readonly KnownRule[] },
): Config {
  const variables = readVariables(env);
  const served = roles(variables.ROLES ?? known.roles.join(','), known.roles);
  return {
    host: variables.HOST,
    port: Number(variables.PORT),
    databaseUrl: variables.DATABASE_URL,
    publicUrl: variables.PUBLIC_URL?.replace(/\/+$/, ''),
    instanceUrl: variables.INSTANCE_URL?.replace(/\/+$/, ''),
    roles: served,
    rootRole: variables.ROOT_ROLE && oneOf('ROOT_ROLE', variables.ROOT_ROLE, served),
    sandboxToken: variables.SANDBOX_TOKEN,
    ownCallSecret: randomUUID(),
    demoSecretKey: undefined,
    defaultDemoSecrets: variables.DEMO_SECRETS === 'default',
    seedFile: variables.SEED_FILE,
    legacy: variables.LEGACY === 'on',
    corsOrigins: variables.CORS_ORIGINS ?? [],
    maxWaiting: Number(variables.MAX_WAITING),
    allowedHosts: variables.ALLOWED_HOSTS ?? [],
    privateTargets: variables.ALLOW_PRIVATE_TARGETS ?? [],
    settings: {
      confirmAfter: variables.CONFIRM_AFTER,
      processAfter: variables.PROCESS_AFTER,
      retryPauses: variables.RETRY_PAUSES,
    },
    rules: rules(env, known.rules),
    logLevel: variables.LOG_LEVEL,
    logFormat: variables.LOG_FORMAT,
  };
}

function refuse(name: string, value: string, allowed: string): never {
  throw new SettingError(notAllowed(name, value, allowed));
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  return allowed.includes(value) ? value : refuse(name, value, `one of ${allowed.join(', ')}`);
}

function roles(value: string, known: readonly string[]): string[] {
  const names = [...new Set(value.split(',').map((name) => name.trim()))];
  for (const name of names) {
    if (!known.includes(name))
      refuse('ROLES', value, `a comma-separated list of ${known.join(', ')}`);
  }
  return names;
}

function rules(env: Environment, known: readonly KnownRule[]): RuleValues {
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('RULES_') && !known.some((rule) => `RULES_${rule.name}` === name)) {
      refuse(
        name,
        value ?? '',
        `the rules are ${known.map((rule) => `RULES_${rule.name}`).join(', ')}`,
      );
    }
  }
  return Object.fromEntries(
    known.map((rule) => {
      const name = `RULES_${rule.name}`;
      const value = ownValue(env, name) || rule.values[0];
      return [
        rule.name,
        completeRuleValue(rule, value) ?? refuse(name, value, allowedValuesOf(rule)),
      ];
    }),
  );
}
