import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { CallerResolver } from '../../platform/oauth/caller-resolver.js';
import type { Operation } from '../../platform/api/operation.js';
import { Paths } from '../../platform/http/paths.js';
import { isSandboxPage } from '../../platform/http/record-exchanges.js';
import { ProblemFilter } from '../../platform/http/problem.filter.js';
import { giveReason } from '../../platform/http/sandbox-reason.js';
import { StopSignal } from '../../platform/time/stop-signal.js';
import { Problem } from '../../platform/errors/problem.js';
import { DEFAULT_WORKSPACE } from '../../platform/workspaces/workspaces.js';
import {
  sendSlowly,
  malformedJson,
  resetConnection,
  sendTruncated,
  type RawResponse,
} from './socket-faults.js';
import { Faults, type MatchedFault } from './faults.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The fault to apply to the response. */
    matchedFault: MatchedFault | undefined;
  }
}

interface PendingResponse {
  request: FastifyRequest;
  reply: FastifyReply;
  payload: unknown;
  done: (error: Error | null, payload?: unknown) => void;
}

/** Statuses that are sent with Retry-After. */
const RETRY_LATER_STATUSES = [429, 503];
/** Operation name of a request to a token endpoint. */
export const TOKEN_OPERATION = 'issueToken';

/** Applies faults to requests of partners. Never to the control API or to calls of our own roles. */
@Injectable()
export class FaultInjector {
  constructor(
    private readonly faults: Faults,
    private readonly callers: CallerResolver,
    private readonly paths: Paths,
    private readonly filter: ProblemFilter,
    private readonly stop: StopSignal,
  ) {}

  /** Resolves the caller of every request, and answers some with their fault instead of processing them. */
  injectBefore(fastify: FastifyInstance): void {
    fastify.decorateRequest('matchedFault', undefined);
    fastify.addHook('preHandler', (request, reply, done) => {
      if (isSandboxPage(request)) return done();
      // The common case, without a turn of the event loop.
      if (this.callers.resolveFromCache(request) && !this.canMatch(request)) return done();
      void this.apply(request, reply, done);
      return undefined;
    });
  }

