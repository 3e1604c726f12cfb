import { describe, expect, it } from '@jest/globals';
import { SELLER_STATUSES, type SellerStatus } from '../../src/apis/bokbasen-orders/messages.js';
import { bokbasenOrderRequirements as requirements } from '../../src/apis/bokbasen-orders/requirements.js';
import {
  applyStatusUpdate,
  reduceQuantity,
  type SellerUpdate,
  type StoredOrderLine,
  type UpdateRefusal,
} from '../../src/roles/bokbasen-orders/order-line.js';
import { BOOK, DIGITAL } from '../support/bokbasen-client.js';

type Status = StoredOrderLine['status'];

/** A line of 4 books. A test states only its difference. */
const aLine = (difference: Partial<StoredOrderLine> = {}): StoredOrderLine => ({
  id: 1,
  ean: BOOK,
  quantity: 4,
  status: 'SENT',
  sellerUpdate: {},
  ...difference,
});

const delivered: SellerStatus[] = [
  'FULFILLED',
  'FULFILLED_BLOCKED',
  'FULLFILLED_ASSIGNED_ORGANIZATION',
];
const allowed: Record<Status, readonly SellerStatus[]> = {
  SENT: SELLER_STATUSES,
  REQUESTED: SELLER_STATUSES,
  RECEIVED: SELLER_STATUSES,
  FULFILLED: delivered,
  FULLFILLED_ASSIGNED_ORGANIZATION: delivered,
  FULFILLED_BLOCKED: ['FULFILLED_BLOCKED'],
  REJECTED: ['REJECTED'],
};
const moves = (Object.keys(allowed) as Status[]).flatMap((from) =>
  SELLER_STATUSES.map((to) => [from, to, allowed[from].includes(to)] as const),
);

describe('applyStatusUpdate', () => {
  it.each(moves.filter(([, , isAllowed]) => isAllowed))('changes %s to %s', (from, to) => {
    const line = aLine({ status: from });
    expect(applyStatusUpdate(line, { status: to })).toEqual(aLine({ status: to }));
    expect(line).toEqual(aLine({ status: from }));
  });

  it.each(moves.filter(([, , isAllowed]) => !isAllowed))(
    'refuses to change %s to %s',
    (from, to) => {
      const others = allowed[from].join(', ');
      const refusal: UpdateRefusal = {
        requirement: requirements.lineMove,
        pointer: '/status',
        expected: `one of ${others}, because the line is ${from}`,
        seen: to,
        reason: `line 7 is ${from} and cannot become ${to}; allowed: ${others}`,
      };
      expect(applyStatusUpdate(aLine({ id: 7, status: from }), { status: to })).toEqual(refusal);
    },
  );

  const terms: SellerUpdate = {
    comment: 'first',
    valid_from: '2026-12-01',
    valid_to: '2027-07-31',
    price: { amount: 100, tax: 25 },
  };

  it.each<[string, SellerUpdate, SellerUpdate, SellerUpdate]>([
    ['sets every field', {}, terms, terms],
    ['keeps the fields that it does not have', terms, {}, terms],
    ['replaces a comment by an empty one', terms, { comment: '' }, { ...terms, comment: '' }],
    [
      'replaces a period',
      terms,
      { valid_from: '2027-01-01', valid_to: '2027-01-01' },
      { ...terms, valid_from: '2027-01-01', valid_to: '2027-01-01' },
    ],
    [
      'replaces a whole price',
      terms,
      { price: { amount: 0, tax: 0 } },
      { ...terms, price: { amount: 0, tax: 0 } },
    ],
  ])('%s of the seller', (_title, sellerUpdate, changes, expected) => {
    const line = aLine({ status: 'RECEIVED', sellerUpdate });
    const update = { status: 'RECEIVED', colour: 'red', ...changes } as const;
    expect(applyStatusUpdate(line, update)).toEqual(
      aLine({ status: 'RECEIVED', sellerUpdate: expected }),
    );
  });
});

