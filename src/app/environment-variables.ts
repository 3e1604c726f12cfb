import { Expose, Transform, plainToInstance } from 'class-transformer';
import { ValidateBy, ValidateIf, validateSync, type ValidationArguments } from 'class-validator';
import { ANY_ORIGIN } from '../platform/http/cors.js';
import { LOG_FORMATS, type LogFormat } from '../platform/config/config.js';
import { isPostgresUrl } from '../platform/persistence/postgres/url.js';
import { isTarget } from '../platform/network/public-address.js';
import { durationMs } from '../platform/time/duration.js';
import { SettingError } from '../platform/config/setting-error.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Environment variables that can be checked on their own, with their defaults. ROLES, ROOT_ROLE and RULES_* depend on
 * the roles that exist; `readConfig` checks them.
 */
export class EnvironmentVariables {
  @Expose()
  HOST = '127.0.0.1';

  @Expose()
  @Allowed('a whole number from 0 (any free port) to 65535', isPort)
  PORT = '4010';

  @Expose()
  @Allowed(
    'sqlite:<relative or absolute path>, sqlite::memory:, or postgres://user:password@host:port/database',
    isSqliteUrl,
  )
  // Decorators run from bottom to top, so this rule is first. The URL has credentials, which no error text may show.
  @Allowed(
    'postgres://user:password@host:port/database?sslmode=…, in which other characters than letters and digits of the password are encoded like %40',
    isUsablePostgresUrl,
    () => 'postgres…',
  )
  DATABASE_URL = 'sqlite:./data/ketenlab.sqlite';

  @Expose()
  @Allowed(
    'an http or https URL without query, for example https://sandbox.example.org',
    isPublicUrl,
  )
  PUBLIC_URL?: string;

  @Expose()
  @Allowed(
    'an http or https URL without path and query, for example http://replica-1:4010',
    isInstanceUrl,
  )
  INSTANCE_URL?: string;

  @Expose()
  SANDBOX_TOKEN?: string;

  @Expose()
  @Allowed('default, or nothing', (text) => text === 'default')
  DEMO_SECRETS?: string;

  @Expose()
  SEED_FILE?: string;

  @Expose()
  @OneOf(['on', 'off'])
  LEGACY = 'on';

  @Expose()
  @Transform(({ value }) => (value === undefined ? undefined : originsIn(String(value))))
  @Allowed(
    `${ANY_ORIGIN}, or a comma-separated list of origins, for example https://app.example.org,http://localhost:5173`,
    isOrigin,
  )
  CORS_ORIGINS?: string[];

  @Expose()
  @Transform(({ value }) => (value === undefined ? undefined : splitList(String(value))))
  @Allowed(
    'a comma-separated list of host names with or without port, for example lab.example.org,192.168.1.20:4010',
    isHost,
  )
  ALLOWED_HOSTS?: string[];

  @Expose()
  @Transform(({ value }) => (value === undefined ? undefined : splitList(String(value))))
  @Allowed(
    '*, or a comma-separated list of addresses, CIDRs and host names, for example 10.1.0.0/16,partner.internal',
    isTarget,
  )
  ALLOW_PRIVATE_TARGETS?: string[];

  @Expose()
  @Duration()
  CONFIRM_AFTER = 'PT0.2S';

  @Expose()
  @Duration()
  PROCESS_AFTER = 'PT1S';

  @Expose()
  @Transform(({ value }) => splitList(String(value)))
  @Duration()
  RETRY_PAUSES = ['PT1S', 'PT5S', 'PT30S', 'PT5M'];

  @Expose()
  @Allowed('a whole number from 1 to 100000000', isCount)
  MAX_WAITING = '1000000';

  @Expose()
  @OneOf(LOG_LEVELS)
  LOG_LEVEL = 'info';

  @Expose()
  @OneOf(LOG_FORMATS)
  LOG_FORMAT: LogFormat = 'json';
}

/** Reads the variables; an empty variable counts as not set. The first invalid value throws a `SettingError`. */
export function readVariables(env: Record<string, string | undefined>): EnvironmentVariables {
  const nonEmpty = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const variables = plainToInstance(EnvironmentVariables, nonEmpty, {
    excludeExtraneousValues: true,
    exposeDefaultValues: true,
  });
  const [error] = validateSync(variables, { stopAtFirstError: true });
  const [message] = Object.values(error?.constraints ?? {});
  if (message !== undefined) throw new SettingError(message);
  return variables;
}

/** Text of a `SettingError`: the variable, its value, and the allowed values. */
export function notAllowed(name: string, value: string, allowed: string): string {
  return `${name}=${value} is not allowed: ${allowed}`;
}

/** Rule for the text of a variable, or for each text of a list. `display` hides secrets in error texts. */
function Allowed(
  allowed: string,
  isAllowed: (text: string) => boolean,
  display: (text: string) => string = (text) => text,
): PropertyDecorator {
  const firstInvalid = (value: unknown): string | undefined =>
    [value as string | string[]].flat().find((text) => !isAllowed(text));
  const validate = (value: unknown): boolean => firstInvalid(value) === undefined;
  const message = ({ property, value }: ValidationArguments): string =>
    notAllowed(property, display(firstInvalid(value) ?? ''), allowed);
  return (target, key) => {
    ValidateIf((_, value) => value !== undefined)(target, key);
    ValidateBy({ name: allowed, validator: { validate } }, { message })(target, key);
  };
}

function OneOf(values: readonly string[]): PropertyDecorator {
  return Allowed(`one of ${values.join(', ')}`, (text) => values.includes(text));
}

function Duration(): PropertyDecorator {
  return Allowed(
    'an ISO 8601 duration of weeks, days, hours, minutes or seconds, for example PT0.2S or P1D',
    (text) => durationMs(text) !== undefined,
  );
}

function splitList(text: string): string[] {
  return text.split(',').map((pause) => pause.trim());
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 65535;
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text) && Number(text) <= 100_000_000;
}

function isSqliteUrl(text: string): boolean {
  return isPostgresUrl(text) || (/^sqlite:.+/.test(text) && !text.startsWith('sqlite://'));
}

/** False for a URL of PostgreSQL that has no database, or cannot be read. */
function isUsablePostgresUrl(text: string): boolean {
  if (!/^postgres(ql)?:/.test(text)) return true;
  return isPostgresUrl(text) && URL.canParse(text) && new URL(text).pathname.length > 1;
}

/** The origins of a list as browsers write them. A text with `*` is not split: it is an error beside origins. */
function originsIn(text: string): string[] {
  if (text.includes(ANY_ORIGIN)) return [text.trim()];
  return splitList(text).map((one) => (isHttpOrigin(one) ? new URL(one).origin : one));
}

function isHttpOrigin(text: string): boolean {
  return /^https?:\/\/[^/?#@\s*]+$/i.test(text) && URL.canParse(text);
}

/** True for scheme, host and port without a path. Apps in a web view have schemes of their own. */
function isOrigin(text: string): boolean {
  if (text === ANY_ORIGIN || isHttpOrigin(text)) return true;
  return /^(?!https?:)[a-z][a-z\d+.-]*:\/\/[^/?#@\s*]+$/.test(text);
}

/** True for a name or address as the Host header has it, with or without a port. */
function isHost(text: string): boolean {
  return /^(?:[a-z\d._-]+|\[[\d:.a-f]+\])(?::\d{1,5})?$/i.test(text);
}

function isInstanceUrl(text: string): boolean {
  return isHttpOrigin(text.replace(/\/$/, ''));
}

function isPublicUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.search + url.hash === '';
}
