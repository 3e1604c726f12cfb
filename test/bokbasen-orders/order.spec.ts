import { describe, expect, it } from '@jest/globals';
import type { StoredOrderLine } from '../../src/roles/bokbasen-orders/order-line.js';
import {
  ALREADY_PROCESSED,
  NEVER_PROCESSED,
  createdOf,
  detailsOf,
  processingEnd,
  statusAt,
  summaryOf,
  viewOf,
  type OrderTimeline,
} from '../../src/roles/bokbasen-orders/order.js';
import { BOOK } from '../support/bokbasen-client.js';

const BEFORE = '2026-09-01T08:00:00.999Z';
const END = '2026-09-01T08:00:01.000Z';
const AFTER = '2026-09-01T08:00:01.001Z';

/** An order that is processed at END and then SENT. A test states only its difference. */
const anOrder = (difference: Partial<OrderTimeline> = {}): OrderTimeline => ({
  id: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11',
  buyer: '4321',
  seller: '987654',
  orderNumber: 'A-1',
  createdAt: '2026-09-01T08:00:00.000Z',
  processedAt: END,
  outcome: 'SENT',
  ...difference,
});

describe('statusAt', () => {
  it.each<[string, Partial<OrderTimeline>, string, string]>([
    ['UNPROCESSED a millisecond before the end of processing', {}, BEFORE, 'UNPROCESSED'],
    ['SENT at the end of processing', {}, END, 'SENT'],
    ['SENT after it', {}, AFTER, 'SENT'],
    ['FAILED at the end of processing', { outcome: 'FAILED' }, END, 'FAILED'],
    ['UNPROCESSED before an outcome of FAILED', { outcome: 'FAILED' }, BEFORE, 'UNPROCESSED'],
    [
      'UNPROCESSED in the last year while it waits for a decision',
      { processedAt: NEVER_PROCESSED },
      '9999-12-31T23:59:59.999Z',
      'UNPROCESSED',
    ],
    [
      'SENT from the start when it was processed from the start',
      { processedAt: ALREADY_PROCESSED },
      '0000-01-01T00:00:00.000Z',
      'SENT',
    ],
  ])('is %s', (_title, difference, now, status) => {
    expect(statusAt(anOrder(difference), now)).toBe(status);
  });
});

describe('processingEnd', () => {
  it.each<[string, string, string | null]>([
    ['the stored time', END, END],
    ['null while the order waits for a decision', NEVER_PROCESSED, null],
    [
      'the creation of an order that was processed from the start',
      ALREADY_PROCESSED,
      anOrder().createdAt,
    ],
  ])('is %s', (_title, processedAt, end) => {
    expect(processingEnd(anOrder({ processedAt }))).toBe(end);
  });
});

describe('viewOf', () => {
  const nobody = { asBuyer: false, asSeller: false };

  it.each<[string, Partial<OrderTimeline>, string[], string, ReturnType<typeof viewOf>]>([
    ['a caller without parties', {}, [], END, nobody],
    ['another party', {}, ['555000'], END, nobody],
    ['a party with the beginning of a number', {}, ['432', '98765'], END, nobody],
    [
      'the buyer before the end of processing',
      {},
      ['4321'],
      BEFORE,
      { asBuyer: true, asSeller: false },
    ],
    [
      'the buyer of a FAILED order',
      { outcome: 'FAILED' },
      ['4321'],
      END,
      { asBuyer: true, asSeller: false },
    ],
    ['the seller before the end of processing', {}, ['987654'], BEFORE, nobody],
    [
      'the seller at the end of processing',
      {},
      ['987654'],
      END,
      { asBuyer: false, asSeller: true },
    ],
    ['the seller of a FAILED order', { outcome: 'FAILED' }, ['987654'], END, nobody],
    ['a party of an order without a seller', { seller: null }, ['987654'], END, nobody],
    [
      'buyer and seller before the end of processing',
      {},
      ['987654', '4321'],
      BEFORE,
      { asBuyer: true, asSeller: false },
    ],
    [
      'buyer and seller at the end of processing',
      {},
      ['987654', '4321'],
      END,
      { asBuyer: true, asSeller: true },
    ],
  ])('of %s', (_title, difference, parties, now, expected) => {
    expect(viewOf(anOrder(difference), parties, now)).toEqual(expected);
  });
});

