import { randomUUID } from 'node:crypto';
import { toIsoUtc } from '../../platform/time/time.js';
import { BUYER, SELLER } from '../bokbasen/clients.js';
import type { ExampleFacts, FilledExample } from '../descriptor.js';
import { writeEditx } from './editx-writer.js';
import { BOOK, DIGITAL, bokbasenOrderExamples } from './examples.js';
import type { OrderDetails, OrderDetailsLine } from './messages.js';

const UNKNOWN = '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11';
const WEEK_MS = 7 * 86_400_000;

/** Examples of the Order API: a new order, and calls about the orders of the workspace. */
export async function fillBokbasenOrderExample(
  operation: string,
  facts: ExampleFacts,
): Promise<FilledExample> {
  const parameters = { id: UNKNOWN };
  switch (operation) {
    case 'sendOrder':
      return { body: newOrder(facts.now) };
    case 'listOrders': {
      const from = toIsoUtc(facts.now - WEEK_MS)
        .replaceAll(/\D/g, '')
        .slice(0, 14);
      return { parameters: { fromDate: from, mode: 'SENT_BY_ME' } };
    }
    case 'updateOrderLineStatus': {
      const [order, line] = await lineOf(facts, canBeAnswered);
      const body = bokbasenOrderExamples.rejection;
      if (!order || !line)
        return { parameters: { id: UNKNOWN, lineId: '1' }, body, needs: 'sendOrder' };
      return { parameters: { id: order.orderId, lineId: String(line.id) }, body };
    }
    case 'updateOrderLineQuantity': {
      const [order, line] = await lineOf(facts, canBeReduced);
      if (!order || !line)
        return { parameters, body: bokbasenOrderExamples.quantity, needs: 'sendOrder' };
      return { parameters: { id: order.orderId }, body: { ean: line.ean, number: -1 } };
    }
    default: {
      const order = await facts.latest<OrderDetails>('bokbasen-orders', isOfDemo);
      return order ? { parameters: { id: order.orderId } } : { parameters, needs: 'sendOrder' };
    }
  }
}

function newOrder(now: number): string {
  return writeEditx({
    orderNumber: `BEST-${randomUUID().slice(0, 8).toUpperCase()}`,
    issued: `${toIsoUtc(now).slice(0, 16).replaceAll(/[-:]/g, '')}Z`,
    buyer: BUYER,
    seller: SELLER,
    lines: [
      { ean: BOOK, quantity: 4 },
      { ean: DIGITAL, quantity: 120 },
    ],
  });
}

const isOfDemo = ({ buyer }: OrderDetails): boolean => buyer === BUYER;
const canBeAnswered = ({ status, quantity }: OrderDetailsLine): boolean =>
  quantity > 0 && ['SENT', 'ACCEPTED'].includes(status);

/** The seller has blocked no line of the product, and some of it is left. */
function canBeReduced({ ean }: OrderDetailsLine, { _embedded }: OrderDetails): boolean {
  const rows = _embedded.lines.filter((line) => line.ean === ean);
  const left = rows.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    ean !== undefined && left > 0 && rows.every(({ status }) => status !== 'FULFILLED_BLOCKED')
  );
}

/** The latest order that was processed, with a line that meets the condition. */
async function lineOf(
  { latest }: ExampleFacts,
  meets: (line: OrderDetailsLine, order: OrderDetails) => boolean,
): Promise<[order?: OrderDetails, line?: OrderDetailsLine]> {
  const order = await latest<OrderDetails>(
    'bokbasen-orders',
    (one) =>
      isOfDemo(one) &&
      one.seller === SELLER &&
      one.status === 'SENT' &&
      one._embedded.lines.some((line) => meets(line, one)),
  );
  return order ? [order, order._embedded.lines.find((line) => meets(line, order))] : [];
}
