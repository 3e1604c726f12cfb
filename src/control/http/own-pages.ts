import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAllowedHost, isFromBrowser, type HostSettings } from './allowed-hosts.js';
import { Problem } from '../../platform/errors/problem.js';

/** Routes of the control API, of the start page and of the documents. */
const OWN_PAGES = /^\/(?:$|(?:_sandbox|docs)(?:\/|$))/;

/** True for the control API, the start page and the documents: paths of this server that belong to no partner API. */
function isOwnPage({ routeOptions: { url: route } }: FastifyRequest): boolean {
  // A path without a route is answered 404.
  return route !== undefined && OWN_PAGES.test(route);
}

/**
 * Content that a page may load: from this server only. Swagger UI has styles in its page, and pictures in its style sheet as
 * data URLs.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Adds security headers to a response that no hook handles: a path that cannot be decoded has no route. */
export function secureUndecodablePath({ originalUrl }: FastifyRequest, reply: FastifyReply): void {
  if (OWN_PAGES.test(originalUrl)) void reply.headers(SECURITY_HEADERS);
}

/** Adds security headers to the responses of our own pages, also to errors. */
export function secureOwnPages(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (isOwnPage(request)) void reply.headers(SECURITY_HEADERS);
    done();
  });
}

/**
 * Answers 403 to a browser that uses another host name than those of this server, also with SANDBOX_TOKEN: a page could
 * have let its own name lead here (DNS rebinding).
 */
export function refuseBrowsersOfOtherHosts(fastify: FastifyInstance, settings: HostSettings): void {
  fastify.addHook('onRequest', (request, _, done) => done(hostProblem(request, settings)));
}

function hostProblem(request: FastifyRequest, settings: HostSettings): Problem | undefined {
  const { headers, host } = request;
  if (!isOwnPage(request) || !isFromBrowser(headers) || isAllowedHost(host, settings))
    return undefined;
  return new Problem(403, {
    text:
      `Browsers may not use the host "${host}" for this page; use localhost, or set ` +
      'ALLOWED_HOSTS to this host and start the server again',
  });
}
