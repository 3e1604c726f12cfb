import { Controller } from '@nestjs/common';
import type { CreditOrderRequest, OrderRequest } from '../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import { Caller } from '../../kernel/auth/caller.js';
import { Received } from '../../kernel/contract/received.js';
import { Serves } from '../../kernel/contract/serves.js';
import { CreditOrdersService } from './credit-orders.service.js';
import { OrdersService } from './orders.service.js';

@Controller()
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly creditOrders: CreditOrdersService,
  ) {}

  @Serves(orderApi.acceptOrder)
  acceptOrder(@Caller() caller: Caller, @Received() order: Received<OrderRequest>): Promise<void> {
    return this.orders.accept(caller, order);
  }

  @Serves(orderApi.acceptCreditOrder)
  acceptCreditOrder(
    @Caller() caller: Caller,
    @Received() credit: Received<CreditOrderRequest>,
  ): Promise<void> {
    return this.creditOrders.accept(caller, credit);
  }
}
