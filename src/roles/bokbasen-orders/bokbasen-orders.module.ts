import { Module, type OnModuleInit } from '@nestjs/common';
import { bokbasen } from '../../apis/bokbasen/family.js';
import { BASE } from '../../apis/bokbasen/audiences.js';
import { editxSchema } from '../../apis/bokbasen-orders/editx.js';
import { bokbasenOrderDescriptor } from '../../apis/bokbasen-orders/operations.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { ReadTransaction } from '../../platform/persistence/store.js';
import { Collections } from '../../sandbox/state/collections.js';
import { Records } from '../../sandbox/state/records.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { BokbasenOrders1795305600007 } from './bokbasen-orders.migration.js';
import { UpdateOrderLinesService } from './update-order-lines.service.js';
import { ListWindows } from './list-windows.js';
import { generateBokbasenOrder } from './state/generate-order.js';
import { BokbasenOrder, BokbasenOrderLine } from './order.entities.js';
import { detailsOf, processingEnd } from './order.js';
import { BokbasenOrdersController } from './orders.controller.js';
import { BokbasenOrderService } from './orders.service.js';
import { BokbasenOrderRepository, type StoredOrder } from './orders.repository.js';
import { PartyAccess } from './parties.js';
import { ManualProcessing } from './manual-processing.js';
import { products } from './state/record.messages.js';
import { SCENARIO_FIELDS, bokbasenOrderScenarios } from './scenarios.js';
import { BokbasenOrderSeed } from './state/seed.js';
import { SendBokbasenOrderService } from './send-order.service.js';
import { BokbasenOrderState } from './state/order.state.js';
import type { ManualDecisions, RoleDescriptor } from '../../apis/descriptor.js';

const ROLE = 'bokbasen-orders';
const COLLECTION = 'bokbasen-orders';
const manualDecisions = {
  byCollection: { [COLLECTION]: ['approve', 'fail'] },
} satisfies ManualDecisions;

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
    BokbasenOrderState,
  ],
})
export class BokbasenOrdersModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderRepository,
    private readonly parties: PartyAccess,
    private readonly sending: SendBokbasenOrderService,
    private readonly byHand: ManualProcessing,
    private readonly seed: BokbasenOrderSeed,
    private readonly written: BokbasenOrderState,
  ) {}

  onModuleInit(): void {
    const { collections, orders } = this;
    this.seeds.add(ROLE, (tx, workspace) => this.seed.sow(tx, workspace));
    this.parties.open(collections);
    this.records.open(collections, products);
    collections.keepWith(COLLECTION, {
      page: async (tx, workspace, limit, behind) => {
        const page = await orders.page(tx, workspace, limit, behind);
        return Promise.all(
          page.map(async (order) => ({
            key: order.arrival,
            id: order.id,
            item: await this.shown(tx, workspace, order),
          })),
        );
      },
      find: async (tx, workspace, id) => {
        const order = await orders.find(tx, workspace, id);
        return order && this.shown(tx, workspace, order);
      },
    });
    collections.writeWith(COLLECTION, this.written);
    collections.generateWith(bokbasenOrderDescriptor.name, generateBokbasenOrder);
    collections.show(COLLECTION, {
      role: ROLE,
      of: async (tx, workspace, id) => {
        const order = await orders.find(tx, workspace, id);
        if (!order) return undefined;
        const failures = await orders.failuresOf(tx, workspace, id);
        return { summary: {}, detail: { processedAt: processingEnd(order), failures } };
      },
    });
    collections.sendWith(COLLECTION, (...args) => this.sending.send(...args));
    const decisions = manualDecisions.byCollection[COLLECTION];
    collections.decideWith(ROLE, COLLECTION, decisions, (...args) => this.byHand.decide(...args));
  }

  /** The wire document, as the tester sees it: with links below the role's base path. */
  private async shown(tx: ReadTransaction, workspace: string, order: StoredOrder): Promise<object> {
    const self = `${BASE}/orders/v1/${order.id}`;
    const now = toIsoUtc(this.clock.now(workspace));
    const lines = await this.orders.linesOf(tx, workspace, order.id);
    return detailsOf(order, lines, now, { self, editx: `${self}/editx` });
  }
}

/** Bokbasen's Order API: carries orders of books and digital learning products from buyers to sellers. */
export const bokbasenOrders: RoleDescriptor = {
  name: ROLE,
  family: bokbasen,
  apis: [bokbasenOrderDescriptor],
  module: BokbasenOrdersModule,
  schema: {
    entities: [BokbasenOrder, BokbasenOrderLine],
    migrations: [BokbasenOrders1795305600007],
  },
  scenarios: bokbasenOrderScenarios,
  manualDecisions,
  scenarioFields: SCENARIO_FIELDS,
  files: { 'editx-order-1.3.xsd': { mediaType: 'application/xml', text: editxSchema } },
};
