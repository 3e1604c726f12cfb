import { randomUUID } from 'node:crypto';
import type {
  CreditOrderConfirmation,
  DeliveryOrder,
  DeliveryOrderConfirmation,
  OrderConfirmation,
  OrderLine,
} from './messages';
import { SendError, type Partner } from './partner';
import type { Sent, Status, Store } from './store';

const paths = { order: '/orders', creditOrder: '/creditorders', deliveryOrder: '/deliveryorders' };
const finalStatuses: readonly Status[] = ['refused', 'approved', 'declined', 'cancelled'];

/** Content of a confirmation, in the terms of this system. */
interface Confirmed {
  reference: string;
  confirmation: string;
  status: Status;
  reason?: string;
  salesOrderId?: string;
}

/** A Bestelomgeving: orders books at an Ordersysteem, and licences at an Aanspraakmanager. */
export class Distributor {
  constructor(
    private readonly store: Store,
    private readonly ordersysteem: Partner,
    private readonly aanspraakmanager: Partner,
  ) {}

  /** Orders books. Resolves with the stored order after the partner has answered, or the last attempt has failed. */
  order(purchaseOrderId: string, orderLines: OrderLine[]): Promise<Sent> {
    const reference = randomUUID();
    const message = { requestReferenceId: reference, purchaseOrderId, orderLines };
    return this.create({ kind: 'order', reference, message, status: 'created', confirmations: [] });
  }

  /** Credits lines of an approved order. */
  credit(order: Sent, orderLines: OrderLine[]): Promise<Sent> {
    if (order.kind !== 'order' || order.status !== 'approved')
      throw new Error('only an approved order can be credited');
    const reference = randomUUID();
    const message = {
      requestReferenceId: reference,
      purchaseOrderId: order.message.purchaseOrderId,
      salesOrderId: order.salesOrderId,
      responseReferenceId: order.confirmations.at(-1),
      orderLines,
    };
    const status = 'created';
    return this.create({ kind: 'creditOrder', reference, message, status, confirmations: [] });
  }

  /** Orders licences. To change or cancel the order, send it again with its new content. */
  orderLicences(deliveryOrder: DeliveryOrder): Promise<Sent> {
    const reference = randomUUID();
    const message = { deliveryOrderReferenceId: reference, deliveryOrder };
    const status = 'created';
    return this.create({ kind: 'deliveryOrder', reference, message, status, confirmations: [] });
  }

  /** Sends every message that no partner has accepted yet. The references do not change, so a repeat has no effect. */
  async sendAgain(): Promise<void> {
    for (const entry of this.store.all()) if (entry.status === 'created') await this.send(entry);
  }

  /** Processes a confirmation. Returns false if this system has not sent the message. */
  confirmOrder(message: OrderConfirmation): boolean {
    return this.confirm('order', {
      reference: message.requestReferenceId,
      confirmation: message.responseReferenceId,
      status: message.orderStatus,
      reason: message.statusMessage,
      salesOrderId: message.salesOrderId,
    });
  }

  confirmCreditOrder(message: CreditOrderConfirmation): boolean {
    return this.confirm('creditOrder', {
      reference: message.requestReferenceId,
      confirmation: message.responseReferenceId,
      status: message.creditOrderStatus,
      reason: message.statusMessage,
    });
  }

  confirmDeliveryOrder(message: DeliveryOrderConfirmation): boolean {
    return this.confirm('deliveryOrder', {
      reference: message.deliveryOrderReferenceId,
      confirmation: message.deliveryOrderReceiveId,
      status: message.success
        ? ((message.newStatus as Status | undefined) ?? 'processed')
        : 'declined',
      reason: message.statusMessage,
    });
  }

  private async create(entry: Sent): Promise<Sent> {
    // Before it is sent, so that a crash does not lose it.
    this.store.add(entry);
    await this.send(entry);
    return entry;
  }

  private async send(entry: Sent): Promise<void> {
    const { kind } = entry;
    const partner = kind === 'deliveryOrder' ? this.aanspraakmanager : this.ordersysteem;
    try {
      await partner.put(paths[kind], entry.message);
      // A fast partner confirms before it answers.
      if (entry.status === 'created') entry.status = 'sent';
    } catch (error) {
      if (!(error instanceof SendError)) throw error;
      entry.reason = error.message;
      if (!error.isTemporary) entry.status = 'refused';
    }
  }

  private confirm(kind: Sent['kind'], confirmed: Confirmed): boolean {
    const entry = this.store.get(confirmed.reference);
    if (entry?.kind !== kind) return false;
    // A repeat, or a message that was overtaken by the final decision, changes nothing.
    if (entry.confirmations.includes(confirmed.confirmation)) return true;
    if (finalStatuses.includes(entry.status)) return true;
    entry.confirmations.push(confirmed.confirmation);
    entry.status = confirmed.status;
    entry.reason = confirmed.reason;
    entry.salesOrderId = confirmed.salesOrderId;
    return true;
  }
}
