import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../workspaces/clock.js';
import { Links } from '../http/links.js';
import type { Operation } from '../api/operation.js';
import { Paths } from '../http/paths.js';
import type { AccessDenial } from '../errors/error-format.js';
import type { Problem } from '../errors/problem.js';
import { OperationGuard, expired, unknownToken, type AdmittedCaller } from './operation.guard.js';
import { Tokens, type VerifiedToken } from './tokens.js';

/**
 * Requires a token of this provider with a scope of the operation. A refusal names the reason (RFC
 * 6750 §3).
 */
@Injectable()
export class BearerGuard extends OperationGuard {
  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    paths: Paths,
    links: Links,
  ) {
    super(paths, links);
  }

  protected async admit(request: FastifyRequest, operation: Operation): Promise<AdmittedCaller> {
    const { authorization } = request.headers;
    if (authorization === undefined)
      throw accessDenied(operation, 'no-token', 'the request has no Authorization header');
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw accessDenied(operation, 'invalid-token', 'Authorization must be: Bearer <token>');
    const verified = await this.tokens.verify(token);
    if (!verified)
      throw unknownToken(
        accessDenied(operation, 'invalid-token', 'the token was not issued by this sandbox'),
      );
    const { client, claims } = verified;
    if (verified.expiresAt * 1000 <= this.clock.now(client.workspace))
      throw expired(accessDenied(operation, 'invalid-token', 'the token has expired'));
    const denial = denialOf(verified, operation);
    if (denial) throw accessDenied(operation, ...denial);
    const scopes = new Set(operation.scope.filter((scope) => verified.scopes.has(scope)));
    return { client, claims, scopes };
  }
}

function denialOf(
  { issuer, client, scopes, claims }: VerifiedToken,
  { servedBy, scope }: Operation,
): [AccessDenial, string] | undefined {
  // A token for a provider has its issuer as audience; tokens for other audiences belong to
  // another API.
  if (claims['aud'] !== claims['iss'])
    return ['invalid-token', `the token is for the audience ${String(claims['aud'])}`];
  if (issuer !== undefined && issuer !== servedBy)
    return ['invalid-token', `the token was issued by ${issuer}; this role is ${servedBy}`];
  if (!scope.some((name) => scopes.has(name)))
    return [
      'insufficient-scope',
      `the token has ${scopes.size > 0 ? `the scope ${[...scopes].join(' ')}` : 'no scope'}`,
    ];
  return client.connected
    ? undefined
    : ['not-connected', `${client.clientId} has no connection with ${servedBy}`];
}

function accessDenied(
  { api, servedBy, scope }: Operation,
  denial: AccessDenial,
  reason: string,
): Problem {
  const realm = `Bearer realm="${servedBy}"`;
  const parameter = `, error_description="${reason}"`;
  const challenge = {
    'no-token': realm,
    'invalid-token': `${realm}, error="invalid_token"${parameter}`,
    'insufficient-scope': `${realm}, error="insufficient_scope"${parameter}, scope="${scope.join(' ')}"`,
    'not-connected': realm,
  };
  return api.errorFormat.accessDenied(denial, challenge[denial], reason);
}
