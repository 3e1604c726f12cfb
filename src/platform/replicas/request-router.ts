import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../errors/problem.js';
import { serverProblems, withRetryAfter } from '../errors/server-problems.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { isSandboxPage } from '../http/record-exchanges.js';
import { CallerResolver } from '../oauth/caller-resolver.js';
import { Store } from '../persistence/store.js';
import { startTimer } from '../time/time.js';
import { Ownership, type OwnedWorkspace } from '../workspaces/ownership.js';
import { DEFAULT_WORKSPACE } from '../workspaces/workspaces.js';
import { ClientWorkspaces } from './client-workspaces.js';
import { ForwardedRequests, NOT_OWNER_HEADER } from './forwarded-request.js';
import { Forwarder } from './forwarder.js';
import type { LivePeer } from './membership.js';
import { Membership } from './membership.js';
import { WorkspacePlaces } from './workspace-places.js';

/** Attempts to reach the owner of a workspace, while nothing was processed. */
const ATTEMPTS = 2;
const CONTROL_PATH = /^\/_sandbox\/workspaces\/([^/?]+)/;

declare module 'fastify' {
  interface FastifyRequest {
    /** True: another process sent it to this one, as the owner of its workspace. */
    isForwarded: boolean;
    /** The ownership in which this process answers it; undefined: the request belongs to no workspace. */
    owned: OwnedWorkspace | undefined;
  }
}

/** Sends each request to the process that owns its workspace. Only for a shared database. */
@Injectable()
export class RequestRouter {
  /** Requests that this process is answering. */
  private answering = 0;
  private onIdle: (() => void)[] = [];

  constructor(
    private readonly ownership: Ownership,
    private readonly places: WorkspacePlaces,
    private readonly membership: Membership,
    private readonly forwarded: ForwardedRequests,
    private readonly forwarder: Forwarder,
    private readonly clients: ClientWorkspaces,
    private readonly callers: CallerResolver,
    private readonly filter: ProblemFilter,
    private readonly store: Store,
  ) {}

  /** Removes the internal header from requests. Register it before the journal. */
  identify(fastify: FastifyInstance): void {
    fastify.decorateRequest('isForwarded', false);
    fastify.decorateRequest('owned', undefined);
    fastify.addHook('onRequest', (request, _, done) => {
      request.routedTo = this.forwarded.take(request);
      request.isForwarded = request.routedTo !== undefined;
      done();
    });
    // The answer of a process that was stopped meanwhile may be outdated.
    fastify.addHook('onSend', (request, reply, payload, done) => {
      const { owned } = request;
      if (!owned || this.isCurrent(owned)) return done(null, payload);
      void this.sendIfOwner({ request, reply, payload, done }, owned);
      return undefined;
    });
  }

  /** Routes requests whose body has arrived. Register it before everything that uses the workspace. */
  route(fastify: FastifyInstance): void {
    fastify.addHook('preHandler', (request, reply, done) => {
      const workspace = this.workspaceAtOnce(request);
      if (workspace === null) return done();
      if (workspace !== undefined && this.mayAnswer(workspace)) {
        this.begin(request, reply, workspace);
        return done();
      }
      void this.routeThen(request, reply, workspace, done);
      return undefined;
    });
  }

  /** Resolves when no request is being answered, at most after some milliseconds. */
  async idle(limitMs: number): Promise<void> {
    if (this.answering === 0) return;
    await new Promise<void>((resolve) => {
      this.onIdle.push(resolve);
      startTimer(limitMs, resolve);
    });
  }

  private mayAnswer(workspace: string): boolean {
    return this.ownership.isCurrent(workspace) && !this.places.isLeaving;
  }

  /** The workspace of a request; undefined: it has to be looked up; null: the request belongs to none. */
  private workspaceAtOnce(request: FastifyRequest): string | undefined | null {
    if (isSandboxPage(request)) return workspaceInPath(request) ?? null;
    if (request.routedTo !== undefined) return request.routedTo;
    return this.callers.resolveFromCache(request) ? request.exchange.workspace : undefined;
  }

