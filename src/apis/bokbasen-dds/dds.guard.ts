import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AdmittedCaller } from '../../platform/oauth/operation.guard.js';
import type { Operation } from '../../platform/api/operation.js';
import type { Mount } from '../../platform/api/mounts.js';
import { at, passIf, type CheckResult } from '../../platform/requirements/check-result.js';
import { accepts } from '../bokbasen/accept.js';
import { BokbasenGuard } from '../bokbasen/access.guard.js';
import { ddsRequirements as requirements } from './requirements.js';

/** The guard of Bokbasen, which also checks the headers Accept and Date of every call. */
@Injectable()
export class DdsGuard extends BokbasenGuard {
  protected override async admit(
    request: FastifyRequest,
    operation: Operation,
    place: Mount,
  ): Promise<AdmittedCaller> {
    if (!place.legacy) request.exchange.record(checkHeaders(request, operation));
    return super.admit(request, operation, place);
  }
}

function checkHeaders({ headers }: FastifyRequest, { acceptMediaType }: Operation): CheckResult[] {
  const { accept: given, date } = headers;
  const noDate = passIf(requirements.noDate, date === undefined, at('Date', 'none', date ?? ''));
  if (acceptMediaType === undefined) return [noDate];
  const isAccepted = given !== undefined && accepts(given, acceptMediaType);
  const accept = at('Accept', acceptMediaType, given ?? 'missing');
  return [passIf(requirements.acceptsJson, isAccepted, accept), noDate];
}
