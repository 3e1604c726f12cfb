import type { Type as Class } from '@nestjs/common';
import type { RoleDescriptor } from '../../../apis/descriptor.js';
import { listenAddressOf, targetsOf, urlOf } from './addresses.js';
import { readConfigurationFile, type ConfigurationFile } from './configuration-file.js';
import { ConfigurationError, type RunOptions } from './options.js';

/** The options of the command line, by their names; the file of `config` has the others. */
export interface CommandLineOptions {
  role?: string;
  /** `<url>` or `<api>=<url>`, once or several times. */
  target?: string | string[];
  api?: string[];
  tokenUrl?: string;
  clientId?: string;
  clientSecret?: string;
  scope?: string;
  audience?: string;
  config?: string;
  listen?: string;
  callbackClientId?: string;
  callbackClientSecret?: string;
  reportDir?: string;
  only?: string[];
  timeout?: string;
  baseline?: string;
  minCoverage?: string;
}

/** Reads the options of a run; what is missing or wrong throws a `ConfigurationError` that says what to do. */
export function readOptions(
  given: CommandLineOptions,
  roles: readonly RoleDescriptor[],
  configurations: readonly Class[] = [],
): RunOptions {
  const { config } = given;
  const file = config === undefined ? {} : readConfigurationFile(config, configurations);
  const { target: _, ...options } = given;
  const all: ConfigurationFile = { ...file, ...options };
  const { role = missing('role'), clientId = 'demo' } = all;
  const { family, apis: known } = roleOf(role, roles);
  const addresses = addressesOf(given, file, all.api);
  const tokenUrl = urlOf(
    'token-url',
    all.tokenUrl ?? `${addresses.target}/${family.client.tokenPath}`,
  );
  const { clientSecret = `${clientId}-secret`, scope, audience } = all;
  const { callbackClientId = 'partner', callbackClientSecret = 'partner-secret' } = all;
  const { targets, apis = [] } = addresses;
  rejectUnknownApis([...Object.keys(targets), ...apis], role, known);
  return {
    role,
    ...addresses,
    tokenUrl,
    client: { clientId, clientSecret, scope, audience },
    clients: withAudience(all.clients ?? {}, audience),
    data: all.data ?? {},
    act: all.act ?? {},
    listen: listenAddressOf(all.listen ?? '127.0.0.1:4020'),
    callback: { clientId: callbackClientId, clientSecret: callbackClientSecret },
    reportDir: all.reportDir ?? 'reports',
    only: all.only ?? [],
    timeoutMs: millisecondsOf(all.timeout ?? '10s'),
    baseline: all.baseline,
    minCoverage: all.minCoverage === undefined ? undefined : percentageOf(all.minCoverage),
  };
}

function missing(name: string): never {
  throw new ConfigurationError(
    `--${name} is missing; give it as an option or in the --config file`,
  );
}

function roleOf(role: string, roles: readonly RoleDescriptor[]): RoleDescriptor {
  const found = roles.find(({ name }) => name === role);
  if (found) return found;
  const names = roles.map(({ name }) => name).join(', ');
  throw new ConfigurationError(`--role ${role} is not one of ${names}`);
}

/** Base URLs of the command line, then those of the file, and the APIs that are chosen. */
function addressesOf(
  { target = [] }: CommandLineOptions,
  file: ConfigurationFile,
  chosen: readonly string[] | undefined,
): Pick<RunOptions, 'target' | 'apis'> & { targets: Record<string, string> } {
  const own = targetsOf([target].flat());
  const inFile = targetsOf(file.target === undefined ? [] : [file.target]);
  const entries = Object.entries(file.targets ?? {}).map(([api, url]) => `${api}=${url}`);
  const targets = { ...inFile.targets, ...targetsOf(entries).targets, ...own.targets };
  const shared = own.target ?? inFile.target;
  // Base URLs of single APIs only: these APIs are meant.
  const apis = chosen ?? (shared === undefined ? Object.keys(targets) : undefined);
  const first = shared ?? Object.values(targets)[0] ?? missing('target');
  return { target: first, targets, ...(apis && { apis }) };
}

function rejectUnknownApis(
  names: readonly string[],
  role: string,
  apis: RoleDescriptor['apis'],
): void {
  const known = apis.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(`${unknown} is no API of ${role}, which has ${known.join(', ')}`);
}

/** A client without an audience gets the one of the run. */
function withAudience(
  clients: NonNullable<ConfigurationFile['clients']>,
  audience: string | undefined,
): NonNullable<ConfigurationFile['clients']> {
  return Object.fromEntries(
    Object.entries(clients).map(([kind, client]) => [
      kind,
      { ...client, audience: client.audience ?? audience },
    ]),
  );
}

function percentageOf(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (value >= 0 && value <= 100) return value;
  throw new ConfigurationError(`--min-coverage ${text} must be a percentage from 0 to 100`);
}

function millisecondsOf(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  const factor = { ms: 1, s: 1000, m: 60_000 }[found?.[2] ?? ''] ?? 0;
  const result = Number(found?.[1] ?? 0) * factor;
  if (result > 0) return result;
  throw new ConfigurationError(`--timeout ${text} must be a time, for example 500ms, 10s or 2m`);
}
