import { Module, type OnModuleInit } from '@nestjs/common';
import { eduv } from '../../contracts/edu-v/family.js';
import { orderContract } from '../../contracts/edu-v-order/operations.js';
import type {
  DeliveryOrder,
  DeliveryOrderRequest,
} from '../../contracts/edu-v-delivery/messages.js';
import { REQUESTS, deliveryContract } from '../../contracts/edu-v-delivery/operations.js';
import { Clients } from '../../kernel/auth/clients.js';
import type { Fault } from '../../kernel/contract/schema.js';
import type { Role } from '../../kernel/contract/role.js';
import { Messages } from '../../kernel/messages/messages.js';
import { Records } from '../../kernel/state/records.js';
import { Collections } from '../../kernel/state/collections.js';
import { Seeds } from '../../kernel/state/seeds.js';
import { Bestelomgeving1763769600000 } from './bestelomgeving.migration.js';
import { Confirmation } from './confirmation.entity.js';
import { ConfirmationsController } from './confirmations.controller.js';
import { ConfirmationsService } from './confirmations.service.js';
import { Consents } from './delivery/consents.js';
import { DeliveryConfirmationsService } from './delivery/delivery-confirmations.service.js';
import { DeliveryOrdersController } from './delivery/delivery-orders.controller.js';
import { DeliveryOrders } from './delivery/delivery-orders.js';
import { DeliverySendingService } from './delivery/delivery-sending.service.js';
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
import { madeUpDeliveryOrder } from './delivery/made-up-delivery-order.js';
import { ReadingService } from './delivery/reading.service.js';
import { recordKinds, type Consent } from './delivery/record.messages.js';
import { DeliverySeed } from './delivery/seed.js';
import { WrittenDeliveryOrders } from './delivery/written-delivery-orders.js';
import { SendingService } from './sending.service.js';
import { WrittenMessages } from './written-messages.js';

const ROLE = 'bestelomgeving';

@Module({
  controllers: [ConfirmationsController, DeliveryOrdersController],
  providers: [
    ConfirmationsService,
    SendingService,
    DeliveryOrders,
    DeliveryConfirmationsService,
    DeliverySendingService,
    ReadingService,
    Consents,
    DeliverySeed,
    WrittenMessages,
    WrittenDeliveryOrders,
  ],
})
export class BestelomgevingModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly confirmations: ConfirmationsService,
    private readonly sending: SendingService,
    private readonly messages: Messages,
    private readonly seeds: Seeds,
    private readonly seed: DeliverySeed,
    private readonly deliveryOrders: DeliveryOrders,
    private readonly deliveryConfirmations: DeliveryConfirmationsService,
    private readonly deliverySending: DeliverySendingService,
    private readonly records: Records,
    private readonly clients: Clients,
    private readonly writtenMessages: WrittenMessages,
    private readonly writtenDeliveryOrders: WrittenDeliveryOrders,
  ) {}

  onModuleInit(): void {
    for (const name of ['orders', 'creditorders'] as const) {
      this.collections.show(name, {
        role: ROLE,
        of: (look, workspace, id) => this.confirmations.view(look, workspace, name, id),
      });
    }
    this.collections.sendWith('orders', (workspace, order) =>
      this.sending.sendOrder(workspace, order),
    );
    this.collections.sendWith('creditorders', (workspace, credit) =>
      this.sending.sendCreditOrder(workspace, credit),
    );
    this.writtenMessages.open(this.collections);
    this.keepDeliveries();
  }

  /** A consent is for a client of the workspace. */
  private faultsOf({ clientId }: Consent, workspace: string): Fault[] {
    if (this.clients.find(clientId)?.workspace === workspace) return [];
    return [{ path: '/clientId', expected: 'a client of the workspace', seen: clientId }];
  }

  private keepDeliveries(): void {
    const { collections, deliveryOrders: orders } = this;
    this.seeds.add(ROLE, (...asked) => this.seed.sow(...asked));
    // What a client sends to the Aanspraakmanager is entered as sent by us, so that it can be confirmed.
    this.messages.onEnter(REQUESTS, async (unit, { workspace, id, document }) => {
      const { deliveryOrder } = JSON.parse(document) as DeliveryOrderRequest;
      await this.writtenDeliveryOrders.refer(unit, workspace, deliveryOrder, id);
      // A cancellation of what nobody had is not shared; the order may still come.
      const status = deliveryOrder.status === 'cancelled' ? 'created' : 'ordered';
      const order: DeliveryOrder = { ...deliveryOrder, status };
      if (await orders.enter(unit, workspace, order)) return;
      const stored = await orders.find(unit, workspace, order.deliveryOrderId);
      if (stored?.status === 'created' && status === 'ordered') {
        await orders.change(unit, workspace, order);
      }
    });
    collections.keepWith('deliveryorders', {
      page: (...asked) => orders.page(...asked),
      find: (...asked) => orders.find(...asked),
    });
    collections.writeWith('deliveryorders', this.writtenDeliveryOrders);
    collections.generateWith(deliveryContract.name, madeUpDeliveryOrder);
    collections.show('deliveryorders', {
      role: ROLE,
      of: (...asked) => this.deliveryConfirmations.view(...asked),
    });
    collections.sendWith('deliveryorders', (...asked) => this.deliverySending.send(...asked));
    const { contracts, schools, consents, memberships } = recordKinds;
    this.records.open(collections, contracts);
    this.records.open(collections, schools);
    this.records.open(collections, { ...consents, check: (...asked) => this.faultsOf(...asked) });
    this.records.open(collections, memberships);
  }
}

/** Bestelomgeving leermiddelen: the shop or distributor, who sends orders and hears what becomes of them. */
export const bestelomgeving: Role = {
  name: ROLE,
  family: eduv,
  contracts: [orderContract, deliveryContract],
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
    ],
  },
  scenarios: [],
};
