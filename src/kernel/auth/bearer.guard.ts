import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../clock/clock.js';
import type { Operation } from '../contract/operation.js';
import { operationOf } from '../contract/operation-of.js';
import type { Refusal } from '../problem/dialect.js';
import { Paths } from '../contract/paths.js';
import { versionAt } from '../contract/versions.js';
import { NothingServed } from '../problem/problem.js';
import { Tokens, type VerifiedToken } from './tokens.js';

/** Lets in who has a token of this provider with a scope of the operation; tells the rest why not (RFC 6750 §3). */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly paths: Paths,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const operation = operationOf(context.getHandler());
    const { exchange } = request;
    // What is asked of a fixed path by another method falls to its neighbour with a parameter.
    if (this.paths.pathAt(request.url) !== operation.path) throw new NothingServed();
    const { version } = versionAt(operation.contract, request.url);
    http.getResponse<FastifyReply>().header('API-Version', version);

    exchange.role = operation.servedBy;
    exchange.operation = operation.name;

    const { authorization } = request.headers;
    if (authorization === undefined) throw refused(operation, 'no-token');
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw refused(operation, 'invalid-token', 'Authorization is to be: Bearer <token>');
    const verified = await this.tokens.verify(token);
    if (!verified) throw refused(operation, 'invalid-token', 'it is not a token of this sandbox');
    const { client } = verified;
    exchange.workspace = client.workspace;
    const wrong = this.wrongWith(verified, operation);
    if (wrong) throw refused(operation, ...wrong);
    request.caller = {
      workspace: client.workspace,
      client,
      scopes: new Set(operation.scope.filter((scope) => verified.scopes.has(scope))),
      version,
      claims: verified.claims,
      note: (findings) => exchange.note(findings),
    };
    return true;
  }

  private wrongWith(
    token: VerifiedToken,
    { servedBy, scope }: Operation,
  ): [Refusal, string?] | undefined {
    const { issuer, client, expiresAt } = token;
    if (expiresAt * 1000 <= this.clock.now(client.workspace))
      return ['invalid-token', 'it has expired'];
    if (issuer !== undefined && issuer !== servedBy) {
      return ['invalid-token', `it was issued by ${issuer}; this is ${servedBy}`];
    }
    if (!scope.some((one) => token.scopes.has(one))) {
      return ['insufficient-scope', `it is for ${[...token.scopes].join(' ') || 'no scope'}`];
    }
    return client.connected ? undefined : ['not-connected'];
  }
}

function refused({ contract, servedBy, scope }: Operation, why: Refusal, what = ''): Error {
  const realm = `Bearer realm="${servedBy}"`;
  const description = what && `, error_description="${what}"`;
  const challenge = {
    'no-token': realm,
    'invalid-token': `${realm}, error="invalid_token"${description}`,
    'insufficient-scope': `${realm}, error="insufficient_scope"${description}, scope="${scope.join(' ')}"`,
    'not-connected': realm,
  };
  return contract.dialect.refused(why, challenge[why]);
}
