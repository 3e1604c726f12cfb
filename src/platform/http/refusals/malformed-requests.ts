import { maxHeaderSize, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Problem } from '../../errors/problem.js';
import { serverProblems } from '../../errors/server-problems.js';
import { bodyProblems } from './body-problems.js';
import { Exchange } from '../../journal/exchange.js';
import { ownValue } from '../../validation/own-value.js';
import { refuse, writeRefusal, type RefusalServices } from './socket-refusal.js';

/** Error of Node's HTTP parser, or of its timers. */
interface ParserError extends Error {
  code?: string;
  /** Explanation of the parser. */
  reason?: string;
  /** The bytes that it was parsing. */
  rawPacket?: unknown;
  bytesParsed?: number;
}

/** Answers a request that is not HTTP, or too large or too slow to read, and closes the connection. */
export function answerMalformed(
  error: ParserError,
  socket: Socket,
  services: RefusalServices,
): void {
  // Node closes a connection whose last response was sent, after the response has left.
  if (!socket.destroyed && !socket.writable) return;
  const response = responseAt(socket);
  // The requests before it on this connection are answered first.
  if (response?.req.complete && error.code !== 'ECONNRESET' && !socket.destroyed) {
    response.once('finish', () => setImmediate(() => answerMalformed(error, socket, services)));
    return;
  }
  if (error.code !== 'ECONNRESET' && !socket.destroyed) refuseMalformed(error, socket, services);
  socket.destroy(error);
}

/** Response that is not finished yet. Node's own handler of parser errors reads the same field. */
function responseAt(socket: Socket): ServerResponse | undefined {
  return (socket as Socket & { _httpMessage?: ServerResponse | null })._httpMessage ?? undefined;
}

function refuseMalformed(error: ParserError, socket: Socket, services: RefusalServices): void {
  const problem = problemOf(error);
  const response = responseAt(socket);
  if (!response || response.req.complete)
    return refuse(socket, problem, exchangeOf(error), services);
  // The request is recorded by its own hook, with this problem.
  bodyProblems.set(socket, problem);
  if (!response.headersSent) writeRefusal(socket, problem, response.req.url ?? '/', services);
}

function problemOf({ code, reason, message }: ParserError): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return serverProblems.timeout();
  if (code === 'HPE_HEADER_OVERFLOW')
    return serverProblems.headersTooLong(`${maxHeaderSize} bytes`);
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return serverProblems.chunkExtensions();
  return serverProblems.notHttp(reason ?? message);
}

const HEADER_END = '\r\n\r\n';
const REQUEST_LINE = /^([\w!#$%&'*+.^`|~-]+) (\S+) HTTP\/\d\.\d$/;
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*)$/;

/** The exchange of the request, if its first line is in the packet. */
function exchangeOf({ rawPacket, bytesParsed = 0 }: ParserError): Exchange | undefined {
  const packet = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  // The packet may begin with requests that are valid.
  const before = packet.lastIndexOf(HEADER_END, bytesParsed - HEADER_END.length - 1);
  const [head = ''] = packet
    .slice(before < 0 ? 0 : before + HEADER_END.length)
    .split(/\r?\n\r?\n/, 1);
  const [line = '', ...rest] = head.split(/\r?\n/);
  const [, method, target] = REQUEST_LINE.exec(line) ?? [];
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
