import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Admitted } from '../../kernel/auth/operation.guard.js';
import type { Operation } from '../../kernel/contract/operation.js';
import type { Place } from '../../kernel/contract/places.js';
import { finding } from '../../kernel/contract/requirement.js';
import type { Finding } from '../../kernel/journal/exchange.js';
import { accepts } from '../bokbasen/accept.js';
import { BokbasenGuard } from '../bokbasen/access.guard.js';
import { clientRequirements as asked } from './client-requirements.js';

/** Lets in as all of Bokbasen does, and judges the headers of who is let in, or would have been but for them. */
@Injectable()
export class DdsGuard extends BokbasenGuard {
  protected override async admit(
    request: FastifyRequest,
    operation: Operation,
    place: Place,
  ): Promise<Admitted> {
    if (!place.legacy) request.exchange.note(checkHeaders(request, operation));
    return super.admit(request, operation, place);
  }
}

function checkHeaders({ headers }: FastifyRequest, { accept }: Operation): Finding[] {
  const { accept: given, date } = headers;
  const taken = given !== undefined && accepts(given, accept ?? '');
  return [
    ...(accept === undefined || taken
      ? []
      : [finding(asked.acceptsJson, 'Accept', accept, given ?? 'missing')]),
    ...(date === undefined ? [] : [finding(asked.noDate, 'Date', 'none', date)]),
  ];
}
