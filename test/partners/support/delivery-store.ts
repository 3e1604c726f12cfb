import { randomUUID } from 'node:crypto';
import { isSameSchool, type DeliveryOrder, type Reference } from './delivery-orders.js';

export interface DeliveryConfirmation {
  deliveryOrderReferenceId: string;
  deliveryOrderReceiveId: string;
  deliveryOrderId: string;
  newStatus?: string;
  newTotalQuantity?: number;
  success: boolean;
}
export interface DeliveryRequest {
  deliveryOrderReferenceId: string;
  deliveryOrder: DeliveryOrder;
}
type User = { userMasterIdentifier?: string };

const RANKS = ['ordered', 'processed', 'licensed', 'cancelled'];

/** The delivery orders of a Bestelomgeving, the requests that it sent, and what was confirmed. */
export class DeliveryStore {
  private readonly orders = new Map<string, DeliveryOrder>();
  private readonly requests = new Map<string, DeliveryRequest>();
  private readonly handled = new Set<string>();

  constructor(orders: readonly DeliveryOrder[]) {
    for (const order of orders) this.orders.set(order.deliveryOrderId, structuredClone(order));
  }

  get(id: string): DeliveryOrder | undefined {
    return this.orders.get(id.toLowerCase());
  }

  find(matches: (order: DeliveryOrder) => boolean): DeliveryOrder[] {
    return [...this.orders.values()].filter(matches);
  }

  add(order: DeliveryOrder): DeliveryRequest {
    this.orders.set(order.deliveryOrderId, order);
    return this.request(order);
  }

  /** A new request with the order as it will be after its confirmation. */
  request(order: DeliveryOrder): DeliveryRequest {
    const request = { deliveryOrderReferenceId: randomUUID(), deliveryOrder: order };
    this.requests.set(request.deliveryOrderReferenceId, structuredClone(request));
    return request;
  }

  /** Applies a confirmation once. Returns the reason why it is refused. */
  confirm(confirmation: DeliveryConfirmation): string | undefined {
    const reference = confirmation.deliveryOrderReferenceId.toLowerCase();
    const request = this.requests.get(reference);
    if (!request) return `no request ${reference}`;
    const { deliveryOrder } = request;
    if (confirmation.deliveryOrderId.toLowerCase() !== deliveryOrder.deliveryOrderId)
      return `the request is for ${deliveryOrder.deliveryOrderId}`;
    const key = `${reference} ${confirmation.deliveryOrderReceiveId}`;
    if (!this.handled.has(key) && confirmation.success) this.apply(confirmation, deliveryOrder);
    this.handled.add(key);
    return undefined;
  }

  private apply(
    { newStatus = '', newTotalQuantity }: DeliveryConfirmation,
    requested: DeliveryOrder,
  ): void {
    const order = this.orders.get(requested.deliveryOrderId)!;
    if (RANKS.indexOf(newStatus) > RANKS.indexOf(order.status)) {
      order.status = newStatus;
      if (requested.endDate !== undefined && newStatus === 'cancelled')
        order.endDate = requested.endDate;
    }
    if (newTotalQuantity !== undefined)
      order.deliverySpecification = requested.deliverySpecification;
    order.dateLastModified = new Date().toISOString();
  }
}

export function schoolOf({ deliverySpecification, buyer }: DeliveryOrder): Reference {
  return (deliverySpecification['school'] as Reference | undefined) ?? buyer;
}

/** True for an order of the school that lists the user, or that is for all students. */
export function isForUser(order: DeliveryOrder, school: Reference, user: User): boolean {
  const { students, student } = order.deliverySpecification;
  const listed = (students ?? (student === undefined ? [] : [student])) as User[];
  const isListed = listed.some(
    ({ userMasterIdentifier: id }) => id !== undefined && id === user.userMasterIdentifier,
  );
  return isSameSchool(schoolOf(order), school) && (isListed || order.deliveryType === 'school-all');
}
