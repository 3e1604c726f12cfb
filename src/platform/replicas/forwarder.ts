import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { connect } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import type { RawBody } from '../http/raw-body.js';
import { OWN_CALL_HEADER } from '../journal/own-call.js';
import { Metrics } from '../observability/metrics.js';
import { FORWARDED_HEADER, ForwardedRequests, NOT_OWNER_HEADER } from './forwarded-request.js';
import type { LivePeer } from './membership.js';

/** Time in which another process must accept a connection. */
const CONNECT_TIMEOUT_MS = 1_000;
/** Headers of one connection (RFC 9110 §7.6.1), and those that the client of this request sets itself. */
const OF_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const NOT_FORWARDED = new Set([...OF_CONNECTION, 'content-length', 'expect', FORWARDED_HEADER]);

/** `sent`: the answer was passed on. `unreachable`, `elsewhere`: nothing was processed. `lost`: nobody knows. */
export type ForwardResult = 'sent' | 'unreachable' | 'elsewhere' | 'lost';

/** Forwards requests to the processes that own their workspaces. No time limit: the owner may wait for long. */
@Injectable()
export class Forwarder implements OnApplicationShutdown {
  private readonly agent = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  });
  private readonly count: (result: ForwardResult) => void;

  constructor(
    private readonly forwarded: ForwardedRequests,
    metrics: Metrics,
  ) {
    this.count = metrics.counter(
      'ketenlab_forwarded_requests_total',
      'Requests that this replica sent to the owner of their workspace',
      'result',
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  /** Sends a request to another process, and its answer to the client. */
  async forward(
    request: FastifyRequest,
    reply: FastifyReply,
    workspace: string,
    peer: LivePeer,
  ): Promise<ForwardResult> {
    const call = new AbortController();
    const abort = (): void => call.abort();
    reply.raw.once('close', abort);
    peer.gone.signal.addEventListener('abort', abort);
    const result = await this.attempt(request, reply, workspace, { peer, signal: call.signal });
    reply.raw.off('close', abort);
    peer.gone.signal.removeEventListener('abort', abort);
    this.count(result);
    return result;
  }

  private async attempt(
    request: FastifyRequest,
    reply: FastifyReply,
    workspace: string,
    { peer, signal }: { peer: LivePeer; signal: AbortSignal },
  ): Promise<ForwardResult> {
    let answer: Dispatcher.ResponseData;
    try {
      answer = await this.agent.request({
        origin: new URL(peer.url).origin,
        path: request.originalUrl,
        method: request.method,
        headers: this.headersOf(request, workspace),
        body: bodyOf(request),
        signal,
        responseHeaders: 'raw',
      });
    } catch (error) {
      if (isUnreachable(error)) return 'unreachable';
      if (peer.gone.signal.aborted || !(await accepts(peer))) return 'lost';
      // The owner reset the connection, as a fault asks for: the client gets the same.
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return 'sent';
    }
    const headers = answer.headers as unknown as string[];
    if (answer.statusCode === 421 && headers.includes(NOT_OWNER_HEADER)) {
      await answer.body.dump();
      return 'elsewhere';
    }
    reply.hijack();
    await sendAnswer(reply, answer, headers);
    return 'sent';
  }

  /** The headers as they arrived. */
  private headersOf(request: FastifyRequest, workspace: string): string[] {
    const { rawHeaders } = request.raw;
    const isOwnCall = request.exchange.peer === 'sandbox';
    const headers = pairsOf(rawHeaders).filter(([name]) => {
      const lower = name.toLowerCase();
      return !NOT_FORWARDED.has(lower) && (isOwnCall || lower !== OWN_CALL_HEADER);
    });
    return [...headers.flat(), FORWARDED_HEADER, this.forwarded.headerOf(request, workspace)];
  }
}

/** True: the other process accepts connections. */
async function accepts({ url }: LivePeer): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) });
  socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error('timeout')));
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

/** The body as it arrived. Of one above the limit only the beginning is known; one byte more makes it too large at the owner too. */
function bodyOf({ body }: FastifyRequest): Buffer | null {
  const { bytes, tooLarge } = (body as RawBody | undefined) ?? {};
  if (!bytes || bytes.length === 0) return null;
  return tooLarge ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes;
}

async function sendAnswer(
  { raw }: FastifyReply,
  { statusCode, body }: Dispatcher.ResponseData,
  headers: string[],
): Promise<void> {
  const passed = pairsOf(headers).filter(([name]) => !OF_CONNECTION.has(name.toLowerCase()));
  raw.writeHead(statusCode, passed.flat());
  raw.flushHeaders();
  try {
    for await (const chunk of body) {
      if (!raw.write(chunk)) await drained(raw);
    }
    raw.end();
  } catch {
    // The owner has sent a part of the answer only, and so does this process.
    raw.socket?.destroySoon();
  }
}

/** Resolves when the client has read what was written, or is gone. */
async function drained(raw: FastifyReply['raw']): Promise<void> {
  if (raw.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      raw.off('drain', done).off('close', done);
      resolve();
    };
    raw.once('drain', done).once('close', done);
  });
}

function pairsOf(flat: readonly string[]): [name: string, value: string][] {
  return flat.flatMap((name, index) =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as [string, string]] : [],
  );
}

/** True: the request was not sent. */
function isUnreachable(error: unknown): boolean {
  // An error for each address of the name.
  const [first] = error instanceof AggregateError ? error.errors : [error];
  const { code, syscall } = first as { code?: string; syscall?: string };
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}
