import { isWritable } from '../../../apis/bokbasen-orders/editx-writer.js';
import { SELLER_STATUSES, type OrderDetailsLine } from '../../../apis/bokbasen-orders/messages.js';
import { stampAt } from '../../../apis/bokbasen/stamp.js';
import type { SchemaError } from '../../../platform/validation/schema.js';
import type { OrderLine } from '../order-line.js';
import type { BokbasenOrderRecord } from './record.messages.js';

const CREATED = /^\d{4}-\d{2}-\d{2}Z\d{2}:\d{2}:\d{2}$/;
/** What a line of an order that was processed without errors can be. */
const LINE_STATUSES: OrderLine['status'][] = ['SENT', 'REQUESTED', ...SELLER_STATUSES];

/** What the class of an order cannot say of one. */
export function validateOrderRecord(order: BokbasenOrderRecord, parties: string[]): SchemaError[] {
  const { buyer, seller, buyerOrderNumber, created } = order;
  const faults: SchemaError[] = [];
  const known = `one of the parties ${parties.toSorted().join(', ')}`;
  if (!parties.includes(buyer)) faults.push({ path: '/buyer', expected: known, seen: buyer });
  if (seller !== undefined && !parties.includes(seller))
    faults.push({ path: '/seller', expected: known, seen: seller });
  if (!isWritable(buyerOrderNumber)) {
    const expected = 'text without control characters';
    faults.push({ path: '/buyerOrderNumber', expected, seen: 'one' });
  }
  if (!CREATED.test(created) || momentOf(created) === undefined) {
    const expected = 'YYYY-MM-DDZHH:MM:SS, a moment that exists';
    faults.push({ path: '/created', expected, seen: created });
  }
  return [...faults, ...lineFaults(order)];
}

/** When an order came in, in Zulu time. */
export function createdAtOf({ created }: BokbasenOrderRecord): string {
  return momentOf(created) ?? '';
}

/** The lines of an order as they are kept: what it is itself its lines are too, and only then. */
export function linesOf({ status: own, _embedded: { lines } }: BokbasenOrderRecord): OrderLine[] {
  return lines.map(({ id, ean, quantity, status, ...said }) => ({
    id,
    ean,
    quantity,
    status: own === 'SENT' ? (status as OrderLine['status']) : 'SENT',
    said,
  }));
}

function lineFaults({ status: own, _embedded: { lines } }: BokbasenOrderRecord): SchemaError[] {
  const ids = new Set<number>();
  const allowed: string[] = own === 'SENT' ? LINE_STATUSES : [own];
  return lines.flatMap(({ id, ean = '', status }: OrderDetailsLine, index) => {
    const path = `/_embedded/lines/${index}`;
    const faults: SchemaError[] = [];
    if (id < 1 || ids.has(id)) {
      const expected = 'a number from 1 on, of its own';
      faults.push({ path: `${path}/id`, expected, seen: String(id) });
    }
    ids.add(id);
    if (!isWritable(ean)) {
      const expected = 'text without control characters';
      faults.push({ path: `${path}/ean`, expected, seen: 'one' });
    }
    if (!allowed.includes(status)) {
      const expected = `one of ${allowed.join(', ')}, since the order is ${own}`;
      faults.push({ path: `${path}/status`, expected, seen: status });
    }
    return faults;
  });
}

function momentOf(created: string): string | undefined {
  return stampAt(created.replaceAll(/\D/g, ''));
}
