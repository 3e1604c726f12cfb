import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AdmittedCaller } from '../../platform/oauth/operation.guard.js';
import type { Operation } from '../../platform/api/operation.js';
import type { Mount } from '../../platform/api/mounts.js';
import { violationOf } from '../../platform/requirements/requirement.js';
import { accepts } from '../bokbasen/accept.js';
import { BokbasenGuard } from '../bokbasen/access.guard.js';
import { ddsRequirements as requirements } from './requirements.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Lets in as all of Bokbasen does, and judges the headers of who is let in, or would have been but for them. */
@Injectable()
export class DdsGuard extends BokbasenGuard {
  protected override async admit(
    request: FastifyRequest,
    operation: Operation,
    place: Mount,
  ): Promise<AdmittedCaller> {
    if (!place.legacy) request.exchange.recordViolations(checkHeaders(request, operation));
    return super.admit(request, operation, place);
  }
}

function checkHeaders({ headers }: FastifyRequest, { acceptMediaType }: Operation): Violation[] {
  const { accept: given, date } = headers;
  const taken = given !== undefined && accepts(given, acceptMediaType ?? '');
  return [
    ...(acceptMediaType === undefined || taken
      ? []
      : [violationOf(requirements.acceptsJson, 'Accept', acceptMediaType, given ?? 'missing')]),
    ...(date === undefined ? [] : [violationOf(requirements.noDate, 'Date', 'none', date)]),
  ];
}
