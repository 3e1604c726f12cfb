import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../apis/edu-v/family.js';
import { deliveryDescriptor } from '../../apis/edu-v-delivery/operations.js';
import { seededOrders } from '../../apis/edu-v-delivery/seed.js';
import { Collections } from '../../sandbox/state/collections.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { AcceptedDeliveryOrder, DeliveryRequest } from './aanspraakmanager.entities.js';
import { Aanspraakmanager1795305600003 } from './aanspraakmanager.migration.js';
import { AcceptedOrders } from './accepted-orders.repository.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';
import { AanspraakmanagerController } from './delivery-orders.controller.js';
import { AcceptDeliveryOrderService, ROLE } from './delivery-orders.service.js';
import { deliveryScenarios } from './scenarios.js';
import { AcceptedDeliveryOrderState } from './delivery-order.state.js';
import type { ManualDecisions, RoleDescriptor } from '../../apis/descriptor.js';

const manualDecisions = {
  byCollection: { deliveryorders: ['confirm', 'license', 'fail'] },
  hint: 'license plays the first activation',
} satisfies ManualDecisions;

@Module({
  controllers: [AanspraakmanagerController],
  providers: [
    DeliveryRequestRepository,
    AcceptDeliveryOrderService,
    AcceptedOrders,
    AcceptedDeliveryOrderState,
  ],
})
export class AanspraakmanagerModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly orders: AcceptDeliveryOrderService,
    private readonly accepted: AcceptedOrders,
    private readonly requests: DeliveryRequestRepository,
    private readonly written: AcceptedDeliveryOrderState,
  ) {}

  onModuleInit(): void {
    const { collections, orders, accepted } = this;
    this.seeds.add(ROLE, async (tx, workspace) => {
      for (const { reference, order } of seededOrders) {
        if (reference === undefined) continue;
        const message = { deliveryOrderReferenceId: reference, deliveryOrder: order };
        // The ordered one waits to be decided by hand.
        if (order.status === 'ordered') await this.requests.insert(tx, workspace, message);
        else await accepted.keep(tx, workspace, order, reference);
      }
    });
    collections.keepWith('deliveryorders', {
      page: (...args) => accepted.page(...args),
      find: async (...args) => (await accepted.find(...args))?.order,
    });
    collections.writeWith('deliveryorders', this.written);
    collections.show('deliveryorders', { role: ROLE, of: (...args) => orders.view(...args) });
    const { deliveryorders: decisions } = manualDecisions.byCollection;
    collections.decideWith(ROLE, 'deliveryorders', decisions, (...args) =>
      orders.decideByHand(...args),
    );
  }
}

/** Aanspraakmanager: turns delivery orders into entitlements, and confirms them. */
export const aanspraakmanager: RoleDescriptor = {
  name: ROLE,
  family: eduv,
  apis: [deliveryDescriptor],
  module: AanspraakmanagerModule,
  schema: {
    entities: [AcceptedDeliveryOrder, DeliveryRequest],
    migrations: [Aanspraakmanager1795305600003],
  },
  scenarios: deliveryScenarios,
  manualDecisions,
};
