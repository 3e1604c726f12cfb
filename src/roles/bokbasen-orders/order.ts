import type {
  Link,
  OrderDetails,
  OrderDetailsLine,
  OrderStatus,
  OrderSummary,
} from '../../apis/bokbasen-orders/messages.js';
import type { OrderLine } from './order-line.js';

/** Sorts after every time: an order that is processed only by hand. */
export const NEVER_PROCESSED = '~';
/** Sorts before every time: an order that always was processed. */
export const ALREADY_PROCESSED = '';

/** An order as it is kept. Times are Zulu, and compared as text. */
export interface OrderTimeline {
  id: string;
  buyer: string;
  seller: string | null;
  orderNumber: string;
  createdAt: string;
  /** From then on the order is what its outcome says. */
  processedAt: string;
  outcome: Exclude<OrderStatus, 'UNPROCESSED'>;
}

export function statusAt({ processedAt, outcome }: OrderTimeline, now: string): OrderStatus {
  return processedAt <= now ? outcome : 'UNPROCESSED';
}

/** When an order is, or was, processed; null: when a tester says so. */
export function processingEnd({ processedAt, createdAt }: OrderTimeline): string | null {
  if (processedAt === NEVER_PROCESSED) return null;
  return processedAt === ALREADY_PROCESSED ? createdAt : processedAt;
}

/** Who a caller is to an order; neither: he does not see it. The seller sees what was processed without errors. */
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

/** An item of the list: links are a list there. */
export function summaryOf(order: OrderTimeline, now: string, self: string): OrderSummary {
  const links: Link[] = [{ rel: 'self', href: self }];
  return { ...headOf(order, now), links };
}

/** The order itself: HAL, where links are an object. */
export function detailsOf(
  order: OrderTimeline,
  lines: readonly OrderLine[],
  now: string,
  links: Record<'self' | 'editx', string>,
): OrderDetails {
  const status = statusAt(order, now);
  return {
    _links: { self: { href: links.self }, editx: { href: links.editx } },
    ...headOf(order, now),
    _embedded: {
      lines: lines.map(({ id, ean, quantity, said, ...line }): OrderDetailsLine => ({
        id,
        ...(ean !== undefined && { ean }),
        quantity,
        // Until the order is processed, and for good when that failed, its lines are what it is.
        status: status === 'SENT' ? line.status : status,
        ...(status === 'SENT' && said),
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

/** A moment in Zulu time as Bokbasen prints it, to the second. */
export function createdOf(time: string): string {
  return `${time.slice(0, 10)}Z${time.slice(11, 19)}`;
}
