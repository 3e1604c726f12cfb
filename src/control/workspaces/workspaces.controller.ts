import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { durationMs } from '../../platform/time/duration.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Lifecycle } from '../../sandbox/lifecycle/lifecycle.js';
import type { WorkspaceEntity } from '../../platform/workspaces/workspace.entity.js';
import { expiryOf, Workspaces } from '../../platform/workspaces/workspaces.js';
import type { ClientView } from '../clients/clients.messages.js';
import { ClientViews } from '../clients/client-views.js';
import { ControlController, ControlOperation, WorkspaceParam } from '../http/control-routes.js';
import { assertDurations } from '../http/durations.js';
import { pageOf } from '../http/paging.js';
import { DocumentedQuery } from '../http/query-parameters.js';
import { CreateWorkspaceRequest, WorkspacePage, WorkspaceView } from './workspaces.messages.js';
import { WorkspacesQuery } from './workspaces.query.js';

const DEFAULT_EXPIRES_AFTER = 'P1D';

@ControlController('/workspaces', 'Workspaces')
export class WorkspacesController {
  constructor(
    private readonly workspaces: Workspaces,
    private readonly lifecycle: Lifecycle,
    private readonly clients: ClientViews,
  ) {}

  @Get()
  @ControlOperation('List workspaces with their clients, newest first', {
    response: WorkspacePage,
    problems: { 400: 'A parameter is invalid' },
  })
  @DocumentedQuery(WorkspacesQuery)
  async listWorkspaces(@Query() { limit, cursor }: WorkspacesQuery): Promise<WorkspacePage> {
    const all = (await this.workspaces.all()).toReversed();
    const from = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
    const rows = all.slice(from, from + limit + 1);
    const clients = await this.clients.inAll(rows.map(({ id }) => id));
    return pageOf(
      rows,
      limit,
      ({ id }) => id,
      (workspace) => viewOf(workspace, clients.get(workspace.id) ?? []),
    );
  }

  @Post()
  @HttpCode(201)
  @ControlOperation('Create a workspace with its own clients and with the state of the seed', {
    request: CreateWorkspaceRequest,
    example: { id: 'my-test-run', expiresAfter: 'PT1H' },
    body: { optional: true },
    response: WorkspaceView,
    status: 201,
    problems: { 400: 'A field is invalid', 409: 'A workspace with this id already exists' },
  })
  async createWorkspace(
    @Body()
    { id, expiresAfter = DEFAULT_EXPIRES_AFTER }: CreateWorkspaceRequest,
  ): Promise<WorkspaceView> {
    assertDurations([['/expiresAfter', expiresAfter]]);
    if (durationMs(expiresAfter) === 0) {
      const expected = 'a duration of more than zero';
      throw problemDetails.schemaIncorrect([
        { path: '/expiresAfter', expected, seen: expiresAfter },
      ]);
    }
    return this.viewOfOwn(await this.lifecycle.create(id, expiresAfter));
  }

  @Get(':ws')
  @WorkspaceParam()
  @ControlOperation('Get a workspace with its clients', {
    response: WorkspaceView,
    problems: { 404: 'The workspace does not exist' },
  })
  getWorkspace(@Param('ws') workspace: string): WorkspaceView {
    return this.viewOfOwn(workspace);
  }

  @Delete(':ws')
  @WorkspaceParam()
  @HttpCode(204)
  @ControlOperation('Remove a workspace with all its data; its access tokens become invalid', {
    status: 204,
    problems: {
      404: 'The workspace does not exist',
      409: 'The workspace `default` cannot be removed',
    },
  })
  deleteWorkspace(@Param('ws') workspace: string): Promise<void> {
    return this.lifecycle.remove(workspace);
  }

  private viewOfOwn(id: string): WorkspaceView {
    return viewOf(this.workspaces.get(id), this.clients.in(id));
  }
}

function viewOf(workspace: WorkspaceEntity, clients: ClientView[]): WorkspaceView {
  const { id, createdAt } = workspace;
  const expiresAt = expiryOf(workspace);
  return {
    id,
    createdAt,
    ...(expiresAt !== undefined && { expiresAt: toIsoUtc(expiresAt) }),
    clients,
  };
}