  private async routeThen(
    request: FastifyRequest,
    reply: FastifyReply,
    known: string | undefined,
    done: (error?: Error) => void,
  ): Promise<void> {
    try {
      if (!(await this.routeLater(request, reply, known))) return;
    } catch (error) {
      return done(error as Error);
    }
    done();
  }

  /** True: this process answers the request. Otherwise it was answered. */
  private async routeLater(
    request: FastifyRequest,
    reply: FastifyReply,
    known: string | undefined,
  ): Promise<boolean> {
    const workspace = known ?? (await this.existingWorkspaceOf(request));
    // The process that sent it may be the last owner that this one knows.
    if (request.isForwarded) this.places.forget(workspace);
    let unreachable: LivePeer | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const place = await this.places.locate(workspace, unreachable);
      if (place === 'here') this.begin(request, reply, workspace);
      if (place === 'here') return true;
      if (request.isForwarded) return this.refuseForwarded(reply);
      // The control API answers 404.
      if (place === 'absent') return true;
      const result = await this.forwarder.forward(request, reply, workspace, place);
      if (result === 'sent') return false;
      this.places.forget(workspace);
      if (result === 'lost' && !isSafe(request)) break;
      if (result !== 'elsewhere') unreachable = place;
    }
    throw notReached(workspace);
  }

  /** The workspace that the client or the path of a request names; `default` for a request that names none, or one that was removed. */
  private async existingWorkspaceOf(request: FastifyRequest): Promise<string> {
    const named = await this.namedWorkspaceOf(request);
    if (named === undefined || (await this.places.locate(named)) !== 'absent')
      return named ?? DEFAULT_WORKSPACE;
    this.clients.close(named);
    const again = await this.namedWorkspaceOf(request);
    return again === undefined || again === named ? DEFAULT_WORKSPACE : again;
  }

  private namedWorkspaceOf(request: FastifyRequest): Promise<string | undefined> {
    return this.callers.findWorkspace(request, (clientId) => this.clients.find(clientId));
  }

  private refuseForwarded(reply: FastifyReply): false {
    reply.hijack();
    reply.raw.writeHead(421, { [NOT_OWNER_HEADER]: '1', 'content-length': '0' }).end();
    return false;
  }

  private begin(request: FastifyRequest, { raw }: FastifyReply, workspace: string): void {
    request.routedTo = workspace;
    request.owned = this.ownership.find(workspace);
    this.answering += 1;
    raw.once('close', () => {
      this.answering -= 1;
      if (this.answering === 0) for (const resolve of this.onIdle.splice(0)) resolve();
    });
  }

  /** True: the answer is that of the owner. */
  private isCurrent({ isLost }: OwnedWorkspace): boolean {
    return !isLost && this.ownership.isLeaseValid;
  }

  /** Checks the lease again, and sends a refusal unless this process is the owner. */
  private async sendIfOwner(
    { request, reply, payload, done }: PendingAnswer,
    owned: OwnedWorkspace,
  ): Promise<void> {
    if (!owned.isLost) await this.membership.renew().catch(() => undefined);
    if (this.isCurrent(owned)) return done(null, payload);
    void reply.removeHeader('content-length');
    const problem = this.store.unavailable ?? notReached(request.routedTo ?? '');
    done(null, this.filter.prepare(problem, request, reply) ?? '');
  }
}

interface PendingAnswer {
  request: FastifyRequest;
  reply: FastifyReply;
  payload: unknown;
  done: (error: Error | null, payload?: unknown) => void;
}

/** The workspace in a path of the control API. */
function workspaceInPath({ url }: FastifyRequest): string | undefined {
  const encoded = CONTROL_PATH.exec(url)?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

function isSafe({ method }: FastifyRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}

function notReached(workspace: string): Problem {
  const text = `The workspace ${workspace} is changing its replica; send the request again`;
  return withRetryAfter(serverProblems.ownerChanging(text));
}
