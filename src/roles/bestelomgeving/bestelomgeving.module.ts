import { Module, type OnModuleInit } from '@nestjs/common';
import { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { validationSchemaOf } from '../../platform/validation/schema.js';
import { eduv } from '../../apis/edu-v/family.js';
import { orderDescriptor } from '../../apis/edu-v-order/operations.js';
import { DeliveryOrderRequest, type DeliveryOrder } from '../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryDescriptor } from '../../apis/edu-v-delivery/operations.js';
import { Messages } from '../../platform/messages/messages.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { HashIdsOfConfirmations1796688000002 } from './hash-ids.migration.js';
import { HashIdsOfDeliveryOrders1796688000003 } from './delivery/hash-ids.migration.js';
import { Bestelomgeving1763769600000 } from './bestelomgeving.migration.js';
import { Confirmation } from './confirmation.entity.js';
import { ConfirmationRepository } from './confirmation.repository.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { ConfirmationsService } from './confirmations.service.js';
import { ConsentPolicy } from './delivery/consents.repository.js';
import { DeliveryConfirmationRepository } from './delivery/delivery-confirmation.repository.js';
import { DeliveryReferenceRepository } from './delivery/delivery-reference.repository.js';
import { DeliveryConfirmationsService } from './delivery/delivery-confirmations.service.js';
import { DeliveryOrdersController } from './delivery/delivery-orders.controller.js';
import { DeliveryOrderRepository } from './delivery/delivery-orders.repository.js';
import { SendDeliveryOrdersService } from './delivery/send-delivery-orders.service.js';
import {
  DeliveryConfirmation,
  DeliveryReference,
  DeliveryOrderKey,
  StoredDeliveryOrder,
} from './delivery/delivery.entities.js';
import {
  Delivery1795305600002,
  DeliveryReferences1795910400000,
} from './delivery/delivery.migration.js';
import { ReadDeliveryOrdersService } from './delivery/read-delivery-orders.service.js';
import { recordStateResources } from './delivery/record.state.js';
import { DeliverySeed } from './delivery/seed.js';
import { PlacedDeliveryOrderStateResource } from './delivery/placed-delivery-order.state.js';
import { BESTELOMGEVING_ROLE } from './role.js';
import { SendOrdersService } from './send-orders.service.js';
import { SentCreditOrderStateResource, SentOrderStateResource } from './sent-message.state.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@Module({
  controllers: [ConfirmationsController, DeliveryOrdersController],
  providers: [
    ConfirmationRepository,
    DeliveryConfirmationRepository,
    DeliveryReferenceRepository,
    ConfirmationsService,
    SendOrdersService,
    DeliveryOrderRepository,
    DeliveryConfirmationsService,
    SendDeliveryOrdersService,
    ReadDeliveryOrdersService,
    ConsentPolicy,
    DeliverySeed,
    SentOrderStateResource,
    SentCreditOrderStateResource,
    PlacedDeliveryOrderStateResource,
    ...recordStateResources,
  ],
})
export class BestelomgevingModule implements OnModuleInit {
  constructor(
    private readonly messages: Messages,
    private readonly seeds: Seeds,
    private readonly seed: DeliverySeed,
    private readonly deliveryOrders: DeliveryOrderRepository,
    private readonly deliveryOrderState: PlacedDeliveryOrderStateResource,
  ) {}

  onModuleInit(): void {
    const { deliveryOrders: orders } = this;
    this.seeds.add(BESTELOMGEVING_ROLE, (...args) => this.seed.insert(...args));
    // A request of a client to our Aanspraakmanager is stored as sent by us, so that it can be
    // confirmed.
    this.messages.onEnter(REQUESTS, async (tx, { workspace, id, document }) => {
      const { deliveryOrder } = JSON.parse(document) as DeliveryOrderRequest;
      await this.deliveryOrderState.recordReference(tx, workspace, deliveryOrder, id);
      // The cancellation of an unknown order must not show that order to others; it may still be
      // ordered.
      const status = deliveryOrder.status === 'cancelled' ? 'created' : 'ordered';
      const order: DeliveryOrder = { ...deliveryOrder, status };
      if (await orders.insert(tx, workspace, order)) return;
      const stored = await orders.find(tx, workspace, order.deliveryOrderId);
      if (stored?.status === 'created' && status === 'ordered') {
        await orders.update(tx, workspace, order);
      }
    });
  }
}

/**
 * Bestelomgeving leermiddelen: the shop or distributor. It sends orders and receives their
 * confirmations.
 */
export const bestelomgeving: RoleDescriptor = {
  name: BESTELOMGEVING_ROLE,
  family: eduv,
  apis: [orderDescriptor, deliveryDescriptor],
  module: BestelomgevingModule,
  schema: {
    entities: [
      Confirmation,
      StoredDeliveryOrder,
      DeliveryOrderKey,
      DeliveryConfirmation,
      DeliveryReference,
    ],
    migrations: [
      Bestelomgeving1763769600000,
      Delivery1795305600002,
      DeliveryReferences1795910400000,
      HashIdsOfConfirmations1796688000002,
      HashIdsOfDeliveryOrders1796688000003,
    ],
    messages: {
      orders: { document: () => validationSchemaOf(OrderRequest) },
      creditorders: { document: () => validationSchemaOf(CreditOrderRequest) },
      [REQUESTS]: { document: () => validationSchemaOf(DeliveryOrderRequest) },
    },
  },
  scenarios: [],
};
