import { Controller, Header, Param } from '@nestjs/common';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  SchoolOrdersQuery,
  UserAtSchool,
  UserOrdersQuery,
} from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import { Caller } from '../../../kernel/auth/caller.js';
import { Asked, Received } from '../../../kernel/contract/received.js';
import { Serves } from '../../../kernel/contract/serves.js';
import { DeliveryConfirmationsService } from './delivery-confirmations.service.js';
import { ReadingService } from './reading.service.js';

@Controller()
export class DeliveryOrdersController {
  constructor(
    private readonly reading: ReadingService,
    private readonly confirmations: DeliveryConfirmationsService,
  ) {}

  @Serves(deliveryApi.getDeliveryOrdersForSchool)
  ofSchool(@Caller() caller: Caller, @Asked() query: SchoolOrdersQuery): Promise<DeliveryOrder[]> {
    return this.reading.ofSchool(caller, query);
  }

  @Serves(deliveryApi.getDeliveryOrdersForUser)
  ofUser(
    @Caller() caller: Caller,
    @Asked() query: UserOrdersQuery,
    @Received() { message }: Received<UserAtSchool>,
  ): Promise<DeliveryOrder[]> {
    return this.reading.ofUser(caller, message, query);
  }

  @Serves(deliveryApi.getDeliveryOrdersByContract)
  ofContract(@Caller() caller: Caller, @Param('id') id: string): Promise<DeliveryOrder[]> {
    return this.reading.ofContract(caller, id);
  }

  @Serves(deliveryApi.getDeliveryOrder)
  @Header('content-type', 'application/json')
  one(@Caller() caller: Caller, @Param('id') id: string): Promise<string> {
    return this.reading.one(caller, id);
  }

  @Serves(deliveryApi.confirmDeliveryOrder)
  confirm(
    @Caller() caller: Caller,
    @Received() confirmation: Received<DeliveryOrderConfirmation>,
  ): Promise<void> {
    return this.confirmations.confirm(caller, confirmation);
  }
}
