import { Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { durationMs } from '../kernel/clock/duration.js';
import { zulu } from '../kernel/clock/time.js';
import { problemDetails } from '../kernel/problem/problem-details.js';
import { Lifecycle } from '../kernel/workspaces/lifecycle.js';
import { Workspaces } from '../kernel/workspaces/workspaces.js';
import { ClientViews } from './client-views.js';
import { ControlController, Does, Judged } from './control-routes.js';
import { refuseUnlessDurations } from './durations.js';
import { pageOf, readQuery } from './paging.js';
import {
  WORKSPACE_ID,
  WorkspaceOrder,
  WorkspacePage,
  WorkspaceView,
} from './workspaces.messages.js';

const A_DAY = 'P1D';
const WorkspaceParam = (): MethodDecorator =>
  ApiParam({ name: 'ws', description: 'Id of the workspace', example: 'default' });

@ControlController('/workspaces', 'Workspaces')
export class WorkspacesController {
  constructor(
    private readonly workspaces: Workspaces,
    private readonly lifecycle: Lifecycle,
    private readonly clients: ClientViews,
  ) {}

  @Get()
  @Does('List the workspaces with their clients, the newest first', {
    answers: WorkspacePage,
    problems: { 400: 'A wrong parameter' },
  })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 500, 50 when absent' })
  @ApiQuery({ name: 'cursor', required: false, description: '`nextCursor` of the page before' })
  list(@Query() query: Record<string, string>): WorkspacePage {
    const { limit, cursor } = readQuery(query, {}, (key) => WORKSPACE_ID.test(key));
    const all = this.workspaces.ids().toReversed();
    const from = cursor === undefined ? 0 : all.indexOf(cursor) + 1;
    const rows = all.slice(from, from + limit + 1);
    return pageOf(
      rows,
      limit,
      (id) => id,
      (id) => this.viewOf(id),
    );
  }

  @Post()
  @HttpCode(201)
  @Does('Make a workspace with its own clients, and everything in it as in the seed', {
    takes: WorkspaceOrder,
    answers: WorkspaceView,
    status: 201,
    problems: { 400: 'A wrong field', 409: 'There is one of this id' },
  })
  async create(
    @Judged({ as: WorkspaceOrder, optional: true }) { id, expiresAfter = A_DAY }: WorkspaceOrder,
  ): Promise<WorkspaceView> {
    refuseUnlessDurations([['/expiresAfter', expiresAfter]]);
    if (durationMs(expiresAfter) === 0) {
      const expected = 'more than no time at all';
      throw problemDetails.schemaIncorrect([
        { path: '/expiresAfter', expected, seen: expiresAfter },
      ]);
    }
    return this.viewOf(await this.lifecycle.create(id, expiresAfter));
  }

  @Get(':ws')
  @WorkspaceParam()
  @Does('Show a workspace with its clients', {
    answers: WorkspaceView,
    problems: { 404: 'There is none' },
  })
  one(@Param('ws') workspace: string): WorkspaceView {
    return this.viewOf(workspace);
  }

  @Delete(':ws')
  @WorkspaceParam()
  @HttpCode(204)
  @Does('Remove a workspace with all that belongs to it; its tokens die', {
    status: 204,
    problems: { 404: 'There is none', 409: 'default always exists' },
  })
  remove(@Param('ws') workspace: string): Promise<void> {
    return this.lifecycle.remove(workspace);
  }

  private viewOf(id: string): WorkspaceView {
    const { createdAt } = this.workspaces.get(id);
    const expiresAt = this.workspaces.expiresAt(id);
    return {
      id,
      createdAt,
      ...(expiresAt !== undefined && { expiresAt: zulu(expiresAt) }),
      clients: this.clients.in(id),
    };
  }
}
