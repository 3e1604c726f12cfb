import type {
  Link,
  OrderDetails,
  OrderDetailsLine,
  OrderStatus,
  OrderSummary,
} from '../../apis/bokbasen-orders/messages.js';
import type { StoredOrderLine } from './order-line.js';

/** Processing time of an order that waits for a manual decision. Sorts after every time. */
export const NEVER_PROCESSED = '~';
/** Processing time of an order that was processed from the start. Sorts before every time. */
export const ALREADY_PROCESSED = '';

/** Stored fields of an order that determine its status and its viewers. Times are in UTC and compared as text. */
export interface OrderTimeline {
  id: string;
  buyer: string;
  seller: string | null;
  orderNumber: string;
  createdAt: string;
  /** End of processing: from then on the status is the outcome. */
  processedAt: string;
  outcome: Exclude<OrderStatus, 'UNPROCESSED'>;
}

export function statusAt({ processedAt, outcome }: OrderTimeline, now: string): OrderStatus {
  return processedAt <= now ? outcome : 'UNPROCESSED';
}

/** Time at which an order is or was processed. Null: it waits for a manual decision. */
export function processingEnd({ processedAt, createdAt }: OrderTimeline): string | null {
  if (processedAt === NEVER_PROCESSED) return null;
  return processedAt === ALREADY_PROCESSED ? createdAt : processedAt;
}

/** Relation of a caller to an order. Without one the order is hidden; a seller sees only orders that are SENT. */
export function viewOf(
  order: OrderTimeline,
  parties: readonly string[],
  now: string,
): { asBuyer: boolean; asSeller: boolean } {
  const { buyer, seller } = order;
  return {
    asBuyer: parties.includes(buyer),
    asSeller: seller !== null && parties.includes(seller) && statusAt(order, now) === 'SENT',
  };
}

/** Builds an item of the order list. Its links are an array, as Bokbasen documents them. */
export function summaryOf(order: OrderTimeline, now: string, self: string): OrderSummary {
  const links: Link[] = [{ rel: 'self', href: self }];
  return { ...headOf(order, now), links };
}

/** Builds the order document. It is HAL, so its links are an object. */
export function detailsOf(
  order: OrderTimeline,
  lines: readonly StoredOrderLine[],
  now: string,
  links: Record<'self' | 'editx', string>,
): OrderDetails {
  const status = statusAt(order, now);
  return {
    _links: { self: { href: links.self }, editx: { href: links.editx } },
    ...headOf(order, now),
    _embedded: {
      lines: lines.map(({ id, ean, quantity, sellerUpdate, ...line }): OrderDetailsLine => ({
        id,
        ...(ean !== undefined && { ean }),
        quantity,
        // Lines have the status of the order until it is processed, and permanently when it failed.
        status: status === 'SENT' ? line.status : status,
        ...(status === 'SENT' && sellerUpdate),
      })),
    },
  };
}

function headOf(order: OrderTimeline, now: string) {
  const { id: orderId, orderNumber: buyerOrderNumber, buyer, seller, createdAt } = order;
  return {
    orderId,
    buyerOrderNumber,
    buyer,
    ...(seller !== null && { seller }),
    status: statusAt(order, now),
    created: createdOf(createdAt),
  };
}

/** Formats a UTC time to the second, in the form of Bokbasen's examples. */
export function createdOf(time: string): string {
  return `${time.slice(0, 10)}Z${time.slice(11, 19)}`;
}
