import { Injectable } from '@nestjs/common';
import { orderOperations } from '../../apis/edu-v-order/operations.js';
import {
  CreditOrderRecord,
  OrderRecord,
  creditOrderOf,
  orderOf,
} from '../../apis/edu-v-order/record.messages.js';
import type { Operation } from '../../platform/api/operation.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { ConfirmationRepository } from './confirmation.repository.js';
import type { Collections, Writer } from '../../sandbox/state/collections.js';

interface SentMessageKind {
  collection: 'orders' | 'creditorders';
  /** Operation that sends it. */
  operation: Operation;
}
const orders: SentMessageKind = { collection: 'orders', operation: orderOperations.acceptOrder };
const creditOrders: SentMessageKind = {
  collection: 'creditorders',
  operation: orderOperations.acceptCreditOrder,
};

/**
 * State resources for the messages that the Bestelomgeving has sent. A change sends nothing, and
 * keeps the confirmations.
 */
@Injectable()
export class SentMessageState {
  constructor(
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly confirmations: ConfirmationRepository,
  ) {}

  /** Registers the state resources of orders and credit orders. */
  register(collections: Collections): void {
    const common = { id: 'requestReferenceId', anyCase: true } as const;
    collections.writeWith<OrderRecord>('orders', {
      ...common,
      of: OrderRecord,
      put: (tx, workspace, record, before) =>
        this.put(tx, workspace, orders, orderOf(record), before),
      remove: this.removerOf(orders),
    });
    collections.writeWith<CreditOrderRecord>('creditorders', {
      ...common,
      of: CreditOrderRecord,
      put: (tx, workspace, record, before) =>
        this.put(tx, workspace, creditOrders, creditOrderOf(record), before),
      remove: this.removerOf(creditOrders),
    });
  }

  private async put(
    tx: WriteTransaction,
    workspace: string,
    { collection, operation }: SentMessageKind,
    message: { requestReferenceId: string },
    before: object | undefined,
  ): Promise<void> {
    const id = normalizeId(message.requestReferenceId);
    if (before) await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId: id });
    const document = JSON.stringify(message);
    await this.messages.put(tx, { workspace, collection, id, document });
  }

  private removerOf({ collection, operation }: SentMessageKind): Writer['remove'] {
    return async (tx, workspace, requestReferenceId) => {
      const id = normalizeId(requestReferenceId);
      await this.outbox.cancelCorrelated(tx, { workspace, operation, correlationId: id });
      await this.confirmations.removeByRequest(tx, { workspace, collection, about: id });
      return this.messages.remove(tx, workspace, collection, id);
    };
  }
}
