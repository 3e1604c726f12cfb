import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import {
  ListOrdersQuery,
  type LineStatusUpdate,
  type OrderDetails,
  type OrderSummary,
  type QuantityUpdate,
} from '../../apis/bokbasen-orders/messages.js';
import { PrintedHeaders } from '../../apis/bokbasen/printed-headers.js';
import { bokbasenOrderOperations as api } from '../../apis/bokbasen-orders/operations.js';
import { Caller } from '../../platform/oauth/caller.js';
import { ValidatedQuery, ValidatedBody, DeferredBody } from '../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../platform/http/implements-operation.js';
import { UpdateOrderLinesService } from './update-order-lines.service.js';
import { BokbasenOrderService } from './orders.service.js';

@Controller()
export class BokbasenOrdersController {
  constructor(
    private readonly orders: BokbasenOrderService,
    private readonly lines: UpdateOrderLinesService,
    private readonly headers: PrintedHeaders,
  ) {}

  @ImplementsOperation(api.sendOrder)
  async send(
    @Caller() caller: Caller,
    @ValidatedBody() { text }: ValidatedBody<undefined>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    this.headers.set(reply, { Location: await this.orders.send(caller, text) });
  }

  @ImplementsOperation(api.listOrders)
  list(@Caller() caller: Caller, @ValidatedQuery() args: ListOrdersQuery): Promise<OrderSummary[]> {
    return this.orders.list(caller, args);
  }

  @ImplementsOperation(api.getOrder)
  get(@Caller() caller: Caller, @Param('id') id: string): Promise<OrderDetails> {
    return this.orders.get(caller, id);
  }

  @ImplementsOperation(api.getOrderEditx)
  editx(@Caller() caller: Caller, @Param('id') id: string): Promise<string> {
    return this.orders.editx(caller, id);
  }

  @ImplementsOperation(api.updateOrderLineStatus)
  updateStatus(
    @Caller() caller: Caller,
    @Param() line: Record<'id' | 'lineId', string>,
    @DeferredBody() read: () => ValidatedBody<LineStatusUpdate>,
  ): Promise<void> {
    return this.lines.updateStatus(caller, line, read);
  }

  @ImplementsOperation(api.updateOrderLineQuantity)
  updateQuantity(
    @Caller() caller: Caller,
    @Param('id') id: string,
    @DeferredBody() read: () => ValidatedBody<QuantityUpdate>,
  ): Promise<void> {
    return this.lines.updateQuantity(caller, id, read);
  }
}