describe('summaryOf', () => {
  const summary = {
    orderId: anOrder().id,
    buyerOrderNumber: 'A-1',
    buyer: '4321',
    seller: '987654',
    status: 'SENT',
    created: '2026-09-01Z08:00:00',
    links: [{ rel: 'self', href: 'http://here/1' }],
  };
  const { seller: _, ...withoutSeller } = summary;

  it.each<[string, Partial<OrderTimeline>, string, object]>([
    ['a SENT order', {}, END, summary],
    ['an UNPROCESSED order', {}, BEFORE, { ...summary, status: 'UNPROCESSED' }],
    ['an order without a seller', { seller: null }, END, withoutSeller],
  ])('shows %s with a list of links', (_title, difference, now, expected) => {
    expect(summaryOf(anOrder(difference), now, 'http://here/1')).toEqual(expected);
  });
});

describe('detailsOf', () => {
  const links = { self: 'http://here/1', editx: 'http://here/1/editx' };
  const head = {
    _links: { self: { href: links.self }, editx: { href: links.editx } },
    orderId: anOrder().id,
    buyerOrderNumber: 'A-1',
    buyer: '4321',
    seller: '987654',
    created: '2026-09-01Z08:00:00',
  };
  const update = { comment: 'x', valid_from: '2026-12-01', price: { amount: 0, tax: 25 } };
  const lines: StoredOrderLine[] = [
    { id: 1, ean: BOOK, quantity: 4, status: 'RECEIVED', sellerUpdate: update },
    { id: 2, ean: undefined, quantity: 0, status: 'SENT', sellerUpdate: {} },
    { id: 3, ean: BOOK, quantity: -1, status: 'REQUESTED', sellerUpdate: {} },
  ];

  it.each<[string, Partial<OrderTimeline>, string, StoredOrderLine[], string, object[]]>([
    [
      'lines with their own status and update when it is SENT',
      {},
      END,
      lines,
      'SENT',
      [
        { id: 1, ean: BOOK, quantity: 4, status: 'RECEIVED', ...update },
        { id: 2, quantity: 0, status: 'SENT' },
        { id: 3, ean: BOOK, quantity: -1, status: 'REQUESTED' },
      ],
    ],
    [
      'lines with its status and no update before it is processed',
      {},
      BEFORE,
      lines,
      'UNPROCESSED',
      [
        { id: 1, ean: BOOK, quantity: 4, status: 'UNPROCESSED' },
        { id: 2, quantity: 0, status: 'UNPROCESSED' },
        { id: 3, ean: BOOK, quantity: -1, status: 'UNPROCESSED' },
      ],
    ],
    [
      'lines with its status when it FAILED',
      { outcome: 'FAILED' },
      END,
      lines.slice(0, 1),
      'FAILED',
      [{ id: 1, ean: BOOK, quantity: 4, status: 'FAILED' }],
    ],
    ['an empty list of lines', {}, END, [], 'SENT', []],
  ])('shows %s', (_title, difference, now, stored, status, expected) => {
    expect(detailsOf(anOrder(difference), stored, now, links)).toEqual({
      ...head,
      status,
      _embedded: { lines: expected },
    });
  });

  it('has no seller when none was found', () => {
    expect(detailsOf(anOrder({ seller: null }), [], END, links)).not.toHaveProperty('seller');
  });
});

describe('createdOf', () => {
  it.each([
    ['2026-09-01T08:00:00.000Z', '2026-09-01Z08:00:00'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31Z23:59:59'],
    ['1970-01-01T00:00:00Z', '1970-01-01Z00:00:00'],
  ])('formats %s as %s', (time, created) => {
    expect(createdOf(time)).toBe(created);
  });
});
