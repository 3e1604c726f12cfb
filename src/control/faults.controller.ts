import { Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { instantOf } from '../kernel/clock/time.js';
import { Clients } from '../kernel/auth/clients.js';
import { ROLES, type Role } from '../kernel/contract/role.js';
import type { Fault } from '../kernel/contract/schema.js';
import type { FaultEntity } from '../kernel/faults/fault.entity.js';
import { TOKEN_OPERATION } from '../kernel/faults/misbehaviour.js';
import { Faults } from '../kernel/faults/faults.js';
import { problemDetails } from '../kernel/problem/problem-details.js';
import { Problem } from '../kernel/problem/problem.js';
import { Does, Judged, WorkspaceController } from './control-routes.js';
import { FaultOrder, OrderedFaultPage, OrderedFault } from './faults.messages.js';

@WorkspaceController('/faults', 'Faults')
export class FaultsController {
  constructor(
    private readonly faults: Faults,
    private readonly clients: Clients,
    @Inject(ROLES) private readonly roles: Role[],
  ) {}

  @Get()
  @Does('List the faults on purpose, the newest first', { answers: OrderedFaultPage })
  list(@Param('ws') workspace: string): OrderedFaultPage {
    return { items: this.faults.in(workspace).map(viewOf) };
  }

  @Post()
  @HttpCode(201)
  @Does('Let requests of partners meet a fault; of several that fit, the oldest is met', {
    takes: FaultOrder,
    example: { kind: 'status', status: 503, operation: 'acceptOrder', times: 1 },
    answers: OrderedFault,
    status: 201,
    problems: { 400: 'A wrong field' },
  })
  async order(
    @Param('ws') workspace: string,
    @Judged({ as: FaultOrder }) asked: FaultOrder,
  ): Promise<OrderedFault> {
    const faults = this.wrongIn(workspace, asked);
    if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
    return viewOf(await this.faults.order(workspace, { when: 'before', ...asked }));
  }

  @Delete(':id')
  @HttpCode(204)
  @Does('Remove a fault', { status: 204, problems: { 404: 'There is none' } })
  async remove(@Param('ws') workspace: string, @Param('id') id: string): Promise<void> {
    if (await this.faults.remove(workspace, id)) return;
    throw new Problem(404, { text: `There is no fault ${id} in workspace ${workspace}` });
  }

  /** What its schema cannot say: names that nobody has, numbers out of range. */
  private wrongIn(workspace: string, asked: FaultOrder): Fault[] {
    const { role, operation, client, probability, times, status, expiresAt } = asked;
    const contracts = this.roles.flatMap((one) => one.contracts);
    const among = (name: string, seen: string | undefined, known: string[]): Fault[] =>
      seen === undefined || known.includes(seen)
        ? []
        : [{ path: `/${name}`, expected: `one of ${[...new Set(known)].join(', ')}`, seen }];
    const within = (
      name: string,
      seen: number | undefined,
      least: number,
      most: number,
    ): Fault[] =>
      seen === undefined || (seen >= least && seen <= most)
        ? []
        : [{ path: `/${name}`, expected: `from ${least} to ${most}`, seen: String(seen) }];
    const operations = contracts.flatMap((one) => Object.keys(one.operations));
    return [
      ...among(
        'role',
        role,
        this.roles.map(({ name }) => name),
      ),
      ...among('operation', operation, [...operations, TOKEN_OPERATION]),
      ...among(
        'client',
        client,
        this.clients.in(workspace).map(({ clientId }) => clientId),
      ),
      ...within('probability', probability, 0, 1),
      ...within('times', times, 1, 1_000_000),
      ...within('status', status, 200, 599),
      ...(expiresAt !== undefined && instantOf(expiresAt) === undefined
        ? [{ path: '/expiresAt', expected: 'a moment from 1970 to 9979', seen: expiresAt }]
        : []),
    ];
  }
}

function viewOf({ id, fault, met }: FaultEntity): OrderedFault {
  return { id, ...fault, met };
}
