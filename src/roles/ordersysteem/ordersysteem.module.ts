import { Module } from '@nestjs/common';
import { eduv } from '../../apis/edu-v/family.js';
import { orderDescriptor } from '../../apis/edu-v-order/operations.js';
import { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { validationSchemaOf } from '../../platform/validation/schema.js';
import { OrderConfirmationSender } from './confirmations.js';
import { ORDERSYSTEEM_ROLE } from './role.js';
import { CreditOrders, creditStateSchema } from './credit-orders.js';
import { CreditOrderService } from './credit-orders.service.js';
import { OrderMessageIntake } from './message-intake.js';
import { CreditableOrderFinder } from './order-finder.js';
import { Order, Refusal } from './order.entity.js';
import { OrdersysteemOrderRepository } from './order.repository.js';
import { OrdersysteemController } from './orders.controller.js';
import { OrderService } from './orders.service.js';
import { HashIdsOfOrders1796688000001 } from './hash-ids.migration.js';
import { CreditOrderStates1796860800001, moveStates } from './credit-order-states.migration.js';
import { Ordersysteem1763769600000 } from './ordersysteem.migration.js';
import { RefusalRepository } from './refusal.repository.js';
import { orderScenarios } from './scenarios.js';
import { CreditOrderStateResource, creditOrderDecisions } from './state/credit-order.state.js';
import { OrderStateResource, orderDecisions } from './state/order.state.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@Module({
  controllers: [OrdersysteemController],
  providers: [
    OrdersysteemOrderRepository,
    CreditOrders,
    RefusalRepository,
    OrderService,
    CreditOrderService,
    CreditableOrderFinder,
    OrderMessageIntake,
    OrderConfirmationSender,
    OrderStateResource,
    CreditOrderStateResource,
  ],
})
export class OrdersysteemModule {}

/**
 * Ordersysteem leermiddelen: the supplier. It accepts orders and credit orders, and confirms them.
 */
export const ordersysteem: RoleDescriptor = {
  name: ORDERSYSTEEM_ROLE,
  family: eduv,
  apis: [orderDescriptor],
  module: OrdersysteemModule,
  schema: {
    entities: [Order, Refusal],
    migrations: [
      Ordersysteem1763769600000,
      HashIdsOfOrders1796688000001,
      CreditOrderStates1796860800001,
    ],
    messages: {
      orders: { document: () => validationSchemaOf(OrderRequest) },
      creditorders: {
        document: () => validationSchemaOf(CreditOrderRequest),
        state: () => creditStateSchema,
      },
    },
    snapshotFromVersion1: moveStates,
  },
  scenarios: orderScenarios,
  manualDecisions: {
    byCollection: { orders: orderDecisions, creditorders: creditOrderDecisions },
  },
};
