import type { FastifyRequest } from 'fastify';
import { isAllowedHost } from './allowed-hosts.js';
import { Problem } from '../../platform/errors/problem.js';
import type { Config } from '../../platform/config/config.js';

/**
 * Refuses requests that a page of another site sends from the browser of its visitor: a foreign Origin and, without
 * SANDBOX_TOKEN, a Host that is not one of this server. Hosts of browsers are checked before (`own-pages.ts`).
 */
export function rejectCrossSite({ headers, host }: FastifyRequest, config: Config): void {
  const { origin } = headers;
  const { publicUrl } = config;
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  const originHost = origin === undefined ? host : hostOf(origin);
  if (originHost === undefined || (originHost !== host && originHost !== publicHost))
    throw new Problem(403, { text: `The control API is not open to pages of ${origin}` });
  if (headers['sec-fetch-site'] === 'cross-site')
    throw new Problem(403, { text: 'The control API is not open to pages of other sites' });
  if (config.sandboxToken || isAllowedHost(host, config)) return;
  throw new Problem(403, {
    text:
      `Host "${host}" is not allowed: without SANDBOX_TOKEN the control API accepts only ` +
      'localhost, the host of PUBLIC_URL and ALLOWED_HOSTS',
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
