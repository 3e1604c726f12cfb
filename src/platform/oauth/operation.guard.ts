import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { decodeJwt } from 'jose';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Links } from '../http/links.js';
import type { Operation } from '../api/operation.js';
import { operationOf } from '../api/operation-of.js';
import { Paths } from '../http/paths.js';
import type { Mount } from '../api/mounts.js';
import { fail, type CheckResult } from '../requirements/check-result.js';
import { RouteNotFound, Problem } from '../errors/problem.js';
import type { Caller } from './caller.js';

/** A caller that a guard admits, with its rights. */
export type AdmittedCaller = Pick<Caller, 'client' | 'scopes' | 'claims'>;

/** Marks a refusal as one of an unknown token. */
export function unknownToken({ status, detail }: Problem): Problem {
  return new Problem(status, { ...detail, unknownToken: true });
}

/** Marks a refusal as one of a token or ticket that was valid until it expired. */
export function expired({ status, detail }: Problem): Problem {
  return new Problem(status, { ...detail, expired: true });
}

/**
 * True when the client caused the refusal. A token from before a restart of this sandbox is not a
 * violation: the 401 makes the client fetch a new one.
 */
function isViolation(error: unknown, request: FastifyRequest): error is Problem {
  if (!(error instanceof Problem) || ![401, 403].includes(error.status)) return false;
  return !error.detail.unknownToken || !isOwnIssuer(request);
}

function isOwnIssuer({ headers, host }: FastifyRequest): boolean {
  try {
    const { iss = '' } = decodeJwt(headers.authorization?.split(' ')[1] ?? '');
    return new URL(iss).host === host;
  } catch {
    return false;
  }
}

/** Checks that no token is in the URL, because proxies log URLs. */
function checkTokenInQuery({ query }: FastifyRequest, { api }: Operation): CheckResult[] {
  const { tokenInHeaderRequirement } = api.requirements;
  if (!tokenInHeaderRequirement || (query as Record<string, unknown>)['access_token'] === undefined)
    return [];
  const expected = 'Authorization: Bearer <token>';
  return [fail(tokenInHeaderRequirement, '?access_token', expected, 'a token in the query')];
}

function checkToken({ headers }: FastifyRequest, operation: Operation, problem: Problem) {
  const { tokenRequirement } = operation.api.requirements;
  const actual = headers.authorization === undefined ? 'no Authorization header' : problem.reason;
  return fail(tokenRequirement, '', `a token that is valid for ${operation.name}`, actual);
}

/** Base of all guards of operations. The subclass of a family authenticates the caller. */
export abstract class OperationGuard implements CanActivate {
  constructor(
    private readonly paths: Paths,
    private readonly links: Links,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const operation = operationOf(context.getHandler());
    const { exchange } = request;
    // A request to a static path with another method may match the route of a path with a
    // parameter.
    const known = this.paths.at(request.url);
    if (known?.path !== operation.path) throw new RouteNotFound();
    const { version, legacy } = known.mount;
    if (version !== undefined) http.getResponse<FastifyReply>().header('API-Version', version);

    exchange.role = operation.servedBy;
    exchange.api = operation.api.name;
    exchange.operation = operation.name;
    exchange.record(checkTokenInQuery(request, operation));
    if (operation.isPublic) return true;
    const admitted = await this.admitOrRecord(request, operation, known.mount);
    exchange.scopes = admitted.scopes;
    const { client, scopes, claims } = admitted;
    request.caller = {
      client,
      scopes,
      claims,
      workspace: client.workspace,
      version: version ?? operation.api.version,
      legacy,
      linkTo: (target, parameters) => this.links.urlOf(request, target, parameters),
      record: (results) => exchange.record(results),
    };
    return true;
  }

  /** A call that is not admitted violates the token requirement of its API. */
  private async admitOrRecord(
    request: FastifyRequest,
    operation: Operation,
    mount: Mount,
  ): Promise<AdmittedCaller> {
    try {
      return await this.admit(request, operation, mount);
    } catch (error) {
      if (isViolation(error, request)) {
        request.exchange.expired = error.detail.expired ?? false;
        request.exchange.record([checkToken(request, operation, error)]);
      }
      throw error;
    }
  }

  /** Authenticates the caller, or throws the problem of the refusal. */
  protected abstract admit(
    request: FastifyRequest,
    operation: Operation,
    mount: Mount,
  ): Promise<AdmittedCaller>;
}
