import type { Type as Class } from '@nestjs/common';
import type { ApiFamily, RoleDescriptor } from '../../../apis/descriptor.js';
import { readConfigurationFile, type ConfigurationFile } from './configuration-file.js';
import { ConfigurationError, type RunOptions } from './options.js';

/** The options of the command line, by their names; the file of `config` has the others. */
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

/** Reads the options of a run; what is missing or wrong throws a `ConfigurationError` that says what to do. */
export function readOptions(
  given: CommandLineOptions,
  roles: readonly RoleDescriptor[],
  configurations: readonly Class[] = [],
): RunOptions {
  const { config } = given;
  const file = config === undefined ? {} : readConfigurationFile(config, configurations);
  const all: ConfigurationFile = { ...file, ...given };
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
    clients: all.clients ?? {},
    data: all.data ?? {},
    act: all.act ?? {},
    listen: addressOf(all.listen ?? '127.0.0.1:4020'),
    callback: { clientId: callbackClientId, clientSecret: callbackClientSecret },
    reportDir: all.reportDir ?? 'reports',
    only: all.only ?? [],
    timeoutMs: millisecondsOf(all.timeout ?? '10s'),
    baseline: all.baseline,
  };
}

function missing(name: string): never {
  throw new ConfigurationError(
    `--${name} is missing; give it as an option or in the --config file`,
  );
}

function familyOf(role: string, roles: readonly RoleDescriptor[]): ApiFamily {
  const family = roles.find(({ name }) => name === role)?.family;
  if (family) return family;
  const names = roles.map(({ name }) => name).join(', ');
  throw new ConfigurationError(`--role ${role} is not one of ${names}`);
}

function urlOf(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw new ConfigurationError(`--${name} ${text} must be an http or https URL`);
}

function addressOf(text: string): { host: string; port: number } {
  const found = /^(.+):(\d{1,5})$/.exec(text);
  if (found?.[1] && Number(found[2]) < 65_536) return { host: found[1], port: Number(found[2]) };
  throw new ConfigurationError(
    `--listen ${text} must be a host and a port, for example 127.0.0.1:4020`,
  );
}

function millisecondsOf(text: string): number {
  const found = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text);
  const factor = { ms: 1, s: 1000, m: 60_000 }[found?.[2] ?? ''] ?? 0;
  const result = Number(found?.[1] ?? 0) * factor;
  if (result > 0) return result;
  throw new ConfigurationError(`--timeout ${text} must be a time, for example 500ms, 10s or 2m`);
}
