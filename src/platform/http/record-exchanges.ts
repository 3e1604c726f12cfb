import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { originForm } from './paths.js';
import type { RawBody } from './raw-body.js';
import type { Metrics } from '../observability/metrics.js';
import { Exchange, type HttpMessage } from '../journal/exchange.js';
import type { Journal } from '../journal/journal.js';
import { OWN_CALL_HEADER } from '../journal/own-call.js';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange;
  }
}

const SANDBOX_PAGES =
  /^\/(?:$|\?|(?:_sandbox|docs|healthz|readyz|metrics|favicon\.ico)(?:[/?.]|$))/;

/** True for pages of the sandbox itself, which are not recorded. */
export function isSandboxPage({ originalUrl }: Pick<FastifyRequest, 'originalUrl'>): boolean {
  if (SANDBOX_PAGES.test(originalUrl)) return true;
  // The path may be percent-encoded, or in absolute form.
  return /%|^[a-z]/i.test(originalUrl) && SANDBOX_PAGES.test(decoded(originForm(originalUrl)));
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

interface ExchangeRecorder {
  journal: Journal;
  metrics: Metrics;
  /** Secret header value that identifies calls of our own roles. */
  ownCall: string;
}

/** Records every request to a role, from its arrival to its response, whatever the result. */
export function recordExchanges(fastify: FastifyInstance, recorder: ExchangeRecorder): void {
  fastify.decorateRequest('exchange', null as never);
  fastify.decorateRequest('caller', undefined);

  fastify.addHook('onRequest', (request, _, done) => {
    begin(request, recorder);
    done();
  });

  fastify.addHook('onSend', (request, reply, payload, done) => {
    finish(request, reply, typeof payload === 'string' ? payload : '', recorder);
    done(null, payload);
  });
}

/** Records a request that Fastify refuses before its hooks run. Returns the body of the response. */
export function recordRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  prepare: () => string,
  recorder: ExchangeRecorder,
): string {
  begin(request, recorder);
  const payload = prepare();
  finish(request, reply, payload, recorder);
  return payload;
}

function begin(request: FastifyRequest, { ownCall }: ExchangeRecorder): void {
  const { raw, method, originalUrl } = request;
  const isOwn = raw.headers[OWN_CALL_HEADER] === ownCall;
  delete raw.headers[OWN_CALL_HEADER];
  request.exchange = new Exchange('inbound', isOwn ? 'sandbox' : 'partner', method, originalUrl);
  request.exchange.request.headers = { ...raw.headers };
  // Fastify refuses a malformed Content-Type before the guards run; it is checked with the body
  // instead.
  if (raw.headers['content-type'] !== undefined)
    raw.headers['content-type'] = 'application/octet-stream';
}

function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: string,
  { journal, metrics }: ExchangeRecorder,
): void {
  if (isSandboxPage(request)) return;
  const { exchange } = request;
  exchange.request.body = (request.body as RawBody | undefined)?.bytes.toString('utf8') ?? '';
  const answer = { headers: reply.getHeaders() as HttpMessage['headers'], body: payload };
  // An injected connection reset sends no response.
  if (exchange.fault?.kind === 'reset') exchange.finish(0, { headers: {}, body: '' });
  else exchange.finish(reply.statusCode, answer);
  journal.add(exchange);
  metrics.observe(exchange);
}
