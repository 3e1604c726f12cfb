import { Injectable } from '@nestjs/common';
import { orderApi } from '../../contracts/edu-v-order/operations.js';
import {
  WrittenCreditOrder,
  WrittenOrder,
  creditOrderOf,
  orderOf,
} from '../../contracts/edu-v-order/record.messages.js';
import type { Operation } from '../../kernel/contract/operation.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { Outbox } from '../../kernel/outbox/outbox.js';
import type { Writing } from '../../kernel/persistence/store.js';
import type { Collections, Writer } from '../../kernel/state/collections.js';

const FORGET_CONFIRMATIONS =
  'delete from "confirmations" where "workspace" = ? and "collection" = ? and "about" = ?';

interface Kind {
  collection: 'orders' | 'creditorders';
  /** How it is sent. */
  operation: Operation;
}
const orders: Kind = { collection: 'orders', operation: orderApi.acceptOrder };
const creditOrders: Kind = { collection: 'creditorders', operation: orderApi.acceptCreditOrder };

/** How testers write what the Bestelomgeving has sent. Nothing is sent; what it heard of a message stays with it. */
@Injectable()
export class WrittenMessages {
  constructor(
    private readonly messages: Messages,
    private readonly outbox: Outbox,
  ) {}

  /** Lets testers write orders and credit orders. */
  open(collections: Collections): void {
    const common = { id: 'requestReferenceId', anyCase: true } as const;
    collections.writeWith<WrittenOrder>('orders', {
      ...common,
      of: WrittenOrder,
      put: (unit, workspace, written, before) =>
        this.put(unit, workspace, orders, orderOf(written), before),
      remove: this.removerOf(orders),
    });
    collections.writeWith<WrittenCreditOrder>('creditorders', {
      ...common,
      of: WrittenCreditOrder,
      put: (unit, workspace, written, before) =>
        this.put(unit, workspace, creditOrders, creditOrderOf(written), before),
      remove: this.removerOf(creditOrders),
    });
  }

  private async put(
    unit: Writing,
    workspace: string,
    { collection, operation }: Kind,
    message: { requestReferenceId: string },
    before: object | undefined,
  ): Promise<void> {
    const id = keyOf(message.requestReferenceId);
    if (before) await this.outbox.cancelAbout(unit, { workspace, operation, about: id });
    const document = JSON.stringify(message);
    await this.messages.put(unit, { workspace, collection, id, document });
  }

  private removerOf({ collection, operation }: Kind): Writer['remove'] {
    return async (unit, workspace, requestReferenceId) => {
      const id = keyOf(requestReferenceId);
      await this.outbox.cancelAbout(unit, { workspace, operation, about: id });
      await unit.run(FORGET_CONFIRMATIONS, workspace, collection, id);
      return this.messages.remove(unit, workspace, collection, id);
    };
  }
}
