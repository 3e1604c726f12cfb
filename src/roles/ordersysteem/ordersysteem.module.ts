import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../contracts/edu-v/family.js';
import { orderContract } from '../../contracts/edu-v-order/operations.js';
import type { Role } from '../../kernel/contract/role.js';
import { Collections } from '../../kernel/state/collections.js';
import { Confirmations, ROLE } from './confirmations.js';
import { CreditOrder } from './credit-order.entity.js';
import { CreditOrdersService } from './credit-orders.service.js';
import { Intake } from './intake.js';
import { madeUpOrder } from './made-up-order.js';
import { OrderFinder } from './order-finder.js';
import { Order, Refusal } from './order.entity.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';
import { Ordersysteem1763769600000 } from './ordersysteem.migration.js';
import { orderScenarios } from './scenarios.js';
import { WrittenCreditOrders } from './written-credit-orders.js';
import { WrittenOrders } from './written-orders.js';

@Module({
  controllers: [OrdersController],
  providers: [
    OrdersService,
    CreditOrdersService,
    OrderFinder,
    Intake,
    Confirmations,
    WrittenOrders,
    WrittenCreditOrders,
  ],
})
export class OrdersysteemModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly orders: OrdersService,
    private readonly creditOrders: CreditOrdersService,
    private readonly writtenOrders: WrittenOrders,
    private readonly writtenCreditOrders: WrittenCreditOrders,
  ) {}

  onModuleInit(): void {
    const { collections, orders, creditOrders } = this;
    collections.show('orders', { role: ROLE, of: (...asked) => orders.view(...asked) });
    collections.show('creditorders', { role: ROLE, of: (...asked) => creditOrders.view(...asked) });
    collections.writeWith('orders', this.writtenOrders);
    collections.generateWith(orderContract.name, madeUpOrder);
    collections.writeWith('creditorders', this.writtenCreditOrders);
    const decisions = ['approve', 'decline'] as const;
    collections.decideWith(ROLE, 'orders', decisions, (...asked) => orders.decideByHand(...asked));
    collections.decideWith(ROLE, 'creditorders', decisions, (...asked) =>
      creditOrders.decideByHand(...asked),
    );
  }
}

/** Ordersysteem leermiddelen: the supplier, who takes orders and credit orders and confirms them. */
export const ordersysteem: Role = {
  name: ROLE,
  family: eduv,
  contracts: [orderContract],
  module: OrdersysteemModule,
  schema: { entities: [Order, Refusal, CreditOrder], migrations: [Ordersysteem1763769600000] },
  scenarios: orderScenarios,
};
