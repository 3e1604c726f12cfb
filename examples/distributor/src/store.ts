import type { CreditOrderRequest, Decision, DeliveryOrderRequest, OrderRequest } from './messages';

/** `created`: not accepted by the partner yet. `sent`: accepted, and not confirmed yet. `refused`: never accepted. */
export type Status =
  'created' | 'sent' | 'refused' | Decision | 'processed' | 'licensed' | 'cancelled';

interface Entry<Kind, Message> {
  kind: Kind;
  /** Reference of the message. It stays the same when the message is sent again. */
  reference: string;
  message: Message;
  status: Status;
  reason?: string;
  salesOrderId?: string;
  /** References of the confirmations that were processed. */
  confirmations: string[];
}

export type Sent =
  | Entry<'order', OrderRequest>
  | Entry<'creditOrder', CreditOrderRequest>
  | Entry<'deliveryOrder', DeliveryOrderRequest>;

/** All messages of this system, by reference. A real system has a database here. */
export class Store {
  private readonly entries = new Map<string, Sent>();

  add(entry: Sent): void {
    this.entries.set(entry.reference, entry);
  }

  get(reference: string): Sent | undefined {
    return this.entries.get(reference);
  }

  all(): Sent[] {
    return [...this.entries.values()];
  }
}
