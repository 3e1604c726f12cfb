import { Controller } from '@nestjs/common';
import type {
  CreditOrderConfirmation,
  OrderConfirmation,
} from '../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import { Caller } from '../../kernel/auth/caller.js';
import { Received } from '../../kernel/contract/received.js';
import { Serves } from '../../kernel/contract/serves.js';
import { ConfirmationsService } from './confirmations.service.js';

@Controller()
export class ConfirmationsController {
  constructor(private readonly confirmations: ConfirmationsService) {}

  @Serves(orderApi.confirmOrder)
  confirmOrder(
    @Caller() caller: Caller,
    @Received() confirmation: Received<OrderConfirmation>,
  ): Promise<void> {
    return this.confirmations.confirmOrder(caller, confirmation);
  }

  @Serves(orderApi.confirmCreditOrder)
  confirmCreditOrder(
    @Caller() caller: Caller,
    @Received() confirmation: Received<CreditOrderConfirmation>,
  ): Promise<void> {
    return this.confirmations.confirmCreditOrder(caller, confirmation);
  }
}
