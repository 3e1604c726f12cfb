import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ApiFamily, RoleDescriptor } from '../../apis/descriptor.js';
import {
  ConfigurationError,
  type PartnerAction,
  type Credentials,
  type RunOptions,
} from './options.js';

/** What stands on the command line, by the names of its options; the file of `config` says the rest. */
export interface CommandLineOptions {
  role?: string;
  target?: string;
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
}

type Written = CommandLineOptions & {
  clients?: Record<string, Credentials>;
  data?: Record<string, unknown>;
  act?: Record<string, PartnerAction>;
};

const known = [
  'role target tokenUrl clientId clientSecret scope audience listen callbackClientId',
  'callbackClientSecret reportDir only timeout baseline clients data act',
].flatMap((names) => names.split(' '));

/** Reads what the runner is told; what is missing or wrong throws a `ConfigurationFault` that says what to do. */
export function readOptions(
  given: CommandLineOptions,
  roles: readonly RoleDescriptor[],
): RunOptions {
  const all: Written = { ...(given.config === undefined ? {} : fileOf(given.config)), ...given };
  const { role = missing('role'), clientId = 'demo' } = all;
  const { tokenPath } = familyOf(role, roles).client;
  const target = urlOf('target', all.target ?? missing('target'));
  const tokenUrl = urlOf('token-url', all.tokenUrl ?? `${target}/${tokenPath}`);
  const { clientSecret = `${clientId}-secret`, scope, audience } = all;
  const { callbackClientId = 'partner', callbackClientSecret = 'partner-secret' } = all;
  return {
    role,
    target,
    tokenUrl,
    client: { clientId, clientSecret, scope, audience },
    clients: checkedClients(all.clients ?? {}),
    data: all.data ?? {},
    act: checkedActs(all.act ?? {}),
    listen: addressOf(all.listen ?? '127.0.0.1:4020'),
    callback: { clientId: callbackClientId, clientSecret: callbackClientSecret },
    reportDir: all.reportDir ?? 'reports',
    only: all.only ?? [],
    timeoutMs: millisecondsOf(all.timeout ?? '10s'),
    baseline: all.baseline,
  };
}

function missing(name: string): never {
  throw new ConfigurationError(`--${name} is missing, and --config does not say it`);
}

function familyOf(role: string, roles: readonly RoleDescriptor[]): ApiFamily {
  const family = roles.find(({ name }) => name === role)?.family;
  if (family) return family;
  const names = roles.map(({ name }) => name).join(', ');
  throw new ConfigurationError(`--role ${role} is not one of ${names}`);
}

function fileOf(path: string): Written {
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'), { maxAliasCount: 100 });
  } catch (error) {
    throw new ConfigurationError(`--config ${path}: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null)
    throw new ConfigurationError(`--config ${path} is to hold an object`);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new ConfigurationError(`--config ${path}: ${unknown} is not one of ${known.join(', ')}`);
  return value;
}

function urlOf(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw new ConfigurationError(`--${name} ${text} must be an http or https URL`);
}

function addressOf(text: string): { host: string; port: number } {
  const found = /^(.+):(\d{1,5})$/.exec(text);
  if (found?.[1] && Number(found[2]) < 65_536) return { host: found[1], port: Number(found[2]) };
  throw new ConfigurationError(`--listen ${text} must be a host and a port: 127.0.0.1:4020`);
}

function millisecondsOf(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  const factor = { ms: 1, s: 1000, m: 60_000 }[found?.[2] ?? ''] ?? 0;
  const result = Number(found?.[1] ?? 0) * factor;
  if (result > 0) return result;
  throw new ConfigurationError(`--timeout ${text} must be a time like 500ms, 10s or 2m`);
}

function checkedClients(clients: Record<string, Credentials>): Record<string, Credentials> {
  for (const [kind, one] of Object.entries(clients)) {
    if (typeof one?.clientId === 'string' && typeof one.clientSecret === 'string') continue;
    throw new ConfigurationError(`clients.${kind} is to have a clientId and a clientSecret`);
  }
  return clients;
}

function checkedActs(acts: Record<string, PartnerAction>): Record<string, PartnerAction> {
  for (const [name, act] of Object.entries(acts)) {
    if (typeof act?.url === 'string' && URL.canParse(act.url)) continue;
    throw new ConfigurationError(`act.${name} is to have a url`);
  }
  return acts;
}
