import { describe, expect, it } from '@jest/globals';
import type { OrderDetailsLine, OrderStatus } from '../../src/apis/bokbasen-orders/messages.js';
import type { StoredOrderLine } from '../../src/roles/bokbasen-orders/order-line.js';
import type { BokbasenOrderRecord } from '../../src/roles/bokbasen-orders/state/record.messages.js';
import {
  createdAtOf,
  linesOfRecord,
  validateOrderRecord,
} from '../../src/roles/bokbasen-orders/state/validate-order-record.js';
import { BOOK } from '../support/bokbasen-client.js';

const line = (difference: Partial<OrderDetailsLine> = {}): OrderDetailsLine => ({
  id: 1,
  ean: BOOK,
  quantity: 4,
  status: 'SENT',
  ...difference,
});
/** A SENT order with one line. A test states only its difference. */
const recordOf = (difference: Partial<BokbasenOrderRecord> = {}): BokbasenOrderRecord => ({
  orderId: '0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11',
  buyerOrderNumber: 'A-1',
  buyer: '4321',
  seller: '987654',
  status: 'SENT',
  created: '2026-01-05Z08:00:00',
  _embedded: { lines: [line()] },
  ...difference,
});
const linesOf = (...lines: OrderDetailsLine[]) => ({ _embedded: { lines } });

describe('validateOrderRecord', () => {
  const known = 'one of the parties 4321, 987654';
  const created = 'YYYY-MM-DDZHH:MM:SS, a valid time';
  const printable = 'text without control characters';
  const ownNumber = 'a unique number of at least 1';
  const errors = (...all: [path: string, expected: string, seen: string][]) =>
    all.map(([path, expected, seen]) => ({ path, expected, seen }));
  const ofSent =
    'one of SENT, REQUESTED, FULFILLED, FULFILLED_BLOCKED, FULLFILLED_ASSIGNED_ORGANIZATION, RECEIVED, REJECTED, because the order is SENT';

  it.each<[string, Partial<BokbasenOrderRecord>, object[]]>([
    ['an order', {}, []],
    ['an order without a seller', { seller: undefined }, []],
    ['an order without lines', linesOf(), []],
    ['an unknown buyer', { buyer: '1' }, errors(['/buyer', known, '1'])],
    ['an unknown seller', { seller: '' }, errors(['/seller', known, ''])],
    ['an empty order number', { buyerOrderNumber: '' }, []],
    ['a line break in the order number', { buyerOrderNumber: 'a\r\n\tb' }, []],
    [
      'a control character',
      { buyerOrderNumber: 'a\u0001b' },
      errors(['/buyerOrderNumber', printable, 'one']),
    ],
    [
      'half a character',
      { buyerOrderNumber: '\ud800' },
      errors(['/buyerOrderNumber', printable, 'one']),
    ],
    ['a character of two halves', { buyerOrderNumber: '\ud83d\ude00' }, []],
    ['a leap day', { created: '2028-02-29Z23:59:59' }, []],
    ...[
      '2026-02-29Z08:00:00',
      '2026-01-05T08:00:00',
      '2026-01-05Z24:00:00',
      '2026-01-05Z08:00:00Z',
      '20260105080000',
      '',
    ].map((seen): [string, Partial<BokbasenOrderRecord>, object[]] => [
      `the time '${seen}'`,
      { created: seen },
      errors(['/created', created, seen]),
    ]),
    ['a line without EAN', linesOf(line({ ean: undefined })), []],
    [
      'a line with a control character',
      linesOf(line({ ean: '\u0000' })),
      errors(['/_embedded/lines/0/ean', printable, 'one']),
    ],
    [
      'a line with the id 0',
      linesOf(line({ id: 0 })),
      errors(['/_embedded/lines/0/id', ownNumber, '0']),
    ],
    [
      'a line with a negative id',
      linesOf(line({ id: -1 })),
      errors(['/_embedded/lines/0/id', ownNumber, '-1']),
    ],
    ['a line with the last id', linesOf(line({ id: 2 ** 52 })), []],
    [
      'a line with an id after which two are the same number',
      linesOf(line({ id: 2 ** 53 })),
      errors(['/_embedded/lines/0/id', 'at most 4503599627370496', '9007199254740992']),
    ],
    [
      'lines with the same id',
      linesOf(line(), line({ id: 2 }), line()),
      errors(['/_embedded/lines/2/id', ownNumber, '1']),
    ],
    [
      'lines with the same EAN',
      linesOf(line(), line({ id: 2, quantity: -1, status: 'REQUESTED' })),
      [],
    ],
    [
      'a SENT order with a FAILED line',
      linesOf(line({ status: 'FAILED' })),
      errors(['/_embedded/lines/0/status', ofSent, 'FAILED']),
    ],
    [
      'a FAILED order with a SENT line',
      { status: 'FAILED' },
      errors(['/_embedded/lines/0/status', 'one of FAILED, because the order is FAILED', 'SENT']),
    ],
    [
      'a FAILED order with a FAILED line',
      { status: 'FAILED', ...linesOf(line({ status: 'FAILED' })) },
      [],
    ],
    [
      'an UNPROCESSED order with an UNPROCESSED line',
      { status: 'UNPROCESSED', ...linesOf(line({ status: 'UNPROCESSED' })) },
      [],
    ],
    [
      'several errors, in the order of the fields',
      {
        buyer: '1',
        seller: '2',
        buyerOrderNumber: '\u0001',
        created: '',
        ...linesOf(line({ id: 0, ean: '\u0001', status: 'FAILED' })),
      },
      errors(
        ['/buyer', known, '1'],
        ['/seller', known, '2'],
        ['/buyerOrderNumber', printable, 'one'],
        ['/created', created, ''],
        ['/_embedded/lines/0/id', ownNumber, '0'],
        ['/_embedded/lines/0/ean', printable, 'one'],
        ['/_embedded/lines/0/status', ofSent, 'FAILED'],
      ),
    ],
  ])('reports the errors of %s', (_title, difference, expected) => {
    expect(validateOrderRecord(recordOf(difference), ['987654', '4321'])).toEqual(expected);
  });

  it('reports both parties when there are none', () => {
    expect(validateOrderRecord(recordOf(), [])).toEqual(
      errors(
        ['/buyer', 'one of the parties ', '4321'],
        ['/seller', 'one of the parties ', '987654'],
      ),
    );
  });
});

