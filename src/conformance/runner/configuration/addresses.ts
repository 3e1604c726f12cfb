import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ConfigurationError, type ListenAddress } from './options.js';

const DEFAULT_PORT = 4020;
const LOOPBACK = '127.0.0.1';

/** An http or https URL without a trailing slash. */
export function urlOf(option: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text.replace(/\/+$/, '');
  throw new ConfigurationError(`--${option} ${text} must be an http or https URL`);
}

/** Base URLs from `--target`: the one for every API, and those of single APIs. */
export interface Targets {
  target?: string | undefined;
  targets: Record<string, string>;
}

/** Reads the values of `--target`: `<url>`, or `<api>=<url>`. */
export function targetsOf(values: readonly string[]): Targets {
  const result: Targets = { targets: {} };
  for (const value of values) {
    const [, api, url = value] = /^([\w-]+)=(.*)$/.exec(value) ?? [];
    if (api === undefined) result.target = urlOf('target', url);
    else result.targets[api] = urlOf('target', url);
  }
  return result;
}

/** The address of `--listen`: a host and a port, or the URL under which the partner reaches it. */
export function listenAddressOf(text: string): ListenAddress {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return addressOfUrl(new URL(text));
  const found = /^([^/]+):(\d{1,5})$/.exec(text);
  if (found?.[1] && Number(found[2]) < 65_536) return { host: found[1], port: Number(found[2]) };
  throw new ConfigurationError(
    `--listen ${text} must be a host and a port, or a URL, for example 127.0.0.1:4020`,
  );
}

/**
 * A URL with an address of this machine is where the runner listens. Any other URL leads here
 * through a proxy or a tunnel, which reaches the runner on loopback.
 */
function addressOfUrl({ protocol, hostname, port, href }: URL): ListenAddress {
  const url = href.replace(/\/+$/, '');
  const host = hostname.replace(/^\[|\]$/g, '');
  const ownPort = port === '' ? DEFAULT_PORT : Number(port);
  if (protocol === 'http:' && port !== '' && isOwnAddress(host))
    return { host, port: ownPort, url };
  return { host: LOOPBACK, port: ownPort, url };
}

function isOwnAddress(host: string): boolean {
  if (host === 'localhost') return true;
  if (isIP(host) === 0) return false;
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.map(({ address }) => address),
  );
  return own.includes(host) || host.startsWith('127.') || host === '0.0.0.0' || host === '::';
}