  /** Corrupts responses. Runs before the journal, which stores what the partner receives. */
  corruptResponses(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (request, reply, payload, done) => {
      if (request.matchedFault?.fault.when !== 'after') return done(null, payload);
      void this.corruptResponse(request.matchedFault, { request, reply, payload, done });
      return undefined;
    });
  }

  /** Breaks connections. Runs after the journal, because it ends the reply. */
  breakConnections(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const kind = request.matchedFault?.fault.kind;
      if (kind !== 'reset' && kind !== 'truncate' && kind !== 'slow') return done(null, payload);
      // Hijacked: Fastify neither sends the reply nor continues the request.
      reply.hijack();
      void this.send(request, reply, payload).catch(() => request.raw.socket.destroy());
    });
  }

  private async pause(milliseconds: number): Promise<void> {
    const { signal } = this.stop;
    await pause(milliseconds, undefined, { ref: false, signal }).catch(() => undefined);
  }

  private canMatch({ exchange }: FastifyRequest): boolean {
    return !this.faults.none && exchange.peer === 'partner';
  }

  /** Applies the fault of a request, if there is one, and continues unless the fault answered it. */
  private async apply(
    request: FastifyRequest,
    reply: FastifyReply,
    next: (error?: Error) => void,
  ): Promise<void> {
    try {
      await this.callers.resolve(request);
      const match = this.canMatch(request) ? await this.matchFor(request) : undefined;
      if (match && !(await this.applyBefore(match, request, reply))) return;
    } catch (error) {
      return next(error as Error);
    }
    next();
  }

  private async applyBefore(
    match: MatchedFault,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    const { id, fault, delayMs } = match;
    const { kind, when } = fault;
    request.exchange.fault = { id, kind, when };
    if (when === 'after' || kind === 'slow') request.matchedFault = match;
    else if (kind === 'latency') await this.pause(delayMs);
    else {
      this.answerInstead(match, request, reply);
      return false;
    }
    return true;
  }

  private async corruptResponse(
    match: MatchedFault,
    { request, reply, payload, done }: PendingResponse,
  ): Promise<void> {
    try {
      done(null, await this.applyResponseFault(match, request, reply, payload));
    } catch (error) {
      done(error as Error);
    }
  }

  private async applyResponseFault(
    match: MatchedFault,
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<unknown> {
    const { fault, delayMs } = match;
    if (fault.kind === 'latency') await this.pause(delayMs);
    if (fault.kind === 'status') return this.replaceStatus(match, request, reply);
    if (fault.kind !== 'malformed') return payload;
    void reply.removeHeader('content-length');
    if (!reply.hasHeader('content-type')) void reply.header('content-type', 'application/json');
    return malformedJson((await readPayload(payload)).toString('utf8'));
  }

  private matchFor(request: FastifyRequest): Promise<MatchedFault | undefined> | undefined {
    const { exchange, method } = request;
    const { workspace = DEFAULT_WORKSPACE, client } = exchange;
    const operation = this.operationOf(request);
    if (operation) {
      const { name, servedBy: role, api } = operation;
      Object.assign(exchange, { role, api: api.name, operation: name });
      return this.faults.match({ workspace, role, operation: name, client });
    }
    if (method !== 'POST' || !this.paths.isTokenPath(request.url)) return undefined;
    const role = this.paths.roleOf(request.url)?.name;
    const target = { workspace, role, operation: TOKEN_OPERATION, client, requiresOperation: true };
    return this.faults.match(target);
  }

  private operationOf({ url, method }: FastifyRequest): Operation | undefined {
    const known = this.paths.at(url);
    return (
      known && this.paths.servedOperations(known).find((operation) => operation.method === method)
    );
  }

  private answerInstead(match: MatchedFault, request: FastifyRequest, reply: FastifyReply): void {
    const { fault } = match;
    if (fault.kind === 'status')
      return this.filter.answer(this.problemOf(match, request), request, reply);
    const status = fault.status ?? this.operationOf(request)?.successStatus ?? 200;
    const broken = fault.kind === 'malformed';
    if (!broken) request.matchedFault = match;
    if (status >= 400) giveReason(reasonOf(match), request, reply);
    void reply
      .status(status)
      .header('content-type', 'application/json')
      .send(broken ? malformedJson('') : '{"cut":"off"}');
  }

  private replaceStatus(match: MatchedFault, request: FastifyRequest, reply: FastifyReply): string {
    void reply.removeHeader('content-length');
    return this.filter.prepare(this.problemOf(match, request), request, reply) ?? '';
  }

  /** An internal error in the error format of the path. */
  private problemOf(match: MatchedFault, { url }: FastifyRequest): Problem {
    const { status = 503 } = match.fault;
    return new Problem(status, {
      ...this.paths.errorFormatOf(url).internalError().detail,
      text: reasonOf(match),
      ...(RETRY_LATER_STATUSES.includes(status) && { headers: { 'Retry-After': '1' } }),
    });
  }

  private async send(
    { matchedFault: match, raw: { socket } }: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> {
    const body = await readPayload(payload);
    const headers = reply.getHeaders() as RawResponse['headers'];
    const answer = { status: reply.statusCode, headers, body };
    const kind = match?.fault.kind;
    if (kind === 'reset') resetConnection(socket);
    else if (kind === 'truncate') sendTruncated(socket, answer);
    else await sendSlowly(socket, answer, match?.delayMs ?? 0, (ms) => this.pause(ms));
  }
}

function reasonOf({ id }: MatchedFault): string {
  return `injected fault ${id}`;
}

async function readPayload(payload: unknown): Promise<Buffer> {
  if (payload === undefined || payload === null) return Buffer.alloc(0);
  if (typeof payload === 'string') return Buffer.from(payload);
  if (Buffer.isBuffer(payload)) return payload;
  const chunks: Buffer[] = [];
  for await (const chunk of payload as AsyncIterable<Buffer | string>)
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
