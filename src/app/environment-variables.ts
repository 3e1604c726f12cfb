import { Expose, Transform, plainToInstance } from 'class-transformer';
import { ValidateBy, ValidateIf, validateSync, type ValidationArguments } from 'class-validator';
import { durationMs } from '../platform/time/duration.js';
import { SettingError } from '../platform/config/setting-error.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * The variables that can be checked by themselves, with their defaults. ROLES, ROOT_ROLE and RULES_* depend on the
 * roles that exist; `readConfig` checks them.
 */
export class EnvironmentVariables {
  @Expose()
  HOST = '127.0.0.1';

  @Expose()
  @Allowed('a whole number from 0 (any free port) to 65535', isPort)
  PORT = '4010';

  @Expose()
  @Allowed('sqlite:<relative or absolute path>, or sqlite::memory:', isSqliteUrl)
  // The first rule to run. The URL has credentials, which no message may show.
  @Allowed('PostgreSQL is not built yet; use sqlite:<path>', isNotPostgres, () => 'postgres…')
  DATABASE_URL = 'sqlite:./data/ketenlab.sqlite';

  @Expose()
  @Allowed('an http or https URL without query, like https://sandbox.example.org', isPublicUrl)
  PUBLIC_URL?: string;

  @Expose()
  SANDBOX_TOKEN?: string;

  @Expose()
  SEED_FILE?: string;

  @Expose()
  @OneOf(['on', 'off'])
  LEGACY = 'on';

  @Expose()
  @Duration()
  CONFIRM_AFTER = 'PT0.2S';

  @Expose()
  @Duration()
  PROCESS_AFTER = 'PT1S';

  @Expose()
  @Transform(({ value }) => pausesIn(String(value)))
  @Duration()
  RETRY_PAUSES = ['PT1S', 'PT5S', 'PT30S', 'PT5M'];

  @Expose()
  @OneOf(LOG_LEVELS)
  LOG_LEVEL = 'info';
}

/** Reads the variables; an empty one is not set. The first wrong value throws a `SettingError`. */
export function readVariables(env: Record<string, string | undefined>): EnvironmentVariables {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const variables = plainToInstance(EnvironmentVariables, set, {
    excludeExtraneousValues: true,
    exposeDefaultValues: true,
  });
  const [error] = validateSync(variables, { stopAtFirstError: true });
  const [message] = Object.values(error?.constraints ?? {});
  if (message !== undefined) throw new SettingError(message);
  return variables;
}

/** The text of a `SettingError`: the variable, its value, and what is allowed. */
export function notAllowed(name: string, value: string, allowed: string): string {
  return `${name}=${value} is not allowed: ${allowed}`;
}

/** A rule for the text of a variable, or for each text of a list; `shown` is what the message shows of a wrong one. */
function Allowed(
  allowed: string,
  fits: (text: string) => boolean,
  shown: (text: string) => string = (text) => text,
): PropertyDecorator {
  const wrongIn = (value: unknown): string | undefined =>
    [value as string | string[]].flat().find((text) => !fits(text));
  const validate = (value: unknown): boolean => wrongIn(value) === undefined;
  const message = ({ property, value }: ValidationArguments): string =>
    notAllowed(property, shown(wrongIn(value) ?? ''), allowed);
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
    'an ISO 8601 duration of weeks, days, hours, minutes or seconds, like PT0.2S or P1D',
    (text) => durationMs(text) !== undefined,
  );
}

function pausesIn(text: string): string[] {
  return text.split(',').map((pause) => pause.trim());
}

function isPort(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= 65535;
}

function isSqliteUrl(text: string): boolean {
  return /^sqlite:.+/.test(text) && !text.startsWith('sqlite://');
}

function isNotPostgres(text: string): boolean {
  return !/^postgres(ql)?:/.test(text);
}

function isPublicUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.search + url.hash === '';
}
