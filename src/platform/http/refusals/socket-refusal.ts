import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../errors/problem.js';
import type { Exchange, HttpMessage } from '../../journal/exchange.js';
import type { Journal } from '../../journal/journal.js';
import type { Metrics } from '../../observability/metrics.js';
import { originForm, type Paths } from '../paths.js';
import type { ProblemFilter } from '../problem.filter.js';
import { isSandboxPage } from '../record-exchanges.js';
import { REASON_HEADER, reasonHeader } from '../sandbox-reason.js';

export interface RefusalServices {
  paths: Paths;
  filter: ProblemFilter;
  journal: Journal;
  metrics: Metrics;
}

/** The path under which the route of a request is registered. */
export function rewrittenPathOf(exchange: Exchange | undefined, paths: Paths): string {
  const host = exchange?.request.headers['host'];
  return paths.rewrite(originForm(exchange?.path ?? '/'), [host].flat()[0]);
}

/**
 * Answers a request that never gets to a route, in the error format of its path, and records it. The connection has to be
 * closed afterwards. Without an exchange the request is not recorded.
 */
export function refuse(
  socket: Duplex,
  problem: Problem,
  exchange: Exchange | undefined,
  services: RefusalServices,
): void {
  const { paths, journal, metrics } = services;
  const url = rewrittenPathOf(exchange, paths);
  const response = writeRefusal(socket, problem, url, services);
  if (!exchange || isSandboxPage({ originalUrl: exchange.path })) return;
  exchange.role = paths.roleOf(url)?.name;
  exchange.reason = problem.reason;
  exchange.finish(problem.status, response);
  journal.add(exchange);
  metrics.observe(exchange);
}

/** Writes a response in the error format of a rewritten path. */
export function writeRefusal(
  socket: Duplex,
  problem: Problem,
  url: string,
  { filter }: Pick<RefusalServices, 'filter'>,
): HttpMessage {
  const { status, reason, detail } = problem;
  const { contentType, body } = filter.render(problem, url);
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers: Record<string, string> = {
    ...detail.headers,
    ...(body !== undefined && { 'content-type': contentType }),
    'content-length': String(Buffer.byteLength(text)),
    [REASON_HEADER.toLowerCase()]: reasonHeader(reason),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', text].join('\r\n'));
  return { headers, body: text };
}
