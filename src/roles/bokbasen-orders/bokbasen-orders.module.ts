import { Module, type OnModuleInit } from '@nestjs/common';
import { bokbasen } from '../../apis/bokbasen/family.js';
import { editxSchema } from '../../apis/bokbasen-orders/validate-editx.js';
import { bokbasenOrderDescriptor } from '../../apis/bokbasen-orders/operations.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { HashIdsOfBokbasenOrders1796688000005 } from './hash-ids.migration.js';
import { BokbasenOrders1795305600007 } from './bokbasen-orders.migration.js';
import { UpdateOrderLinesService } from './update-order-lines.service.js';
import { ListWindows } from './list-windows.js';
import { BokbasenOrder, BokbasenOrderLine } from './order.entities.js';
import { BokbasenOrdersController } from './orders.controller.js';
import { BokbasenOrderService } from './orders.service.js';
import { BokbasenOrderRepository } from './orders.repository.js';
import { PartyAccess } from './parties.js';
import { ManualProcessing } from './manual-processing.js';
import { PartyStateResource } from './state/party.state.js';
import { ProductStateResource } from './state/product.state.js';
import { BOKBASEN_ORDERS_ROLE } from './role.js';
import { SCENARIO_FIELDS, bokbasenOrderScenarios } from './scenarios.js';
import { BokbasenOrderSeed } from './state/seed.js';
import { SendBokbasenOrderService } from './send-order.service.js';
import { BokbasenOrderStateResource, bokbasenOrderDecisions } from './state/order.state.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@Module({
  controllers: [BokbasenOrdersController],
  providers: [
    BokbasenOrderRepository,
    PartyAccess,
    ListWindows,
    BokbasenOrderService,
    UpdateOrderLinesService,
    SendBokbasenOrderService,
    ManualProcessing,
    BokbasenOrderSeed,
    BokbasenOrderStateResource,
    PartyStateResource,
    ProductStateResource,
  ],
})
export class BokbasenOrdersModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly seed: BokbasenOrderSeed,
  ) {}

  onModuleInit(): void {
    this.seeds.add(BOKBASEN_ORDERS_ROLE, (tx, workspace) => this.seed.seed(tx, workspace));
  }
}

/** Role of Bokbasen's Order API: passes orders of books and digital learning products from buyers to sellers. */
export const bokbasenOrders: RoleDescriptor = {
  name: BOKBASEN_ORDERS_ROLE,
  family: bokbasen,
  apis: [bokbasenOrderDescriptor],
  module: BokbasenOrdersModule,
  schema: {
    entities: [BokbasenOrder, BokbasenOrderLine],
    migrations: [BokbasenOrders1795305600007, HashIdsOfBokbasenOrders1796688000005],
  },
  scenarios: bokbasenOrderScenarios,
  manualDecisions: { byCollection: { 'bokbasen-orders': bokbasenOrderDecisions } },
  scenarioFields: SCENARIO_FIELDS,
  files: { 'editx-order-1.3.xsd': { mediaType: 'application/xml', text: editxSchema } },
};
