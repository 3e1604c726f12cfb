import { Body, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { Partners } from '../../platform/outbox/partners.js';
import type { PartnerAddress } from '../../platform/outbox/partner.entity.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { roles } from '../../roles/index.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { isHttpUrl } from '../http/http-url.js';
import { PartnerView } from '../messages.js';

@WorkspaceController('/partners/:role', 'Partners')
export class PartnersController {
  constructor(private readonly partners: Partners) {}

  @Get()
  @ControlOperation('Show where messages for a role go', {
    answers: PartnerView,
    problems: { 404: 'To the sandbox itself' },
  })
  show(@Param('ws') workspace: string, @Param('role') role: string): PartnerView {
    const address = this.partners.find(workspace, known(role));
    if (address) return shown(address);
    throw new Problem(404, {
      text: `No partner is set for ${role}: the sandbox plays that role itself`,
    });
  }

  @Put()
  @ControlOperation('Send what this role would receive to a partner', {
    takes: PartnerView,
    answers: PartnerView,
    problems: { 400: 'A wrong field', 404: 'No such role' },
  })
  async set(
    @Param('ws') workspace: string,
    @Param('role') role: string,
    @Body() request: PartnerView,
  ): Promise<PartnerView> {
    const faults = (['baseUrl', 'deliveryBaseUrl', 'tokenUrl'] as const).flatMap((name) =>
      request[name] === undefined || isHttpUrl(request[name])
        ? []
        : [{ path: `/${name}`, expected: 'an http or https URL', seen: request[name] }],
    );
    if (request.tokenUrl !== undefined && request.clientId === undefined) {
      faults.push({
        path: '/clientId',
        expected: 'a client id to fetch a token with',
        seen: 'missing',
      });
    }
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    const address = {
      ...request,
      baseUrl: bare(request.baseUrl),
      ...(request.deliveryBaseUrl !== undefined && {
        deliveryBaseUrl: bare(request.deliveryBaseUrl),
      }),
    } satisfies PartnerAddress;
    await this.partners.set(workspace, known(role), address);
    return shown(address);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Let the sandbox play that role itself again', {
    status: 204,
    problems: { 404: 'No such role' },
  })
  async remove(@Param('ws') workspace: string, @Param('role') role: string): Promise<void> {
    await this.partners.remove(workspace, known(role));
  }
}

function bare(url: string): string {
  return url.replace(/\/+$/, '');
}

/** A role that another of our roles sends to: a contract of several parties. */
function known(role: string): string {
  const names = roles
    .filter(({ apis }) => apis.some(({ parties }) => Object.keys(parties).length > 1))
    .map(({ name }) => name);
  if (names.includes(role)) return role;
  throw new Problem(404, {
    text: `The sandbox sends nothing to "${role}"; it sends to ${names.join(', ')}`,
  });
}

function shown({ clientSecret: _, ...address }: PartnerAddress): PartnerView {
  return address;
}
