import { Transform, plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ANY_ORIGIN } from '../platform/http/cors.js';
import { LOG_FORMATS, type LogFormat } from '../platform/config/config.js';
import { isTarget } from '../platform/network/public-address.js';
import { SettingError } from '../platform/config/setting-error.js';
import { Allowed, Duration, OneOf, Variable } from './variable.js';
import {
  isCount,
  isHost,
  isInstanceUrl,
  isOrigin,
  isPort,
  isPublicUrl,
  isSqliteUrl,
  isUsablePostgresUrl,
  originsIn,
  splitList,
} from './variable-rules.js';

const DATABASE_URLS =
  'sqlite:<relative or absolute path>, sqlite::memory:, or postgres://user:password@host:port/database';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * Environment variables with their defaults and documentation. ROLES, ROOT_ROLE and RULES_* depend on the roles that exist:
 * `readConfig` checks them, and the descriptors of the APIs declare the rules.
 */
export class EnvironmentVariables {
  @Variable(
    'Address at which the server listens. `0.0.0.0` stands for all addresses of this machine.',
    { allowed: 'a name or address of this machine' },
  )
  HOST = '127.0.0.1';

  @Variable('Port at which the server listens. With `0` it selects a free port and prints it.')
  @Allowed('a whole number from 0 (any free port) to 65535', isPort)
  PORT = '4010';

  @Variable(
    'Database: a file of SQLite, `sqlite::memory:` for a temporary file that is removed when the server stops, or PostgreSQL (docs/settings.md#postgresql).',
    { allowed: DATABASE_URLS },
  )
  @Allowed(DATABASE_URLS, isSqliteUrl)
  // Decorators run from bottom to top, so this rule is first. The URL has credentials, which no error text may show.
  @Allowed(
    'postgres://user:password@host:port/database?sslmode=…, in which other characters than letters and digits of the password are encoded like %40',
    isUsablePostgresUrl,
    () => 'postgres…',
  )
  DATABASE_URL = 'sqlite:./data/ketenlab.sqlite';

  @Variable('Base of the URLs in answers, for example behind a proxy (docs/guides/proxy.md).', {
    default: 'from the request',
  })
  @Allowed(
    'an http or https URL without query, for example https://sandbox.example.org',
    isPublicUrl,
  )
  PUBLIC_URL?: string;

  @Variable(
    'With PostgreSQL: address at which the other replicas reach this one (docs/scaling.md). If `HOST` stands for all addresses, the default has the name of the machine.',
    { default: '`http://<HOST>:<port>`' },
  )
  @Allowed(
    'an http or https URL without path and query, for example http://replica-1:4010',
    isInstanceUrl,
  )
  INSTANCE_URL?: string;

  @Variable('Roles to serve. The paths of other roles answer 404.', {
    default: 'all',
    allowed: 'a comma-separated list of names of roles',
  })
  ROLES?: string;

  @Variable('The role that `/` serves, for a client that has a setting for the host only.', {
    allowed: 'one of the roles that are served',
  })
  ROOT_ROLE?: string;

  @Variable(
    'Bearer token of the control API. If `HOST` is not a loopback address and no token is given, the server makes one, keeps it in the database and prints it at each start.',
    { default: 'none on loopback', allowed: 'any text' },
  )
  SANDBOX_TOKEN?: string;

  @Variable(
    'With `default`, the demo clients keep their documented secrets if `HOST` is not a loopback address. Otherwise these secrets are then random, and the server prints that of `demo`.',
  )
  @Allowed('default, or nothing', (text) => text === 'default')
  DEMO_SECRETS?: string;

  @Variable(
    'YAML or JSON file that is added to the seed of every workspace (docs/guides/control-api.md#your-own-seed).',
    { allowed: 'the path of a file in UTF-8' },
  )
  SEED_FILE?: string;

  @Variable('With `off`, the paths and hosts of the older Bokbasen platform answer 404.')
  @OneOf(['on', 'off'])
  LEGACY = 'on';

  @Variable(
    'Origins whose pages may call the partner APIs and token endpoints. Never the control API.',
  )
  @Transform(({ value }) => (value === undefined ? undefined : originsIn(String(value))))
  @Allowed(
    `${ANY_ORIGIN}, or a comma-separated list of origins, for example https://app.example.org,http://localhost:5173`,
    isOrigin,
  )
  CORS_ORIGINS?: string[];

  @Variable(
    'Further host names that browsers may use for `/`, `/docs` and `/_sandbox`. Always allowed: loopback, and the host of `PUBLIC_URL`.',
  )
  @Transform(({ value }) => (value === undefined ? undefined : splitList(String(value))))
  @Allowed(
    'a comma-separated list of host names with or without port, for example lab.example.org,192.168.1.20:4010',
    isHost,
  )
  ALLOWED_HOSTS?: string[];

  @Variable(
    'Addresses that outgoing calls may reach although they are not public, if `HOST` is not a loopback address (docs/limits.md#sending).',
  )
  @Transform(({ value }) => (value === undefined ? undefined : splitList(String(value))))
  @Allowed(
    '*, or a comma-separated list of addresses, CIDRs and host names, for example 10.1.0.0/16,partner.internal',
    isTarget,
  )
  ALLOW_PRIVATE_TARGETS?: string[];

  @Variable('Time between a message and its confirmation.')
  @Duration()
  CONFIRM_AFTER = 'PT0.2S';

  @Variable('Time that an order or a download is in processing.')
  @Duration()
  PROCESS_AFTER = 'PT1S';

  @Variable('Pause before each retry of a message that could not be sent.')
  @Transform(({ value }) => splitList(String(value)))
  @Duration()
  RETRY_PAUSES = ['PT1S', 'PT5S', 'PT30S', 'PT5M'];

  @Variable(
    'Messages of a workspace that may wait to be sent. A message that needs one more is answered 429.',
  )
  @Allowed('a whole number from 1 to 100000000', isCount)
  MAX_WAITING = '1000000';

  @Variable('Lowest level of the lines of the log.')
  @OneOf(LOG_LEVELS)
  LOG_LEVEL = 'info';

  @Variable(
    'With `pretty`, lines for a reader, with a line for each exchange. With `json`, a JSON object in each line; the level `debug` adds the exchanges. No format has values of messages.',
    { default: '`pretty` on a terminal, otherwise `json`' },
  )
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
