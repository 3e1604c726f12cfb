import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../apis/edu-v/family.js';
import { deliveryDescriptor } from '../../apis/edu-v-delivery/operations.js';
import { seededOrders } from '../../apis/edu-v-delivery/seed.js';
import { Collections } from '../../sandbox/state/collections.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { AcceptedDeliveryOrder, DeliveryRequest } from './aanspraakmanager.entities.js';
import { Aanspraakmanager1795305600003 } from './aanspraakmanager.migration.js';
import { AcceptedDeliveryOrderRepository } from './accepted-orders.repository.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';
import { AanspraakmanagerController } from './delivery-orders.controller.js';
import { AcceptDeliveryOrderService, AANSPRAAKMANAGER_ROLE } from './delivery-orders.service.js';
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
    AcceptedDeliveryOrderRepository,
    AcceptedDeliveryOrderState,
  ],
})
export class AanspraakmanagerModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly orders: AcceptDeliveryOrderService,
    private readonly accepted: AcceptedDeliveryOrderRepository,
    private readonly requests: DeliveryRequestRepository,
    private readonly orderState: AcceptedDeliveryOrderState,
  ) {}

  onModuleInit(): void {
    const { collections, orders, accepted } = this;
    this.seeds.add(AANSPRAAKMANAGER_ROLE, async (tx, workspace) => {
      for (const { reference, order } of seededOrders) {
        if (reference === undefined) continue;
        const message = { deliveryOrderReferenceId: reference, deliveryOrder: order };
        // The seed has one undecided order, for manual decisions.
        if (order.status === 'ordered') await this.requests.insert(tx, workspace, message);
        else await accepted.save(tx, workspace, order, reference);
      }
    });
    collections.keepWith('deliveryorders', {
      page: (...args) => accepted.page(...args),
      find: async (...args) => (await accepted.find(...args))?.order,
    });
    collections.writeWith('deliveryorders', this.orderState);
    collections.show('deliveryorders', {
      role: AANSPRAAKMANAGER_ROLE,
      of: (...args) => orders.view(...args),
    });
    const { deliveryorders: decisions } = manualDecisions.byCollection;
    collections.decideWith(AANSPRAAKMANAGER_ROLE, 'deliveryorders', decisions, (...args) =>
      orders.decideManually(...args),
    );
  }
}

/** Aanspraakmanager: converts delivery orders into entitlements, and confirms them. */
export const aanspraakmanager: RoleDescriptor = {
  name: AANSPRAAKMANAGER_ROLE,
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
