import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../apis/edu-v/family.js';
import { DeliveryOrderRequest } from '../../apis/edu-v-delivery/messages.js';
import { validationSchemaOf } from '../../platform/validation/schema.js';
import { REQUESTS, deliveryDescriptor } from '../../apis/edu-v-delivery/operations.js';
import { seededOrders } from '../../apis/edu-v-delivery/seed.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { AcceptedDeliveryOrder, DeliveryRequest } from './aanspraakmanager.entities.js';
import { HashIdsOfDeliveryRequests1796688000004 } from './hash-ids.migration.js';
import { Aanspraakmanager1795305600003 } from './aanspraakmanager.migration.js';
import { AcceptedDeliveryOrderRepository } from './accepted-delivery-orders.repository.js';
import { DeliveryRequestRepository } from './delivery-request.repository.js';
import { AanspraakmanagerController } from './delivery-orders.controller.js';
import { AcceptDeliveryOrderService } from './delivery-orders.service.js';
import { AANSPRAAKMANAGER_ROLE } from './role.js';
import { deliveryScenarios } from './scenarios.js';
import {
  AcceptedDeliveryOrderStateResource,
  deliveryOrderDecisions,
} from './accepted-delivery-order.state.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@Module({
  controllers: [AanspraakmanagerController],
  providers: [
    DeliveryRequestRepository,
    AcceptDeliveryOrderService,
    AcceptedDeliveryOrderRepository,
    AcceptedDeliveryOrderStateResource,
  ],
})
export class AanspraakmanagerModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly accepted: AcceptedDeliveryOrderRepository,
    private readonly requests: DeliveryRequestRepository,
  ) {}

  onModuleInit(): void {
    this.seeds.add(AANSPRAAKMANAGER_ROLE, async (tx, workspace) => {
      for (const { reference, order } of seededOrders) {
        if (reference === undefined) continue;
        const message = { deliveryOrderReferenceId: reference, deliveryOrder: order };
        // The seed has one undecided order, for manual decisions.
        if (order.status === 'ordered') await this.requests.insert(tx, workspace, message);
        else await this.accepted.save(tx, workspace, order, reference);
      }
    });
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
    migrations: [Aanspraakmanager1795305600003, HashIdsOfDeliveryRequests1796688000004],
    messages: {
      [REQUESTS]: { document: () => validationSchemaOf(DeliveryOrderRequest) },
    },
  },
  scenarios: deliveryScenarios,
  manualDecisions: {
    byCollection: { deliveryorders: deliveryOrderDecisions },
    hint: 'license simulates the first activation',
  },
};
