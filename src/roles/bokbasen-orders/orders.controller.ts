import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  OrdersAsked,
  type LineStatusUpdate,
  type OrderDetails,
  type OrderSummary,
  type QuantityUpdate,
} from '../../contracts/bokbasen-orders/messages.js';
import { PrintedHeaders } from '../../contracts/bokbasen/printed-headers.js';
import { bokbasenOrderApi as api } from '../../contracts/bokbasen-orders/operations.js';
import { Caller } from '../../kernel/auth/caller.js';
import { Asked, Received, ReceivedLater } from '../../kernel/contract/received.js';
import { Serves } from '../../kernel/contract/serves.js';
import { LinesService } from './lines.service.js';
import { OrdersService } from './orders.service.js';

@Controller()
export class BokbasenOrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly lines: LinesService,
    private readonly headers: PrintedHeaders,
  ) {}

  @Serves(api.sendOrder)
  async send(
    @Caller() caller: Caller,
    @Received() { text }: Received<undefined>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.headers.set(reply, { Location: await this.orders.send(caller, text) });
  }

  @Serves(api.listOrders)
  list(@Caller() caller: Caller, @Asked() asked: OrdersAsked): Promise<OrderSummary[]> {
    return this.orders.list(caller, asked);
  }

  @Serves(api.getOrder)
  get(@Caller() caller: Caller, @Param('id') id: string): Promise<OrderDetails> {
    return this.orders.get(caller, id);
  }

  @Serves(api.getOrderEditx)
  editx(@Caller() caller: Caller, @Param('id') id: string): Promise<string> {
    return this.orders.editx(caller, id);
  }

  @Serves(api.updateOrderLineStatus)
  updateStatus(
    @Caller() caller: Caller,
    @Param() line: Record<'id' | 'lineId', string>,
    @ReceivedLater() read: () => Received<LineStatusUpdate>,
  ): Promise<void> {
    return this.lines.updateStatus(caller, line, read);
  }

  @Serves(api.updateOrderLineQuantity)
  updateQuantity(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @ReceivedLater() read: () => Received<QuantityUpdate>,
  ): Promise<void> {
    return this.lines.updateQuantity(caller, id, read);
  }
}
