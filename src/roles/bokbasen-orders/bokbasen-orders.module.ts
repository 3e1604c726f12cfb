import { Module, type OnModuleInit } from '@nestjs/common';
import { bokbasen } from '../../contracts/bokbasen/family.js';
import { BASE } from '../../contracts/bokbasen/audiences.js';
import { editxSchema } from '../../contracts/bokbasen-orders/editx.js';
import { bokbasenOrderContract } from '../../contracts/bokbasen-orders/operations.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import type { Role } from '../../kernel/contract/role.js';
import type { Reading } from '../../kernel/persistence/store.js';
import { Collections } from '../../kernel/state/collections.js';
import { Records } from '../../kernel/state/records.js';
import { Seeds } from '../../kernel/state/seeds.js';
import { BokbasenOrders1795305600007 } from './bokbasen-orders.migration.js';
import { LinesService } from './lines.service.js';
import { ListWindows } from './list-windows.js';
import { madeUpOrder } from './made-up-order.js';
import { BokbasenOrder, BokbasenOrderLine } from './order.entities.js';
import { detailsOf, processingEnd } from './order.js';
import { BokbasenOrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';
import { Orders, type StoredOrder } from './orders.js';
import { Parties } from './parties.js';
import { ProcessingByHand } from './processing-by-hand.js';
import { products } from './record.messages.js';
import { SCENARIO_FIELDS, bokbasenOrderScenarios } from './scenarios.js';
import { OrderSeed } from './seed.js';
import { SendingService } from './sending.service.js';
import { WrittenOrders } from './written-orders.js';

const ROLE = 'bokbasen-orders';
const COLLECTION = 'bokbasen-orders';

@Module({
  controllers: [BokbasenOrdersController],
  providers: [
    Orders,
    Parties,
    ListWindows,
    OrdersService,
    LinesService,
    SendingService,
    ProcessingByHand,
    OrderSeed,
    WrittenOrders,
  ],
})
export class BokbasenOrdersModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly orders: Orders,
    private readonly parties: Parties,
    private readonly sending: SendingService,
    private readonly byHand: ProcessingByHand,
    private readonly seed: OrderSeed,
    private readonly written: WrittenOrders,
  ) {}

  onModuleInit(): void {
    const { collections, orders } = this;
    this.seeds.add(ROLE, (unit, workspace) => this.seed.sow(unit, workspace));
    this.parties.open(collections);
    this.records.open(collections, products);
    collections.keepWith(COLLECTION, {
      page: async (look, workspace, limit, behind) => {
        const page = await orders.page(look, workspace, limit, behind);
        return Promise.all(
          page.map(async (order) => ({
            key: order.arrival,
            id: order.id,
            item: await this.shown(look, workspace, order),
          })),
        );
      },
      find: async (look, workspace, id) => {
        const order = await orders.find(look, workspace, id);
        return order && this.shown(look, workspace, order);
      },
    });
    collections.writeWith(COLLECTION, this.written);
    collections.generateWith(bokbasenOrderContract.name, madeUpOrder);
    collections.show(COLLECTION, {
      role: ROLE,
      of: async (look, workspace, id) => {
        const order = await orders.find(look, workspace, id);
        if (!order) return undefined;
        const failures = await orders.failuresOf(look, workspace, id);
        return { summary: {}, detail: { processedAt: processingEnd(order), failures } };
      },
    });
    collections.sendWith(COLLECTION, (...asked) => this.sending.send(...asked));
    collections.decideWith(ROLE, COLLECTION, ['approve', 'fail'], (...asked) =>
      this.byHand.decide(...asked),
    );
  }

  /** The wire document, as the tester sees it: with links below the role's base path. */
  private async shown(look: Reading, workspace: string, order: StoredOrder): Promise<object> {
    const self = `${BASE}/orders/v1/${order.id}`;
    const now = zulu(this.clock.now(workspace));
    const lines = await this.orders.linesOf(look, workspace, order.id);
    return detailsOf(order, lines, now, { self, editx: `${self}/editx` });
  }
}

/** Bokbasen's Order API: carries orders of books and digital learning products from buyers to sellers. */
export const bokbasenOrders: Role = {
  name: ROLE,
  family: bokbasen,
  contracts: [bokbasenOrderContract],
  module: BokbasenOrdersModule,
  schema: {
    entities: [BokbasenOrder, BokbasenOrderLine],
    migrations: [BokbasenOrders1795305600007],
  },
  scenarios: bokbasenOrderScenarios,
  scenarioFields: SCENARIO_FIELDS,
  files: { 'editx-order-1.3.xsd': { mediaType: 'application/xml', text: editxSchema } },
};
