import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isSandboxPage } from './record-exchanges.js';
import type { Paths } from './paths.js';

/** Value of the setting that allows every origin. */
export const ANY_ORIGIN = '*';

/** Methods of a preflight: also those that no operation has, so that a page can read the 405. */
const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** Response headers that a page may read, beside those that every page may read. */
const EXPOSED_HEADERS = [
  'API-Version',
  'Allow',
  'Boknett-TGT',
  'Content-Disposition',
  'Date',
  'Link',
  'Location',
  'Next',
  'Retry-After',
  'Sandbox-Reason',
  'WWW-Authenticate',
].join(', ');
/** Seconds for which a browser may reuse the answer to a preflight. */
const MAX_AGE = '600';

/** True for a request with which a browser asks if a page may send another one (Fetch, CORS preflight). */
export function isPreflight({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/**
 * Lets pages of these origins call the partner APIs and their token endpoints. Other origins get the
 * same answers as without this setting. The control API and the pages of the sandbox stay closed.
 */
export class Cors {
  constructor(
    private readonly origins: readonly string[],
    private readonly paths: Paths,
  ) {}

  /** Answers preflights, and adds the headers to all other responses. */
  register(fastify: FastifyInstance): void {
    if (this.origins.length === 0) return;
    fastify.addHook('onRequest', (request, reply, done) => {
      if (this.addHeaders(request, reply) && isPreflight(request)) this.allow(request, reply);
      else done();
    });
  }

  /** Adds the headers to a response. Returns false if they do not allow the origin. */
  addHeaders(request: FastifyRequest, reply: FastifyReply): boolean {
    if (this.origins.length === 0 || isSandboxPage(request)) return false;
    const allowed = this.allowedOrigin(request, reply);
    if (allowed === undefined) return false;
    void reply.headers({
      'access-control-allow-origin': allowed,
      'access-control-expose-headers': EXPOSED_HEADERS,
    });
    return true;
  }

  private allow(request: FastifyRequest, reply: FastifyReply): void {
    const { exchange, url, headers } = request;
    exchange.role = this.paths.roleOf(url)?.name;
    void reply
      .status(204)
      .headers({
        'access-control-allow-methods': METHODS,
        'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
        'access-control-max-age': MAX_AGE,
      })
      .send();
  }

  private allowedOrigin(
    { headers: { origin } }: FastifyRequest,
    reply: FastifyReply,
  ): string | undefined {
    if (this.origins.includes(ANY_ORIGIN)) return ANY_ORIGIN;
    // The answer depends on the origin, also the one without the header.
    void reply.header('vary', 'Origin');
    return origin !== undefined && this.origins.includes(origin) ? origin : undefined;
  }
}
