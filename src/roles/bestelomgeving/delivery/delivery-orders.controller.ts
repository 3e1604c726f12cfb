import { Controller, Header, Param } from '@nestjs/common';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  SchoolOrdersQuery,
  UserAtSchool,
  UserOrdersQuery,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { Caller } from '../../../platform/oauth/caller.js';
import { ValidatedQuery, ValidatedBody } from '../../../platform/http/validated-body.js';
import { ImplementsOperation } from '../../../platform/http/implements-operation.js';
import { DeliveryConfirmationsService } from './delivery-confirmations.service.js';
import { ReadDeliveryOrdersService } from './read-delivery-orders.service.js';

@Controller()
export class DeliveryOrdersController {
  constructor(
    private readonly reading: ReadDeliveryOrdersService,
    private readonly confirmations: DeliveryConfirmationsService,
  ) {}

  @ImplementsOperation(deliveryOperations.getDeliveryOrdersForSchool)
  ofSchool(
    @Caller() caller: Caller,
    @ValidatedQuery() query: SchoolOrdersQuery,
  ): Promise<DeliveryOrder[]> {
    return this.reading.ofSchool(caller, query);
  }

  @ImplementsOperation(deliveryOperations.getDeliveryOrdersForUser)
  ofUser(
    @Caller() caller: Caller,
    @ValidatedQuery() query: UserOrdersQuery,
    @ValidatedBody() { message }: ValidatedBody<UserAtSchool>,
  ): Promise<DeliveryOrder[]> {
    return this.reading.ofUser(caller, message, query);
  }

  @ImplementsOperation(deliveryOperations.getDeliveryOrdersByContract)
  ofContract(@Caller() caller: Caller, @Param('id') id: string): Promise<DeliveryOrder[]> {
    return this.reading.ofContract(caller, id);
  }

  @ImplementsOperation(deliveryOperations.getDeliveryOrder)
  @Header('content-type', 'application/json')
  one(@Caller() caller: Caller, @Param('id') id: string): Promise<string> {
    return this.reading.findOne(caller, id);
  }

  @ImplementsOperation(deliveryOperations.confirmDeliveryOrder)
  confirm(
    @Caller() caller: Caller,
    @ValidatedBody() confirmation: ValidatedBody<DeliveryOrderConfirmation>,
  ): Promise<void> {
    return this.confirmations.confirm(caller, confirmation);
  }
}
