import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  OperationGuard,
  expired,
  unknownToken,
  type AdmittedCaller,
} from '../../platform/oauth/operation.guard.js';
import { Tickets } from '../../platform/oauth/tickets/tickets.js';
import { Tokens } from '../../platform/oauth/tokens.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { realNow } from '../../platform/time/time.js';
import { Links } from '../../platform/http/links.js';
import type { Operation } from '../../platform/api/operation.js';
import { Paths } from '../../platform/http/paths.js';
import type { Mount } from '../../platform/api/mounts.js';
import type { Problem } from '../../platform/errors/problem.js';
import { serviceOfToken } from './audiences.js';
import { bokbasenProblems, unauthorizedProblem } from './errors.js';
import { accepts } from './accept.js';
import { httpDate } from './http-date.js';

const SKEW_MS = 15 * 60_000;
/**
 * Clients of the older platform also accept XML, which its pages allow. They describe no response
 * in XML: such a client gets the same response as the others.
 */
const XML_TYPES = ['application/xml', 'text/xml'];

/**
 * Admits a call with a token for the operation's audience, or on the older platform with a ticket
 * and a Date.
 */
@Injectable()
export class BokbasenGuard extends OperationGuard {
  constructor(
    private readonly tokens: Tokens,
    private readonly tickets: Tickets,
    private readonly clock: Clock,
    paths: Paths,
    links: Links,
  ) {
    super(paths, links);
  }

  protected async admit(
    request: FastifyRequest,
    operation: Operation,
    { legacy }: Mount,
  ): Promise<AdmittedCaller> {
    const admitted = await (legacy
      ? this.byTicket(request, operation)
      : this.byToken(request, operation));
    assertAcceptable(request.headers.accept, operation, legacy);
    return admitted;
  }

  private async byToken({ headers }: FastifyRequest, { audience = '' }: Operation) {
    const token = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) throw noToken('Authorization must be: Bearer <token>');
    const verified = await this.tokens.verify(token);
    if (!verified) throw unknownToken(noToken('the token was not issued by this sandbox'));
    const { client, claims, expiresAt } = verified;
    if (expiresAt * 1000 <= this.clock.now(client.workspace))
      throw expired(noToken('the token has expired'));
    const service = serviceOfToken(claims);
    if (service !== audience) {
      const of = service === undefined ? String(claims['aud']) : `the audience …/${service}/`;
      throw bokbasenProblems.forbidden(
        `the token is for ${of}; this operation requires …/${audience}/`,
      );
    }
    return { client, claims, scopes: new Set<string>() };
  }

  private async byTicket({ headers }: FastifyRequest, { audience = '' }: Operation) {
    const ticket = /^Boknett +(TGT-\S+)$/.exec(headers.authorization ?? '')?.[1];
    if (ticket === undefined) throw noTicket('Authorization must be: Boknett TGT-…');
    const found = await this.tickets.find(ticket);
    if (!found) throw noTicket('the ticket was not issued by this sandbox');
    const { client, state } = found;
    if (state === 'deleted') throw noTicket('the ticket was deleted: log in again');
    if (state === 'expired')
      throw expired(noTicket('the ticket has expired: tickets are valid for two hours'));
    const { date } = headers;
    const moment = httpDate(date ?? '');
    if (moment === undefined) {
      const expected = 'in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT';
      throw noTicket(`Date must be ${expected}; seen: ${date ?? 'none'}`);
    }
    if (Math.abs(moment - realNow()) > SKEW_MS)
      throw noTicket(`Date must be within 15 minutes of the real time; seen: ${date}`);
    if (!client.audiences.includes(audience))
      throw bokbasenProblems.forbidden(`${client.clientId} may not use ${audience}`);
    return { client, claims: {}, scopes: new Set<string>() };
  }
}

function assertAcceptable(
  accept: string | undefined,
  { acceptMediaType }: Operation,
  legacy: boolean,
): void {
  if (acceptMediaType === undefined) return;
  const allowed = [acceptMediaType, ...(legacy ? XML_TYPES : [])];
  if (allowed.some((mediaType) => accepts(accept, mediaType))) return;
  const text = `Accept must be ${allowed.join(' or ')}; seen: ${accept}`;
  throw bokbasenProblems.notAcceptable(text);
}

function noToken(reason: string): Problem {
  return unauthorizedProblem(reason, 'Bearer realm="bokbasen"');
}

function noTicket(reason: string): Problem {
  return unauthorizedProblem(reason, 'Boknett realm="boknett"');
}
