import { Delete, Get, HttpCode, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SelectQueryBuilder } from 'typeorm';
import { realNow } from '../../platform/time/time.js';
import type { Exchange } from '../../platform/journal/exchange.js';
import { ExchangeEntity } from '../../platform/journal/exchange.entity.js';
import { Journal } from '../../platform/journal/journal.js';
import { Store } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { Workspaces } from '../../platform/workspaces/workspaces.js';
import { ControlOperation, IdParam, WorkspaceController } from '../http/control-routes.js';
import { ExchangeViews } from './exchange-views.js';
import { ExchangePage, ExchangeView } from './exchanges.messages.js';
import { pageOf } from '../http/paging.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { unknownName } from '../http/names.js';
import { DocumentedQuery } from '../http/query-parameters.js';
import { DEFAULT_TIMEOUT_S, ExchangesQuery, WaitQuery } from './exchanges.query.js';
import { ExchangeWaiter } from './waiting.js';

type Filter = Pick<ExchangesQuery, 'direction' | 'role' | 'operation' | 'status'>;

@WorkspaceController('/exchanges', 'Journal')
export class ExchangesController {
  constructor(
    private readonly journal: Journal,
    private readonly store: Store,
    private readonly waiting: ExchangeWaiter,
    private readonly workspaces: Workspaces,
    private readonly directory: ApiDirectory,
    private readonly views: ExchangeViews,
  ) {}

  @Get()
  @ControlOperation('List recorded exchanges, newest first', {
    response: ExchangePage,
    problems: { 400: 'A parameter is invalid' },
  })
  @DocumentedQuery(ExchangesQuery)
  async listExchanges(
    @Param('ws') workspace: string,
    @Query() { limit, cursor, since, ...filter }: ExchangesQuery,
  ): Promise<ExchangePage> {
    this.assertKnownNames(filter);
    await this.journal.flush();
    const rows = await this.store.read(workspace, ({ manager }) => {
      const request = withFilter(
        manager.createQueryBuilder(ExchangeEntity, 'e'),
        workspace,
        filter,
      );
      if (since !== undefined)
        request.andWhere('e.at >= :since', { since: new Date(since).toISOString() });
      if (cursor !== undefined) request.andWhere('e.id < :cursor', { cursor });
      return request
        .orderBy('e.id', 'DESC')
        .take(limit + 1)
        .getMany();
    });
    return pageOf(rows, limit, ({ id }) => id, this.views.viewOf);
  }

  @Delete()
  @HttpCode(204)
  @ControlOperation('Remove all exchanges from the journal', { status: 204 })
  deleteExchanges(@Param('ws') workspace: string): Promise<void> {
    return this.journal.clear(workspace);
  }

  @Get('wait')
  @ControlOperation('Wait until a matching exchange finishes, and return it', {
    response: ExchangeView,
    problems: {
      204: 'No matching exchange finished before the timeout',
      400: 'A parameter is invalid',
    },
  })
  @DocumentedQuery(WaitQuery, ['limit', 'cursor'])
  async waitForExchange(
    @Param('ws') workspace: string,
    @Query() { timeout = DEFAULT_TIMEOUT_S, since, limit: _, cursor: _1, ...filter }: WaitQuery,
    @Req() { raw }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExchangeView | undefined> {
    this.assertKnownNames(filter);
    const from = since === undefined ? realNow() : Date.parse(since);
    const timeoutMs = timeout * 1000;
    this.workspaces.use(workspace, timeoutMs);
    const next = this.waiting.next(workspace, (exchange) => matches(exchange, filter), timeoutMs);
    raw.socket.once('close', next.end);
    try {
      const before =
        since === undefined ? undefined : await this.firstFinishedSince(workspace, filter, from);
      const id = before ?? (await next.id);
      if (id !== undefined) return await this.getExchange(workspace, id);
      void reply.status(204);
      return undefined;
    } finally {
      next.end();
      raw.socket.off('close', next.end);
    }
  }

  @Get(':id')
  @IdParam('Id of the exchange')
  @ControlOperation('Get an exchange', {
    response: ExchangeView,
    problems: { 404: 'The exchange is not in the journal' },
  })
  async getExchange(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<ExchangeView> {
    await this.journal.flush();
    const row = await this.store.read(workspace, ({ manager }) =>
      manager.findOneBy(ExchangeEntity, { workspace, id }),
    );
    if (!row) throw new Problem(404, { text: `Workspace ${workspace} has no exchange ${id}` });
    return this.views.viewOf(row);
  }

  /** Refuses unknown names, which would make the caller wait for an exchange that cannot happen. */
  private assertKnownNames({ role, operation }: Filter): void {
    const errors = [
      ...unknownName('role', role, this.directory.roleNames),
      ...unknownName('operation', operation, this.directory.operationNames),
    ];
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
  }

  /** Id of the first matching exchange that finished at or after a time. */
  private async firstFinishedSince(
    workspace: string,
    filter: Filter,
    from: number,
  ): Promise<string | undefined> {
    await this.journal.flush();
    const rows = await this.store.read(workspace, ({ manager }) =>
      withFilter(manager.createQueryBuilder(ExchangeEntity, 'e'), workspace, filter)
        .select(['e.workspace', 'e.id', 'e.at', 'e.durationMs'])
        .getMany(),
    );
    const ended = rows
      .map(({ id, at, durationMs }) => ({ id, end: Date.parse(at) + durationMs }))
      .filter(({ end }) => end >= from);
    return ended.toSorted((a, b) => a.end - b.end)[0]?.id;
  }
}

function withFilter(
  query: SelectQueryBuilder<ExchangeEntity>,
  workspace: string,
  filter: Filter,
): SelectQueryBuilder<ExchangeEntity> {
  query.where('e.workspace = :workspace', { workspace });
  for (const [name, value] of Object.entries(filter))
    query.andWhere(`e.${name} = :${name}`, { [name]: value });
  return query;
}

function matches(exchange: Exchange, filter: Filter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => String(exchange[name as keyof Filter] ?? '') === value,
  );
}
