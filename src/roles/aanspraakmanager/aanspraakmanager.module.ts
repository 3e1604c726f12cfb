import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../contracts/edu-v/family.js';
import { deliveryContract } from '../../contracts/edu-v-delivery/operations.js';
import { seededOrders } from '../../contracts/edu-v-delivery/seed.js';
import type { Role } from '../../kernel/contract/role.js';
import { Collections } from '../../kernel/state/collections.js';
import { Seeds } from '../../kernel/state/seeds.js';
import { AcceptedDeliveryOrder, DeliveryRequest } from './aanspraakmanager.entities.js';
import { Aanspraakmanager1795305600003 } from './aanspraakmanager.migration.js';
import { AcceptedOrders } from './accepted-orders.js';
import { AanspraakmanagerController } from './delivery-orders.controller.js';
import { DeliveryOrdersService, ROLE } from './delivery-orders.service.js';
import { deliveryScenarios } from './scenarios.js';
import { WrittenDeliveryOrders } from './written-delivery-orders.js';

@Module({
  controllers: [AanspraakmanagerController],
  providers: [DeliveryOrdersService, AcceptedOrders, WrittenDeliveryOrders],
})
export class AanspraakmanagerModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly orders: DeliveryOrdersService,
    private readonly accepted: AcceptedOrders,
    private readonly written: WrittenDeliveryOrders,
  ) {}

  onModuleInit(): void {
    const { collections, orders, accepted } = this;
    this.seeds.add(ROLE, async (unit, workspace) => {
      for (const { reference, order } of seededOrders) {
        if (reference === undefined) continue;
        const message = { deliveryOrderReferenceId: reference, deliveryOrder: order };
        // The ordered one waits to be decided by hand.
        if (order.status === 'ordered') await orders.takeIn(unit, workspace, message);
        else await accepted.keep(unit, workspace, order, reference);
      }
    });
    collections.keepWith('deliveryorders', {
      page: (...asked) => accepted.page(...asked),
      find: async (...asked) => (await accepted.find(...asked))?.order,
    });
    collections.writeWith('deliveryorders', this.written);
    collections.show('deliveryorders', { role: ROLE, of: (...asked) => orders.view(...asked) });
    collections.decideWith(ROLE, 'deliveryorders', ['confirm', 'fail', 'license'], (...asked) =>
      orders.decideByHand(...asked),
    );
  }
}

/** Aanspraakmanager: turns delivery orders into entitlements, and confirms them. */
export const aanspraakmanager: Role = {
  name: ROLE,
  family: eduv,
  contracts: [deliveryContract],
  module: AanspraakmanagerModule,
  schema: {
    entities: [AcceptedDeliveryOrder, DeliveryRequest],
    migrations: [Aanspraakmanager1795305600003],
  },
  scenarios: deliveryScenarios,
};
