import { Controller } from '@nestjs/common';
import type { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import { Caller } from '../../platform/oauth/caller.js';
import { ValidatedBody } from '../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../platform/http/implements-operation.js';
import { CreditOrderService } from './credit-orders.service.js';
import { OrderService } from './orders.service.js';

@Controller()
export class OrdersysteemController {
  constructor(
    private readonly orders: OrderService,
    private readonly creditOrders: CreditOrderService,
  ) {}

  @ImplementsOperation(orderOperations.acceptOrder)
  acceptOrder(
    @Caller() caller: Caller,
    @ValidatedBody() order: ValidatedBody<OrderRequest>,
  ): Promise<void> {
    return this.orders.accept(caller, order);
  }

  @ImplementsOperation(orderOperations.acceptCreditOrder)
  acceptCreditOrder(
    @Caller() caller: Caller,
    @ValidatedBody() credit: ValidatedBody<CreditOrderRequest>,
  ): Promise<void> {
    return this.creditOrders.accept(caller, credit);
  }
}
