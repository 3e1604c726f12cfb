import { Body, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { OutgoingTargets } from '../../platform/network/outgoing-targets.js';
import { Partners } from '../../platform/outbox/partners.js';
import type { PartnerAddress } from '../../platform/outbox/partner.entity.js';
import { Problem } from '../../platform/errors/problem.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { ConnectionTest } from './connection-test.js';
import { ConnectionTestView } from './connection-test.messages.js';
import { PartnerView } from './partners.messages.js';
import { readPartner } from './read-partner.js';

@WorkspaceController('/partners/:role', 'Partners')
@ApiParam({
  name: 'role',
  description: 'Role to which the sandbox sends messages',
  schema: { type: 'string', example: '{{receiver}}' },
})
export class PartnersController {
  constructor(
    private readonly partners: Partners,
    private readonly directory: ApiDirectory,
    private readonly targets: OutgoingTargets,
    private readonly connectionTest: ConnectionTest,
  ) {}

  @Get()
  @ControlOperation('Get the partner that receives the messages for a role', {
    response: PartnerView,
    problems: { 404: 'No partner is set; the sandbox plays the role itself' },
  })
  getPartner(@Param('ws') workspace: string, @Param('role') role: string): PartnerView {
    const address = this.partners.find(workspace, this.assertReceivingRole(role));
    if (address) return withoutSecret(address);
    throw new Problem(404, {
      text: `No partner is set for ${role}: the sandbox plays that role itself`,
    });
  }

  @Put()
  @ControlOperation('Set the partner that receives the messages for a role', {
    request: PartnerView,
    example: {
      baseUrl: 'http://127.0.0.1:9000/v1',
      tokenUrl: 'http://127.0.0.1:9000/oauth2/token',
      clientId: 'ketenlab',
      clientSecret: 'secret',
    },
    response: PartnerView,
    problems: { 400: 'A field is invalid', 404: 'The sandbox sends no messages to this role' },
  })
  async setPartner(
    @Param('ws') workspace: string,
    @Param('role') role: string,
    @Body() body: object,
  ): Promise<PartnerView> {
    const address = readPartner(body, this.directory.partnerBaseUrls, this.targets);
    await this.partners.set(workspace, this.assertReceivingRole(role), address);
    return withoutSecret(address);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Remove the partner, so that the sandbox plays the role itself', {
    status: 204,
    problems: { 404: 'The sandbox sends no messages to this role' },
  })
  async deletePartner(@Param('ws') workspace: string, @Param('role') role: string): Promise<void> {
    await this.partners.remove(workspace, this.assertReceivingRole(role));
  }

  @Post('test')
  @HttpCode(200)
  @ControlOperation('Test the connection to the receiver of the messages for a role', {
    response: ConnectionTestView,
    problems: { 404: 'The sandbox sends no messages to this role' },
  })
  testPartner(
    @Param('ws') workspace: string,
    @Param('role') role: string,
  ): Promise<ConnectionTestView> {
    return this.connectionTest.run(workspace, this.assertReceivingRole(role));
  }

  /** Name of the role; throws 404 if no role of the sandbox sends messages to it. */
  private assertReceivingRole(role: string): string {
    const names = this.directory.receivingRoles;
    if (names.includes(role)) return role;
    throw new Problem(404, {
      text: `The sandbox sends no messages to "${role}"; use one of ${names.join(', ')}`,
    });
  }
}

function withoutSecret({ clientSecret: _, ...address }: PartnerAddress): PartnerView {
  return address;
}
