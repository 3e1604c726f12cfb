import { Controller } from '@nestjs/common';
import type {
  CreditOrderConfirmation,
  OrderConfirmation,
} from '../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import { Caller } from '../../platform/oauth/caller.js';
import { ValidatedBody } from '../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../platform/http/implements-operation.js';
import { ConfirmationsService } from './confirmations.service.js';

@Controller()
export class ConfirmationsController {
  constructor(private readonly confirmations: ConfirmationsService) {}

  @ImplementsOperation(orderOperations.confirmOrder)
  confirmOrder(
    @Caller() caller: Caller,
    @ValidatedBody() confirmation: ValidatedBody<OrderConfirmation>,
  ): Promise<void> {
    return this.confirmations.confirmOrder(caller, confirmation);
  }

  @ImplementsOperation(orderOperations.confirmCreditOrder)
  confirmCreditOrder(
    @Caller() caller: Caller,
    @ValidatedBody() confirmation: ValidatedBody<CreditOrderConfirmation>,
  ): Promise<void> {
    return this.confirmations.confirmCreditOrder(caller, confirmation);
  }
}
