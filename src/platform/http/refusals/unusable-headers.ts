import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { methodNotAllowed, Problem } from '../../errors/problem.js';
import { serverProblems } from '../../errors/server-problems.js';
import { Exchange } from '../../journal/exchange.js';
import { refuse, rewrittenPathOf, type RefusalServices } from './socket-refusal.js';

/**
 * Refuses requests with an unusable Host (RFC 9112 §3.2), Expect (RFC 9110 §10.1.1) or Transfer-Encoding (RFC 9112 §6.1),
 * and CONNECT. Node would answer some of them itself, without a reason and without an entry in the journal.
 */
export function refuseUnusableHeaders(
  fastify: FastifyInstance,
  services: () => RefusalServices,
): void {
  const { server } = fastify;
  server.on('checkExpectation', (request: IncomingMessage, response) =>
    server.emit('request', request, response),
  );
  server.on('connect', (request: IncomingMessage, socket: Duplex) =>
    refuseConnect(request, socket, services()),
  );
  fastify.addHook('onRequest', (request, _, done) => done(headerProblem(request)));
}

/** The problem of a request. The connection is closed, because the body has not been read. */
function headerProblem(request: FastifyRequest): Problem | undefined {
  const problem = headerError(request);
  return (
    problem && new Problem(problem.status, { ...problem.detail, headers: { Connection: 'close' } })
  );
}

function headerError({ raw }: FastifyRequest): Problem | undefined {
  const { httpVersion, headers, rawHeaders } = raw;
  const { expect = '100-continue', 'transfer-encoding': encoding = 'chunked' } = headers;
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name)).length;
  const { headerUnusable, expectation } = serverProblems;
  if (httpVersion === '1.1' && hosts === 0) return headerUnusable('The request has no Host header');
  if (hosts > 1) return headerUnusable(`The request has ${hosts} Host headers`);
  if (expect.toLowerCase() !== '100-continue') return expectation(expect);
  if (encoding.toLowerCase() !== 'chunked')
    return headerUnusable(`Transfer-Encoding must be chunked; seen: ${encoding}`);
  return undefined;
}

/** Node closes the connection of a CONNECT that nobody handles. */
function refuseConnect(
  { method = '', url = '', headers }: IncomingMessage,
  socket: Duplex,
  services: RefusalServices,
): void {
  const exchange = new Exchange('inbound', 'partner', method, url);
  exchange.request.headers = { ...headers };
  const { paths } = services;
  const match = paths.matchRoute(method, rewrittenPathOf(exchange, paths));
  const allow = 'allow' in match ? match.allow : '';
  const reason = 'CONNECT is not supported: this server is no proxy';
  // The client may be gone already.
  socket.on('error', () => socket.destroy());
  refuse(socket, methodNotAllowed(method, allow, reason), exchange, services);
  socket.end();
}
