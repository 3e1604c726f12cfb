import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as pause } from 'node:timers/promises';
import { Recognition } from '../auth/recognition.js';
import type { Operation } from '../contract/operation.js';
import { Paths } from '../contract/paths.js';
import { isOwnPage } from '../journal/record.js';
import { ProblemFilter } from '../problem/problem.filter.js';
import { Problem } from '../problem/problem.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { drip, malformed, reset, truncate, type RawAnswer } from './broken-answer.js';
import { Faults, type Meeting } from './faults.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The fault that its answer meets. */
    meeting: Meeting | undefined;
  }
}

interface Answering {
  request: FastifyRequest;
  reply: FastifyReply;
  payload: unknown;
  done: (error: Error | null, payload?: unknown) => void;
}

/** Statuses after which a client is to wait. */
const LATER = [429, 503];
/** What a request for a token is called. */
export const TOKEN_OPERATION = 'issueToken';

/** Misbehaves toward partners where a tester ordered it; never toward the control API or our own roles. */
@Injectable()
export class Misbehaviour implements BeforeApplicationShutdown {
  private readonly stop = new AbortController();

  constructor(
    private readonly faults: Faults,
    private readonly recognition: Recognition,
    private readonly paths: Paths,
    private readonly filter: ProblemFilter,
  ) {}

  /** Recognises the caller of every request, and lets some meet their fault instead of being processed. */
  begin(fastify: FastifyInstance): void {
    fastify.decorateRequest('meeting', undefined);
    fastify.addHook('preHandler', (request, reply, done) => {
      if (isOwnPage(request)) return done();
      // Nearly every request: it is worth not to wait a turn for it.
      if (this.recognition.recogniseAtOnce(request) && !this.mayMeet(request)) return done();
      void this.meet(request, reply, done);
      return undefined;
    });
  }

