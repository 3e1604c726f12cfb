import { isWritable } from '../../../apis/bokbasen-orders/editx-writer.js';
import { SELLER_STATUSES, type OrderDetailsLine } from '../../../apis/bokbasen-orders/messages.js';
import { stampAt } from '../../../apis/bokbasen/stamp.js';
import type { SchemaError } from '../../../platform/validation/schema.js';
import type { StoredOrderLine } from '../order-line.js';
import type { BokbasenOrderRecord } from './record.messages.js';

const CREATED = /^\d{4}-\d{2}-\d{2}Z\d{2}:\d{2}:\d{2}$/;
/** Possible statuses of a line in a SENT order. */
const LINE_STATUSES: StoredOrderLine['status'][] = ['SENT', 'REQUESTED', ...SELLER_STATUSES];

/** Largest id of a line. A change of quantity adds a line with the next id, which must be a different number. */
const MAX_LINE_ID = 2 ** 52;

/** Validates the rules that the class of the record cannot express. */
export function validateOrderRecord(order: BokbasenOrderRecord, parties: string[]): SchemaError[] {
  const { buyer, seller, buyerOrderNumber, created } = order;
  const errors: SchemaError[] = [];
  const known = `one of the parties ${parties.toSorted().join(', ')}`;
  if (!parties.includes(buyer)) errors.push({ path: '/buyer', expected: known, seen: buyer });
  if (seller !== undefined && !parties.includes(seller))
    errors.push({ path: '/seller', expected: known, seen: seller });
  if (!isWritable(buyerOrderNumber)) {
    const expected = 'text without control characters';
    errors.push({ path: '/buyerOrderNumber', expected, seen: 'one' });
  }
  if (!CREATED.test(created) || momentOf(created) === undefined) {
    const expected = 'YYYY-MM-DDZHH:MM:SS, a valid time';
    errors.push({ path: '/created', expected, seen: created });
  }
  return [...errors, ...lineErrors(order)];
}

/** Creation time of an order, in UTC. */
export function createdAtOf({ created }: BokbasenOrderRecord): string {
  return momentOf(created) ?? '';
}

/** Lines to store for a record. Only the lines of a SENT order have their own status. */
export function linesOfRecord({
  status: own,
  _embedded: { lines },
}: BokbasenOrderRecord): StoredOrderLine[] {
  return lines.map(({ id, ean, quantity, status, ...sellerUpdate }) => ({
    id,
    ean,
    quantity,
    status: own === 'SENT' ? (status as StoredOrderLine['status']) : 'SENT',
    sellerUpdate,
  }));
}

function lineErrors({ status: own, _embedded: { lines } }: BokbasenOrderRecord): SchemaError[] {
  const ids = new Set<number>();
  const allowed: string[] = own === 'SENT' ? LINE_STATUSES : [own];
  return lines.flatMap(({ id, ean = '', status }: OrderDetailsLine, index) => {
    const path = `/_embedded/lines/${index}`;
    const errors: SchemaError[] = [];
    if (id < 1 || ids.has(id)) {
      const expected = 'a unique number of at least 1';
      errors.push({ path: `${path}/id`, expected, seen: String(id) });
    }
    if (id > MAX_LINE_ID)
      errors.push({ path: `${path}/id`, expected: `at most ${MAX_LINE_ID}`, seen: String(id) });
    ids.add(id);
    if (!isWritable(ean)) {
      const expected = 'text without control characters';
      errors.push({ path: `${path}/ean`, expected, seen: 'one' });
    }
    if (!allowed.includes(status)) {
      const expected = `one of ${allowed.join(', ')}, because the order is ${own}`;
      errors.push({ path: `${path}/status`, expected, seen: status });
    }
    return errors;
  });
}

function momentOf(created: string): string | undefined {
  return stampAt(created.replaceAll(/\D/g, ''));
}
