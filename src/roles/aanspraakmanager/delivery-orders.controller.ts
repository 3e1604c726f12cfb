import { Controller } from '@nestjs/common';
import type { DeliveryOrderRequest } from '../../contracts/edu-v-delivery/messages.js';
import { deliveryApi } from '../../contracts/edu-v-delivery/operations.js';
import { Caller } from '../../kernel/auth/caller.js';
import { Received } from '../../kernel/contract/received.js';
import { Serves } from '../../kernel/contract/serves.js';
import { DeliveryOrdersService } from './delivery-orders.service.js';

@Controller()
export class AanspraakmanagerController {
  constructor(private readonly orders: DeliveryOrdersService) {}

  @Serves(deliveryApi.acceptDeliveryOrder)
  accept(
    @Caller() caller: Caller,
    @Received() request: Received<DeliveryOrderRequest>,
  ): Promise<void> {
    return this.orders.accept(caller, request);
  }
}
