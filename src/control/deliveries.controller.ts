import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Clock } from '../kernel/clock/clock.js';
import { Delivery } from '../kernel/outbox/delivery.entity.js';
import { Outbox } from '../kernel/outbox/outbox.js';
import { Store } from '../kernel/persistence/store.js';
import { Problem } from '../kernel/problem/problem.js';
import { Does, WorkspaceController } from './control-routes.js';
import { DeliveryPage, DeliveryView } from './messages.js';
import { jsonOrText, pageOf, readQuery } from './paging.js';

@WorkspaceController('/deliveries', 'Deliveries')
export class DeliveriesController {
  constructor(
    private readonly store: Store,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Does('List the messages that go out, the newest first', {
    answers: DeliveryPage,
    problems: { 400: 'A wrong parameter' },
  })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 500, 50 when absent' })
  @ApiQuery({ name: 'cursor', required: false, description: '`nextCursor` of the page before' })
  async list(
    @Param('ws') workspace: string,
    @Query() query: Record<string, string>,
  ): Promise<DeliveryPage> {
    const { limit, cursor } = readQuery(query, {});
    const rows = await this.store.read(({ manager }) => {
      const asked = manager
        .createQueryBuilder(Delivery, 'd')
        .where('d.workspace = :workspace', { workspace });
      if (cursor !== undefined) asked.andWhere('d.id < :cursor', { cursor });
      return asked
        .orderBy('d.id', 'DESC')
        .take(limit + 1)
        .getMany();
    });
    return pageOf(rows, limit, ({ id }) => id, viewOf);
  }

  @Get(':id')
  @Does('Show one delivery with every attempt', {
    answers: DeliveryView,
    problems: { 404: 'There is none' },
  })
  async show(@Param('ws') workspace: string, @Param('id') id: string): Promise<DeliveryView> {
    return viewOf(await this.find(workspace, id));
  }

  @Post(':id/replay')
  @HttpCode(201)
  @Does('Send the same message once more, as a new delivery', {
    answers: DeliveryView,
    status: 201,
    problems: { 404: 'There is none' },
  })
  async replay(@Param('ws') workspace: string, @Param('id') id: string): Promise<DeliveryView> {
    const kept = await this.find(workspace, id);
    const replayed = await this.store.write((unit) =>
      this.outbox.replay(unit, kept, this.clock.now(workspace)),
    );
    return viewOf(await this.find(workspace, replayed));
  }

  private async find(workspace: string, id: string): Promise<Delivery> {
    const row = await this.store.read(({ manager }) =>
      manager.findOneBy(Delivery, { workspace, id }),
    );
    if (!row)
      throw new Problem(404, { text: `There is no delivery ${id} in workspace ${workspace}` });
    return row;
  }
}

function viewOf({
  id,
  operation,
  to,
  about,
  state,
  dueAt,
  body,
  attempts,
}: Delivery): DeliveryView {
  return { id, operation, to, about, state, dueAt, body: jsonOrText(body), attempts };
}
