import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../auth/caller.js';
import type { RawBody } from '../contract/raw-body.js';
import type { Metrics } from '../observe/metrics.js';
import { OWN_CALL } from '../outbox/partner-client.js';
import { Exchange, type Part } from './exchange.js';
import type { Journal } from './journal.js';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange;
    /** Set by the guard. */
    caller: Caller | undefined;
  }
}

/** What the sandbox serves about itself is nobody's exchange. */
const OWN_PAGES = /^\/(?:$|\?|(?:_sandbox|docs|healthz|readyz|metrics|favicon\.ico)(?:[/?.]|$))/;

/** Records every request to a role, whatever becomes of it, as it comes in and as its answer goes out. */
export function recordExchanges(
  fastify: FastifyInstance,
  journal: Journal,
  metrics: Metrics,
  ownCall: string,
): void {
  fastify.decorateRequest('exchange', null as never);
  fastify.decorateRequest('caller', undefined);

  fastify.addHook('onRequest', (request, _, done) => {
    const { raw, method, originalUrl } = request;
    const own = raw.headers[OWN_CALL] === ownCall;
    delete raw.headers[OWN_CALL];
    request.exchange = new Exchange('inbound', own ? 'sandbox' : 'partner', method, originalUrl);
    request.exchange.request.headers = { ...raw.headers };
    // Fastify refuses a malformed Content-Type before the guards had their turn; it is judged with the body.
    if (raw.headers['content-type'] !== undefined)
      raw.headers['content-type'] = 'application/octet-stream';
    done();
  });

  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!OWN_PAGES.test(request.originalUrl)) {
      const { exchange } = request;
      exchange.request.body = bodyText(request);
      exchange.finish(reply.statusCode, {
        headers: reply.getHeaders() as Part['headers'],
        body: typeof payload === 'string' ? payload : '',
      });
      journal.keep(exchange);
      metrics.observe(exchange);
    }
    done(null, payload);
  });
}

function bodyText({ body }: FastifyRequest): string {
  return (body as RawBody | undefined)?.bytes.toString('utf8') ?? '';
}
