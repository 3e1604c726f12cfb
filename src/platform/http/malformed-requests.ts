import type { FastifyInstance, FastifyRequest } from 'fastify';
import { STATUS_CODES, maxHeaderSize, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Problem } from '../errors/problem.js';
import { Exchange } from '../journal/exchange.js';
import type { Journal } from '../journal/journal.js';
import type { Metrics } from '../observability/metrics.js';
import { originForm, type Paths } from './paths.js';
import type { ProblemFilter } from './problem.filter.js';
import { isSandboxPage } from './record-exchanges.js';
import { REASON_HEADER, reasonHeader } from './sandbox-reason.js';
import { ownValue } from '../validation/own-value.js';

/** Error of Node's HTTP parser, or of its timers. */
interface ParserError extends Error {
  code?: string;
  /** Explanation of the parser. */
  reason?: string;
  /** The bytes that it was parsing. */
  rawPacket?: unknown;
  bytesParsed?: number;
}

interface RefusalServices {
  paths: Paths;
  filter: ProblemFilter;
  journal: Journal;
  metrics: Metrics;
}

/**
 * Refuses requests without the header Host (RFC 9112 §3.2) or with an unknown expectation (RFC 9110
 * §10.1.1). Node would answer them itself, without a reason and without an entry in the journal.
 */
export function refuseUnusableHeaders(fastify: FastifyInstance): void {
  const { server } = fastify;
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) =>
    server.emit('request', request, response),
  );
  fastify.addHook('onRequest', (request, _, done) => done(headerProblem(request)));
}

function headerProblem({ raw: { httpVersion, headers } }: FastifyRequest): Problem | undefined {
  const { host, expect = '100-continue' } = headers;
  if (httpVersion === '1.1' && host === undefined)
    return new Problem(400, { text: 'The request has no Host header' });
  if (expect.toLowerCase() !== '100-continue')
    return new Problem(417, { text: `Expect must be 100-continue; seen: ${expect}` });
  return undefined;
}

/** Answers a request that is not HTTP, or too large or too slow to read, and closes the connection. */
export function answerMalformed(
  error: ParserError,
  socket: Socket,
  services: RefusalServices,
): void {
  if (error.code !== 'ECONNRESET' && !socket.destroyed && socket.writable) {
    const exchange = exchangeOf(error);
    socket.write(refusalOf(problemOf(error), exchange, services));
    if (exchange && !isSandboxPage({ originalUrl: exchange.path }) && !isAnswered(error)) {
      services.journal.add(exchange);
      services.metrics.observe(exchange);
    }
  }
  socket.destroy(error);
}

function problemOf({ code, reason, message }: ParserError): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem(408, { text: 'The request did not arrive in time' });
  if (code === 'HPE_HEADER_OVERFLOW') {
    const text = `The headers of the request have more than ${maxHeaderSize} bytes`;
    return new Problem(431, { text });
  }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new Problem(413, { text: 'The extensions of the chunks are too long' });
  return new Problem(400, { text: `The request is not valid HTTP: ${reason ?? message}` });
}

/** The response as bytes. It is also recorded in the exchange, if the request line is known. */
function refusalOf(
  problem: Problem,
  exchange: Exchange | undefined,
  { paths, filter }: RefusalServices,
): string {
  const { status, reason } = problem;
  const host = exchange?.request.headers['host'];
  const url = paths.rewrite(originForm(exchange?.path ?? '/'), host as string | undefined);
  const { contentType, body } = filter.render(problem, url);
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    'content-type': contentType,
    'content-length': String(Buffer.byteLength(text)),
    [REASON_HEADER.toLowerCase()]: reasonHeader(reason),
    connection: 'close',
  };
  if (exchange) {
    exchange.role = paths.roleOf(url)?.name;
    exchange.reason = reason;
    exchange.finish(status, { headers, body: text });
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n');
}

const HEADER_END = '\r\n\r\n';
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*)$/;

/** The exchange of the request, if its first line is in the packet. */
function exchangeOf({ rawPacket }: ParserError): Exchange | undefined {
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  const [head = ''] = packet.split(HEADER_END, 1);
  const [line = '', ...rest] = head.split('\r\n');
  const [, method, target] = /^([A-Z]+) (\S+) HTTP\/1\.[01]$/.exec(line) ?? [];
  if (method === undefined || target === undefined) return undefined;
  const exchange = new Exchange('inbound', 'partner', method, target);
  for (const one of rest) {
    const [, name, value] = HEADER_LINE.exec(one) ?? [];
    if (name !== undefined) addHeader(exchange.request.headers, name.toLowerCase(), value);
  }
  return exchange;
}

/** The first of several headers with a name counts. */
function addHeader(headers: Exchange['request']['headers'], name: string, value = ''): void {
  if (ownValue(headers, name) === undefined) headers[name] = value;
}

/** True if the headers were valid: the request then has an entry in the journal of its own. */
function isAnswered({ rawPacket, bytesParsed = 0 }: ParserError): boolean {
  const end = Buffer.isBuffer(rawPacket) ? rawPacket.indexOf(HEADER_END) : -1;
  return end >= 0 && bytesParsed >= end + HEADER_END.length;
}
