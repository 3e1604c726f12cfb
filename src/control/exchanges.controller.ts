import { Get, Param, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { ExchangeEntity } from '../kernel/journal/exchange.entity.js';
import { Journal } from '../kernel/journal/journal.js';
import { Store } from '../kernel/persistence/store.js';
import { Problem } from '../kernel/problem/problem.js';
import { Does, WorkspaceController } from './control-routes.js';
import { ExchangePage, ExchangeView } from './messages.js';
import { jsonOrText, pageOf, readQuery } from './paging.js';

@WorkspaceController('/exchanges', 'Journal')
export class ExchangesController {
  constructor(
    private readonly journal: Journal,
    private readonly store: Store,
  ) {}

  @Get()
  @Does('List what was exchanged, the newest first', {
    answers: ExchangePage,
    problems: { 400: 'A wrong parameter' },
  })
  @ApiQuery({ name: 'direction', required: false, enum: ['inbound', 'outbound'] })
  @ApiQuery({ name: 'role', required: false, example: 'ordersysteem' })
  @ApiQuery({ name: 'operation', required: false, example: 'acceptOrder' })
  @ApiQuery({
    name: 'status',
    required: false,
    description: 'HTTP status; 0: no answer came',
    example: 202,
  })
  @ApiQuery({
    name: 'since',
    required: false,
    description: 'RFC 3339 time',
    example: '2026-09-01T08:00:00Z',
  })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 500, 50 when absent' })
  @ApiQuery({ name: 'cursor', required: false, description: '`nextCursor` of the page before' })
  async list(
    @Param('ws') workspace: string,
    @Query() query: Record<string, string>,
  ): Promise<ExchangePage> {
    const { limit, cursor, since, ...equal } = readQuery(query, {
      direction: 'direction',
      role: 'text',
      operation: 'text',
      status: 'status',
      since: 'time',
    });
    await this.journal.flush();
    const rows = await this.store.read(({ manager }) => {
      const asked = manager
        .createQueryBuilder(ExchangeEntity, 'e')
        .where('e.workspace = :workspace', { workspace });
      for (const [name, value] of Object.entries(equal))
        asked.andWhere(`e.${name} = :${name}`, { [name]: value });
      if (since !== undefined)
        asked.andWhere('e.at >= :since', { since: new Date(since).toISOString() });
      if (cursor !== undefined) asked.andWhere('e.id < :cursor', { cursor });
      return asked
        .orderBy('e.id', 'DESC')
        .take(limit + 1)
        .getMany();
    });
    return pageOf(rows, limit, ({ id }) => id, viewOf);
  }

  @Get(':id')
  @Does('Show one exchange', {
    answers: ExchangeView,
    problems: { 404: 'It is not in the journal' },
  })
  async show(@Param('ws') workspace: string, @Param('id') id: string): Promise<ExchangeView> {
    await this.journal.flush();
    const row = await this.store.read(({ manager }) =>
      manager.findOneBy(ExchangeEntity, { workspace, id }),
    );
    if (!row)
      throw new Problem(404, { text: `There is no exchange ${id} in workspace ${workspace}` });
    return viewOf(row);
  }
}

function viewOf(row: ExchangeEntity): ExchangeView {
  const {
    workspace: _,
    requestHeaders,
    requestBody,
    responseHeaders,
    responseBody,
    findings,
    ...rest
  } = row;
  return {
    ...rest,
    request: { headers: JSON.parse(requestHeaders), body: jsonOrText(requestBody) },
    response: { headers: JSON.parse(responseHeaders), body: jsonOrText(responseBody) },
    findings: JSON.parse(findings),
  } as ExchangeView;
}