  /** Spoils what is answered; goes before the journal, which keeps what the partner gets. */
  spoil(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (request, reply, payload, done) => {
      if (request.meeting?.fault.when !== 'after') return done(null, payload);
      void this.spoilAnswer(request.meeting, { request, reply, payload, done });
      return undefined;
    });
  }

  /** Breaks the way of the answer; goes behind the journal, since nothing comes after it. */
  breakOff(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const kind = request.meeting?.fault.kind;
      if (kind !== 'reset' && kind !== 'truncate' && kind !== 'slow') return done(null, payload);
      // From here on the answer is ours: Fastify neither sends it nor goes on with the request.
      reply.hijack();
      void this.send(request, reply, payload).catch(() => request.raw.socket.destroy());
    });
  }

  /** Nothing is late any more. */
  beforeApplicationShutdown(): void {
    this.stop.abort();
  }

  private async pause(milliseconds: number): Promise<void> {
    const { signal } = this.stop;
    await pause(milliseconds, undefined, { ref: false, signal }).catch(() => undefined);
  }

  private mayMeet({ exchange }: FastifyRequest): boolean {
    return !this.faults.none && exchange.peer === 'partner';
  }

  /** Lets a request meet its fault, if there is one for it, and go on unless it is answered by that. */
  private async meet(
    request: FastifyRequest,
    reply: FastifyReply,
    goOn: (error?: Error) => void,
  ): Promise<void> {
    try {
      await this.recognition.recognise(request);
      const meeting = this.mayMeet(request) ? await this.meetingOf(request) : undefined;
      if (meeting && !(await this.mayGoOn(meeting, request, reply))) return;
    } catch (error) {
      return goOn(error as Error);
    }
    goOn();
  }

  private async mayGoOn(
    meeting: Meeting,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    const { id, fault, delayMs } = meeting;
    const { kind, when } = fault;
    request.exchange.fault = { id, kind, when };
    if (when === 'after' || kind === 'slow') request.meeting = meeting;
    else if (kind === 'latency') await this.pause(delayMs);
    else {
      this.insteadOfProcessing(meeting, request, reply);
      return false;
    }
    return true;
  }

  private async spoilAnswer(
    meeting: Meeting,
    { request, reply, payload, done }: Answering,
  ): Promise<void> {
    try {
      done(null, await this.spoiled(meeting, request, reply, payload));
    } catch (error) {
      done(error as Error);
    }
  }

  private async spoiled(
    meeting: Meeting,
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<unknown> {
    const { fault, delayMs } = meeting;
    if (fault.kind === 'latency') await this.pause(delayMs);
    if (fault.kind === 'status') return this.otherStatus(meeting, request, reply);
    if (fault.kind !== 'malformed') return payload;
    void reply.removeHeader('content-length');
    if (!reply.hasHeader('content-type')) void reply.header('content-type', 'application/json');
    return malformed((await bufferOf(payload)).toString('utf8'));
  }

  private meetingOf(request: FastifyRequest): Promise<Meeting | undefined> | undefined {
    const { exchange, method } = request;
    const { workspace = DEFAULT_WORKSPACE, client } = exchange;
    const operation = this.operationOf(request);
    if (operation) {
      const { name, servedBy: role } = operation;
      Object.assign(exchange, { role, operation: name });
      return this.faults.meet({ workspace, role, operation: name, client });
    }
    if (method !== 'POST' || !this.paths.isTokenPath(request.url)) return undefined;
    const role = this.paths.roleOf(request.url)?.name;
    const met = { workspace, role, operation: TOKEN_OPERATION, client, onlyByName: true };
    return this.faults.meet(met);
  }

  private operationOf({ url, method }: FastifyRequest): Operation | undefined {
    const known = this.paths.at(url);
    return known && this.paths.served(known).find((operation) => operation.method === method);
  }

  private insteadOfProcessing(
    meeting: Meeting,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { fault } = meeting;
    if (fault.kind === 'status')
      return this.filter.answer(this.problemOf(meeting, request), request, reply);
    const status = fault.status ?? this.operationOf(request)?.ok ?? 200;
    const broken = fault.kind === 'malformed';
    if (!broken) request.meeting = meeting;
    void reply
      .status(status)
      .header('content-type', 'application/json')
      .send(broken ? malformed('') : '{"cut":"off"}');
  }

  private otherStatus(meeting: Meeting, request: FastifyRequest, reply: FastifyReply): string {
    const problem = this.problemOf(meeting, request);
    const { contentType, body } = this.filter.rendered(problem, request.url);
    void reply.status(problem.status).headers(problem.detail.headers ?? {});
    void reply.removeHeader('content-length').header('content-type', contentType);
    return body === undefined ? '' : JSON.stringify(body);
  }

  /** Worded as a failure of ours in the dialect of the path. */
  private problemOf({ id, fault: { status = 503 } }: Meeting, { url }: FastifyRequest): Problem {
    return new Problem(status, {
      ...this.paths.dialectOf(url).failed().detail,
      text: `a fault on purpose (${id})`,
      ...(LATER.includes(status) && { headers: { 'Retry-After': '1' } }),
    });
  }

  private async send(
    { meeting, raw: { socket } }: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> {
    const body = await bufferOf(payload);
    const headers = reply.getHeaders() as RawAnswer['headers'];
    const answer = { status: reply.statusCode, headers, body };
    const kind = meeting?.fault.kind;
    if (kind === 'reset') reset(socket);
    else if (kind === 'truncate') truncate(socket, answer);
    else await drip(socket, answer, meeting?.delayMs ?? 0, (ms) => this.pause(ms));
  }
}

async function bufferOf(payload: unknown): Promise<Buffer> {
  if (payload === undefined || payload === null) return Buffer.alloc(0);
  if (typeof payload === 'string') return Buffer.from(payload);
  if (Buffer.isBuffer(payload)) return payload;
  const chunks: Buffer[] = [];
  for await (const chunk of payload as AsyncIterable<Buffer | string>)
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
