import { Controller } from '@nestjs/common';
import type { DeliveryOrderRequest } from '../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../apis/edu-v-delivery/operations.js';
import { Caller } from '../../platform/oauth/caller.js';
import { ValidatedBody } from '../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../platform/http/implements-operation.js';
import { AcceptDeliveryOrderService } from './delivery-orders.service.js';

@Controller()
export class AanspraakmanagerController {
  constructor(private readonly orders: AcceptDeliveryOrderService) {}

  @ImplementsOperation(deliveryOperations.acceptDeliveryOrder)
  accept(
    @Caller() caller: Caller,
    @ValidatedBody() request: ValidatedBody<DeliveryOrderRequest>,
  ): Promise<void> {
    return this.orders.accept(caller, request);
  }
}
