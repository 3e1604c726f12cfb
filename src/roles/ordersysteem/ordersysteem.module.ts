import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../apis/edu-v/family.js';
import { orderDescriptor } from '../../apis/edu-v-order/operations.js';
import { Collections } from '../../sandbox/state/collections.js';
import { OrderConfirmationSender, ORDERSYSTEEM_ROLE } from './confirmations.js';
import { CreditOrder } from './credit-order.entity.js';
import { CreditOrderRepository } from './credit-order.repository.js';
import { CreditOrderService } from './credit-orders.service.js';
import { OrderMessageIntake } from './message-intake.js';
import { generateOrder } from './state/generate-order.js';
import { CreditableOrderFinder } from './order-finder.js';
import { Order, Refusal } from './order.entity.js';
import { OrdersysteemOrderRepository } from './order.repository.js';
import { OrdersysteemController } from './orders.controller.js';
import { OrderService } from './orders.service.js';
import { Ordersysteem1763769600000 } from './ordersysteem.migration.js';
import { RefusalRepository } from './refusal.repository.js';
import { orderScenarios } from './scenarios.js';
import { CreditOrderState } from './state/credit-order.state.js';
import { OrderState } from './state/order.state.js';
import type { ManualDecisions, RoleDescriptor } from '../../apis/descriptor.js';

const manualDecisions = {
  byCollection: { orders: ['approve', 'decline'], creditorders: ['approve', 'decline'] },
} satisfies ManualDecisions;

@Module({
  controllers: [OrdersysteemController],
  providers: [
    OrdersysteemOrderRepository,
    CreditOrderRepository,
    RefusalRepository,
    OrderService,
    CreditOrderService,
    CreditableOrderFinder,
    OrderMessageIntake,
    OrderConfirmationSender,
    OrderState,
    CreditOrderState,
  ],
})
export class OrdersysteemModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly orders: OrderService,
    private readonly creditOrders: CreditOrderService,
    private readonly orderState: OrderState,
    private readonly creditOrderState: CreditOrderState,
  ) {}

  onModuleInit(): void {
    const { collections, orders, creditOrders } = this;
    collections.show('orders', { role: ORDERSYSTEEM_ROLE, of: (...args) => orders.view(...args) });
    collections.show('creditorders', {
      role: ORDERSYSTEEM_ROLE,
      of: (...args) => creditOrders.view(...args),
    });
    collections.writeWith('orders', this.orderState);
    collections.generateWith(orderDescriptor.name, generateOrder);
    collections.writeWith('creditorders', this.creditOrderState);
    const { orders: ofOrders, creditorders: ofCreditOrders } = manualDecisions.byCollection;
    collections.decideWith(ORDERSYSTEEM_ROLE, 'orders', ofOrders, (...args) =>
      orders.decideManually(...args),
    );
    collections.decideWith(ORDERSYSTEEM_ROLE, 'creditorders', ofCreditOrders, (...args) =>
      creditOrders.decideManually(...args),
    );
  }
}

/**
 * Ordersysteem leermiddelen: the supplier. It accepts orders and credit orders, and confirms them.
 */
export const ordersysteem: RoleDescriptor = {
  name: ORDERSYSTEEM_ROLE,
  family: eduv,
  apis: [orderDescriptor],
  module: OrdersysteemModule,
  schema: { entities: [Order, Refusal, CreditOrder], migrations: [Ordersysteem1763769600000] },
  scenarios: orderScenarios,
  manualDecisions,
};