describe('reduceQuantity', () => {
  const change = (id: number, number: number): StoredOrderLine =>
    aLine({ id, quantity: number, status: 'REQUESTED' });
  const reduce = (lines: StoredOrderLine[], number: number, ean = BOOK, isRefused = false) =>
    reduceQuantity(lines, { ean, number }, { isRefused });
  const LARGE = 2 ** 52;

  it.each<[string, StoredOrderLine[], number, number]>([
    ['by one', [aLine()], -1, 2],
    ['by exactly its quantity', [aLine()], -4, 2],
    ['by the sum of two lines of the product', [aLine(), aLine({ id: 2 })], -8, 3],
    ['by what an earlier change left', [aLine(), change(2, -3)], -1, 3],
    [
      'by its quantity after the seller rejected a change',
      [aLine(), { ...change(2, -3), status: 'REJECTED' }],
      -4,
      3,
    ],
    [
      'although the seller rejected the line, whose quantity counts',
      [aLine({ status: 'REJECTED' })],
      -4,
      2,
    ],
    ['of a line that is delivered', [aLine({ status: 'FULFILLED' })], -4, 2],
    [
      'beside a blocked line of another product',
      [aLine(), aLine({ id: 2, ean: DIGITAL, status: 'FULFILLED_BLOCKED' })],
      -1,
      3,
    ],
    [
      'with an id above the largest of all lines',
      [aLine({ id: 20 }), aLine({ id: 30, ean: DIGITAL }), aLine({ id: 10 })],
      -1,
      31,
    ],
    ['of a large quantity', [aLine({ quantity: LARGE })], -LARGE, 2],
    [
      'after the largest line number of the schema',
      [aLine({ id: 2_147_483_647 })],
      -1,
      2_147_483_648,
    ],
  ])('adds a row %s', (_title, lines, number, id) => {
    expect(reduce(lines, number)).toEqual(change(id, number));
  });

  const tooMuch = (available: number, number: number): UpdateRefusal => ({
    requirement: requirements.reduceOrdered,
    reason: `the quantity of ${BOOK} is ${available} and cannot be reduced by ${-number}`,
    pointer: '/number',
    expected: `-${available} or more`,
    seen: String(number),
  });
  const unknown = (ean: string): UpdateRefusal => ({
    requirement: requirements.orderedProduct,
    reason: `the order does not contain ${ean}; send a new order for a new product`,
    pointer: '/ean',
    expected: 'a product in the order',
    seen: ean,
  });
  const notReducible = (expected: string, reason: string): UpdateRefusal => ({
    requirement: requirements.blockedLine,
    pointer: '/ean',
    seen: BOOK,
    expected,
    reason,
  });

  it.each<[string, StoredOrderLine[], number, UpdateRefusal]>([
    ['one more than its quantity', [aLine()], -5, tooMuch(4, -5)],
    ['one of a quantity of 0', [aLine({ quantity: 0 })], -1, tooMuch(0, -1)],
    ['one after a change of the whole quantity', [aLine(), change(2, -4)], -1, tooMuch(0, -1)],
    ['one more than an earlier change left', [aLine(), change(2, -3)], -2, tooMuch(1, -2)],
    ['one more than the sum of two lines', [aLine(), aLine({ id: 2 })], -9, tooMuch(8, -9)],
    [
      'the quantity of another product too',
      [aLine(), aLine({ id: 2, ean: DIGITAL })],
      -5,
      tooMuch(4, -5),
    ],
    [
      'one more than a large quantity',
      [aLine({ quantity: LARGE })],
      -LARGE - 1,
      tooMuch(LARGE, -LARGE - 1),
    ],
    [
      'a blocked line',
      [aLine({ id: 3, status: 'FULFILLED_BLOCKED' })],
      -1,
      notReducible('a product that is not blocked', 'line 3 is FULFILLED_BLOCKED'),
    ],
    [
      'more than there is of a line, of which another is blocked',
      [aLine(), aLine({ id: 2, status: 'FULFILLED_BLOCKED' })],
      -9,
      notReducible('a product that is not blocked', 'line 2 is FULFILLED_BLOCKED'),
    ],
  ])('refuses %s', (_title, lines, number, refusal) => {
    expect(reduce(lines, number)).toEqual(refusal);
  });

  it.each<[string, StoredOrderLine[], string]>([
    ['an unknown product', [aLine()], DIGITAL],
    ['a product of an order without lines', [], BOOK],
    ['an empty EAN beside a line without one', [aLine({ ean: undefined })], ''],
  ])('refuses %s', (_title, lines, ean) => {
    expect(reduce(lines, -1, ean)).toEqual(unknown(ean));
  });

  it.each<[string, StoredOrderLine[], number, UpdateRefusal]>([
    [
      'a product, even with a quantity that is too large',
      [aLine()],
      -5,
      notReducible('a product that can be reduced', `${BOOK} cannot be reduced (magic value)`),
    ],
    [
      'a blocked line because it is blocked',
      [aLine({ status: 'FULFILLED_BLOCKED' })],
      -1,
      notReducible('a product that is not blocked', 'line 1 is FULFILLED_BLOCKED'),
    ],
    ['a product that is not in the order as unknown', [], -1, unknown(BOOK)],
  ])('with a magic value refuses %s', (_title, lines, number, refusal) => {
    expect(reduce(lines, number, BOOK, true)).toEqual(refusal);
  });
});
