import { Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { Clock } from '../../platform/workspaces/clock.js';
import { OutboxMessage } from '../../platform/outbox/outbox-message.entity.js';
import { Dispatcher } from '../../platform/outbox/dispatcher.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { ControlOperation, IdParam, WorkspaceController } from '../http/control-routes.js';
import { DeliveryPage, DeliveryView } from './deliveries.messages.js';
import { unknownName } from '../http/names.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { pageOf } from '../http/paging.js';
import { DeliveryViews } from './delivery-views.js';
import { DeliveriesQuery } from './deliveries.query.js';
import { DocumentedQuery } from '../http/query-parameters.js';

/** Time for a running attempt to finish before the message is cancelled. */
const SETTLE_TIMEOUT_MS = 2_000;
const DeliveryParam = (): MethodDecorator => IdParam('Id of the delivery');

@WorkspaceController('/deliveries', 'Deliveries')
export class DeliveriesController {
  constructor(
    private readonly store: Store,
    private readonly outbox: Outbox,
    private readonly dispatcher: Dispatcher,
    private readonly views: DeliveryViews,
    private readonly clock: Clock,
    private readonly directory: ApiDirectory,
  ) {}

  @Get()
  @ControlOperation('List outgoing messages, newest first', {
    response: DeliveryPage,
    problems: { 400: 'A parameter is invalid' },
  })
  @DocumentedQuery(DeliveriesQuery)
  async listDeliveries(
    @Param('ws') workspace: string,
    @Query() { limit, cursor, state, to }: DeliveriesQuery,
  ): Promise<DeliveryPage> {
    const unknown = unknownName('to', to, this.directory.receivingRoles);
    if (unknown.length > 0) throw problemDetails.schemaIncorrect(unknown);
    const rows = await this.store.read(workspace, ({ manager }) => {
      const request = manager
        .createQueryBuilder(OutboxMessage, 'd')
        .where('d.workspace = :workspace', { workspace });
      if (cursor !== undefined) request.andWhere('d.id < :cursor', { cursor });
      if (state !== undefined) request.andWhere('d.state = :state', { state });
      if (to !== undefined) request.andWhere('d.to = :to', { to });
      return request
        .orderBy('d.id', 'DESC')
        .take(limit + 1)
        .getMany();
    });
    const views = await this.views.of(workspace, rows);
    return pageOf(
      views,
      limit,
      ({ id }) => id,
      (view) => view,
    );
  }

  @Get(':id')
  @DeliveryParam()
  @ControlOperation('Get a delivery with its attempts', {
    response: DeliveryView,
    problems: { 404: 'The delivery does not exist' },
  })
  async getDelivery(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<DeliveryView> {
    const [view] = await this.views.of(workspace, [await this.find(workspace, id)]);
    return view!;
  }

  @Post(':id/replay')
  @DeliveryParam()
  @HttpCode(201)
  @ControlOperation('Send a copy of the message now, as a new delivery', {
    response: DeliveryView,
    status: 201,
    problems: { 404: 'The delivery does not exist' },
  })
  async replayDelivery(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<DeliveryView> {
    const delivery = await this.find(workspace, id);
    const copyId = await this.store.write(workspace, (tx) => this.sendCopy(tx, delivery));
    return this.getDelivery(workspace, copyId);
  }

  @Post(':id/send')
  @DeliveryParam()
  @HttpCode(200)
  @ControlOperation('Send a waiting message now, before its due time or its next retry', {
    response: DeliveryView,
    problems: { 404: 'The delivery does not exist', 409: 'The delivery is not waiting' },
  })
  async sendDelivery(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<DeliveryView> {
    const delivery = await this.find(workspace, id);
    await this.store.write(workspace, (tx) => this.sendNow(tx, delivery));
    return this.getDelivery(workspace, id);
  }

  @Post(':id/send-twice')
  @DeliveryParam()
  @HttpCode(201)
  @ControlOperation(
    'Send the message twice now: a waiting message and one copy, otherwise two copies',
    {
      response: DeliveryPage,
      status: 201,
      problems: { 404: 'The delivery does not exist' },
    },
  )
  async sendDeliveryTwice(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<DeliveryPage> {
    const delivery = await this.find(workspace, id);
    const ids = await this.store.write(workspace, async (tx) => {
      const isWaiting = await this.outbox.sendNow(tx, delivery, this.clock.now(workspace));
      return [
        isWaiting ? id : await this.sendCopy(tx, delivery),
        await this.sendCopy(tx, delivery),
      ];
    });
    const rows = await Promise.all(ids.map((deliveryId) => this.find(workspace, deliveryId)));
    return { items: await this.views.of(workspace, rows) };
  }

  @Post(':id/cancel')
  @DeliveryParam()
  @HttpCode(200)
  @ControlOperation('Cancel a waiting message, so that it is not sent', {
    response: DeliveryView,
    problems: { 404: 'The delivery does not exist', 409: 'The delivery is not waiting' },
  })
  async cancelDelivery(
    @Param('ws') workspace: string,
    @Param('id') id: string,
  ): Promise<DeliveryView> {
    const delivery = await this.find(workspace, id);
    await this.dispatcher.settled(delivery, SETTLE_TIMEOUT_MS);
    await this.store.write(workspace, async (tx) => {
      if (!(await this.outbox.cancel(tx, delivery)))
        throw await this.notWaitingProblem(tx, delivery);
    });
    return this.getDelivery(workspace, id);
  }

  private sendCopy(tx: WriteTransaction, delivery: OutboxMessage): Promise<string> {
    return this.outbox.replay(tx, delivery, this.clock.now(delivery.workspace));
  }

  private async sendNow(tx: WriteTransaction, delivery: OutboxMessage): Promise<void> {
    if (await this.outbox.sendNow(tx, delivery, this.clock.now(delivery.workspace))) return;
    throw await this.notWaitingProblem(tx, delivery);
  }

  private async notWaitingProblem(
    { manager }: WriteTransaction,
    { workspace, id }: OutboxMessage,
  ): Promise<Problem> {
    const now = await manager.findOneBy(OutboxMessage, { workspace, id });
    return new Problem(409, {
      text: `Delivery ${id} is not waiting: it is ${now?.state ?? 'removed'}; use replay to send it again`,
    });
  }

  private async find(workspace: string, id: string): Promise<OutboxMessage> {
    const row = await this.store.read(workspace, ({ manager }) =>
      manager.findOneBy(OutboxMessage, { workspace, id }),
    );
    if (!row) throw new Problem(404, { text: `Workspace ${workspace} has no delivery ${id}` });
    return row;
  }
}
