import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../platform/config/loopback.js';
import type { Config } from '../../platform/config/config.js';

/** Ports that a browser leaves out of the Host header, for http and https. */
const DEFAULT_PORTS = ['80', '443'];

export type HostSettings = Pick<Config, 'publicUrl' | 'allowedHosts'>;

/** User-Agent of every browser; PowerShell sends a similar one. */
const BROWSER = /^Mozilla\/(?!.*PowerShell\/)/;
/** User-Agent of the `fetch` of Node.js, which sends `Sec-Fetch-Mode: cors` as a browser does, but no `Sec-Fetch-Site`. */
const NODE_FETCH = /^(?:node|undici)$/;

/**
 * True for a request of a browser. Over plain HTTP, browsers send `Origin` only with some requests, and `Sec-Fetch-…` only
 * to loopback names; so the User-Agent counts too.
 */
export function isFromBrowser(headers: IncomingHttpHeaders): boolean {
  const { origin, 'user-agent': agent = '' } = headers;
  const fetchHeaders = Object.keys(headers).filter((name) => name.startsWith('sec-fetch-'));
  if (origin !== undefined || BROWSER.test(agent)) return true;
  const isNode =
    NODE_FETCH.test(agent) && fetchHeaders.length === 1 && headers['sec-fetch-mode'] === 'cors';
  return fetchHeaders.length > 0 && !isNode;
}

/**
 * True for a Host header with a loopback name, the host of PUBLIC_URL, or one of ALLOWED_HOSTS. An attacker can let any
 * other name lead to this server (DNS rebinding).
 */
export function isAllowedHost(host: string, { publicUrl, allowedHosts }: HostSettings): boolean {
  const [name, port] = splitHost(host);
  if (isLoopback(name)) return true;
  const publicHost = publicUrl === undefined ? [] : [new URL(publicUrl).host];
  return [...publicHost, ...allowedHosts].some((allowed) => {
    const [allowedName, allowedPort] = splitHost(allowed);
    if (allowedName !== name) return false;
    return (
      allowedPort === '' ||
      allowedPort === port ||
      (port === '' && DEFAULT_PORTS.includes(allowedPort))
    );
  });
}

/** Name in lower case and port of a Host header; an empty port for none. */
function splitHost(host: string): [name: string, port: string] {
  const [, name = '', port = ''] = /^(.*?)(?::(\d*))?$/.exec(host.toLowerCase()) ?? [];
  return [name, port];
}
