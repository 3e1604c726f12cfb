import { durationMs } from '../platform/time/duration.js';
import { SettingError } from '../platform/config/setting-error.js';
import type { RuleValues, RuleSwitch } from '../platform/config/rules.js';
import type { Config } from '../platform/config/config.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

export type Environment = Record<string, string | undefined>;

/** The environment of this process; nobody else looks there. */
export const environment: Environment = process.env;

/** Reads the environment; a wrong value throws a `SettingError` that names the variable, the value and what is allowed. */
export function readConfig(
  env: Environment,
  known: { roles: readonly string[]; rules: readonly RuleSwitch[] },
  makeToken: () => string,
): Config {
  const host = env['HOST'] || '127.0.0.1';
  const served = roles(env['ROLES'] || known.roles.join(','), known.roles);
  return {
    host,
    port: port(env['PORT'] || '4010'),
    databaseUrl: databaseUrl(env['DATABASE_URL'] || 'sqlite:./data/ketenlab.sqlite'),
    publicUrl: env['PUBLIC_URL'] ? publicUrl(env['PUBLIC_URL']) : undefined,
    roles: served,
    rootRole: env['ROOT_ROLE'] ? oneOf('ROOT_ROLE', env['ROOT_ROLE'], served) : undefined,
    sandboxToken: env['SANDBOX_TOKEN'] || (LOOPBACK.includes(host) ? undefined : makeToken()),
    seedFile: env['SEED_FILE'] || undefined,
    legacy: oneOf('LEGACY', env['LEGACY'] || 'on', ['on', 'off']) === 'on',
    settings: {
      confirmAfter: duration('CONFIRM_AFTER', env['CONFIRM_AFTER'] || 'PT0.2S'),
      processAfter: duration('PROCESS_AFTER', env['PROCESS_AFTER'] || 'PT1S'),
      retryPauses: (env['RETRY_PAUSES'] || 'PT1S,PT5S,PT30S,PT5M')
        .split(',')
        .map((pause) => duration('RETRY_PAUSES', pause.trim())),
    },
    rules: rules(env, known.rules),
    logLevel: oneOf('LOG_LEVEL', env['LOG_LEVEL'] || 'info', LOG_LEVELS),
  };
}

function refuse(name: string, value: string, allowed: string): never {
  throw new SettingError(`${name}=${value} is not allowed: ${allowed}`);
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  return allowed.includes(value) ? value : refuse(name, value, `one of ${allowed.join(', ')}`);
}

function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65535) return number;
  return refuse('PORT', value, 'a whole number from 0 (any free port) to 65535');
}

function databaseUrl(value: string): string {
  if (/^sqlite:.+/.test(value) && !value.startsWith('sqlite://')) return value;
  if (/^postgres(ql)?:/.test(value))
    refuse('DATABASE_URL', 'postgres…', 'PostgreSQL is not built yet; use sqlite:<path>');
  return refuse('DATABASE_URL', value, 'sqlite:<relative or absolute path>, or sqlite::memory:');
}

function publicUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    return refuse(
      'PUBLIC_URL',
      value,
      'an http or https URL without query, like https://sandbox.example.org',
    );
  }
  return value.replace(/\/+$/, '');
}

function roles(value: string, known: readonly string[]): string[] {
  const names = [...new Set(value.split(',').map((name) => name.trim()))];
  for (const name of names) {
    if (!known.includes(name)) refuse('ROLES', value, `a comma list of ${known.join(', ')}`);
  }
  return names;
}

function duration(name: string, value: string): string {
  if (durationMs(value) !== undefined) return value;
  return refuse(
    name,
    value,
    'an ISO 8601 duration of weeks, days, hours, minutes or seconds, like PT0.2S or P1D',
  );
}

function rules(env: Environment, known: readonly RuleSwitch[]): RuleValues {
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
      return [rule.name, oneOf(name, env[name] || rule.values[0], rule.values)];
    }),
  );
}
