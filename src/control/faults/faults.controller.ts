import { Body, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { parseInstant } from '../../platform/time/time.js';
import { Clients } from '../../platform/oauth/clients.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { FaultEntity } from '../../sandbox/faults/fault.entity.js';
import { TOKEN_OPERATION } from '../../sandbox/faults/fault-injector.js';
import { Faults } from '../../sandbox/faults/faults.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { ControlOperation, IdParam, WorkspaceController } from '../http/control-routes.js';
import { unknownName } from '../http/names.js';
import { CreateFaultRequest, FaultRulePage, FaultRule } from './faults.messages.js';
import { ROLES } from '../../platform/api/served-role.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@WorkspaceController('/faults', 'Faults')
export class FaultsController {
  constructor(
    private readonly faults: Faults,
    private readonly clients: Clients,
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
  ) {}

  @Get()
  @ControlOperation('List fault rules, newest first', { response: FaultRulePage })
  listFaults(@Param('ws') workspace: string): FaultRulePage {
    return { items: this.faults.in(workspace).map(viewOf) };
  }

  @Post()
  @HttpCode(201)
  @ControlOperation(
    'Create a fault rule for requests of partners; if several rules match, the oldest applies',
    {
      request: CreateFaultRequest,
      example: { kind: 'status', status: 503, operation: '{{operation}}', times: 1 },
      response: FaultRule,
      status: 201,
      problems: { 400: 'A field is invalid' },
    },
  )
  async createFault(
    @Param('ws') workspace: string,
    @Body() request: CreateFaultRequest,
  ): Promise<FaultRule> {
    const errors = this.errorsIn(workspace, request);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    return viewOf(await this.faults.add(workspace, { when: 'before', ...request }));
  }

  @Delete(':id')
  @IdParam('Id of the fault rule')
  @HttpCode(204)
  @ControlOperation('Remove a fault rule', {
    status: 204,
    problems: { 404: 'The fault rule does not exist' },
  })
  async deleteFault(@Param('ws') workspace: string, @Param('id') id: string): Promise<void> {
    if (await this.faults.remove(workspace, id)) return;
    throw new Problem(404, { text: `Workspace ${workspace} has no fault ${id}` });
  }

  /** Errors that the schema does not find: unknown names, and numbers out of range. */
  private errorsIn(workspace: string, request: CreateFaultRequest): SchemaError[] {
    const { role, operation, client, probability, times, status, expiresAt } = request;
    const apis = this.roles.flatMap((descriptor) => descriptor.apis);
    const outOfRange = (
      name: string,
      seen: number | undefined,
      min: number,
      max: number,
    ): SchemaError[] =>
      seen === undefined || (seen >= min && seen <= max)
        ? []
        : [{ path: `/${name}`, expected: `from ${min} to ${max}`, seen: String(seen) }];
    const operations = apis.flatMap((api) => Object.keys(api.operations));
    return [
      ...unknownName(
        '/role',
        role,
        this.roles.map(({ name }) => name),
      ),
      ...unknownName('/operation', operation, [...operations, TOKEN_OPERATION]),
      ...unknownName(
        '/client',
        client,
        this.clients.in(workspace).map(({ clientId }) => clientId),
      ),
      ...outOfRange('probability', probability, 0, 1),
      ...outOfRange('times', times, 1, 1_000_000),
      ...outOfRange('status', status, 200, 599),
      ...(expiresAt !== undefined && parseInstant(expiresAt) === undefined
        ? [{ path: '/expiresAt', expected: 'a time from 1970 to 9979', seen: expiresAt }]
        : []),
    ];
  }
}

function viewOf({ id, fault, applied: met }: FaultEntity): FaultRule {
  return { id, ...fault, met };
}