describe('createdAtOf', () => {
  it.each([
    ['2026-01-05Z08:00:00', '2026-01-05T08:00:00.000Z'],
    ['1970-01-01Z00:00:00', '1970-01-01T00:00:00.000Z'],
    ['2026-02-30Z08:00:00', ''],
  ])('%s is %s', (created, expected) => {
    expect(createdAtOf(recordOf({ created }))).toBe(expected);
  });
});

describe('linesOfRecord', () => {
  const update = { comment: 'x', valid_from: '2026-12-01', price: { amount: 1, tax: 25 } };
  const stored: StoredOrderLine = {
    id: 1,
    ean: BOOK,
    quantity: 4,
    status: 'SENT',
    sellerUpdate: {},
  };

  it.each<[string, OrderStatus, OrderDetailsLine[], StoredOrderLine[]]>([
    ['no lines', 'SENT', [], []],
    [
      'the lines of a SENT order with their own status and update',
      'SENT',
      [line({ status: 'RECEIVED', ...update }), line({ id: 2, status: 'REQUESTED', quantity: -1 })],
      [
        { ...stored, status: 'RECEIVED', sellerUpdate: update },
        { ...stored, id: 2, status: 'REQUESTED', quantity: -1 },
      ],
    ],
    ['the lines of a FAILED order as SENT', 'FAILED', [line({ status: 'FAILED' })], [stored]],
    [
      'the lines of an UNPROCESSED order as SENT',
      'UNPROCESSED',
      [line({ status: 'UNPROCESSED' })],
      [stored],
    ],
    ['a line without EAN', 'SENT', [line({ ean: undefined })], [{ ...stored, ean: undefined }]],
  ])('stores %s', (_title, status, lines, expected) => {
    expect(linesOfRecord(recordOf({ status, ...linesOf(...lines) }))).toEqual(expected);
  });
});
