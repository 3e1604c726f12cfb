import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/errors/problem.js';
import type { Config } from '../../platform/config/config.js';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Refuses requests that a page of another site sends from the browser of its visitor: a foreign Origin and, without
 * SANDBOX_TOKEN, a Host that is not one of this server (DNS rebinding).
 */
export function rejectCrossSite(
  { headers, host }: FastifyRequest,
  { sandboxToken, publicUrl, host: bindAddress }: Config,
): void {
  const { origin } = headers;
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  const originHost = origin === undefined ? host : hostOf(origin);
  if (originHost === undefined || (originHost !== host && originHost !== publicHost))
    throw new Problem(403, { text: `The control API is not open to pages of ${origin}` });
  if (headers['sec-fetch-site'] === 'cross-site')
    throw new Problem(403, { text: 'The control API is not open to pages of other sites' });
  const name = host.replace(/:\d+$/, '');
  if (sandboxToken || LOOPBACK.test(name) || host === publicHost || name === bindAddress) return;
  throw new Problem(403, {
    text:
      `Host "${host}" is not allowed: without SANDBOX_TOKEN the control API accepts only ` +
      'localhost and the host of PUBLIC_URL',
  });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
