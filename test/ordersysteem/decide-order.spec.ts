import { describe, expect, it } from '@jest/globals';
import type { OrderLine, OrderRequest, OrderStatus } from '../../src/apis/edu-v-order/messages.js';
import {
  creditableQuantity,
  decideOrder,
  decidedLinesOf,
  decisionAt,
  type DecidedLine,
  type OrderOutcome,
} from '../../src/roles/ordersysteem/decide-order.js';
import type { BehaviourLookup } from '../../src/sandbox/scenarios/scenarios.js';
import { anOrder } from '../support/builders.js';

const BOOK = '9789000000017';
const UNKNOWN = '9789000000024';
const REFUSED = '9789000000031';

/** Behaviours by the value that triggers them. */
const behaviours: Record<string, string> = {
  [UNKNOWN]: 'unknown-product',
  [REFUSED]: 'line-declined',
  'CT-NONE': 'unknown-contract',
  'PO-LATE': 'confirmed-late',
};
/** Looks at the fields of a message, not at its lines. */
const lookup: BehaviourLookup = (part) =>
  Object.values(part).flatMap((value) => {
    const behaviour = typeof value === 'string' ? behaviours[value] : undefined;
    return behaviour === undefined ? [] : [{ behaviour, afterMs: 0 }];
  });

const orderOf = (orderLines: OrderLine[], difference: object = {}): OrderRequest =>
  anOrder({ orderLines, ...difference }) as unknown as OrderRequest;
const line = (productId: string, difference: object = {}): OrderLine => ({
  productId,
  quantity: 1,
  ...difference,
});

describe('decidedLinesOf', () => {
  const book = { salesOrderLineId: '1', productId: BOOK, quantity: 1, credited: 0 };
  const declined = 'this product cannot be delivered';

  it.each<[string, OrderLine[], object, DecidedLine[]]>([
    ['no lines', [], {}, []],
    ['a line without purchaseOrderLineId', [line(BOOK)], {}, [book]],
    [
      'an empty purchaseOrderLineId',
      [line(BOOK, { purchaseOrderLineId: '' })],
      {},
      [{ ...book, purchaseOrderLineId: '' }],
    ],
    [
      'a repeated line, with a number of its own',
      [line(BOOK), line(BOOK)],
      {},
      [book, { ...book, salesOrderLineId: '2' }],
    ],
    [
      'the declining scenario of one line of three',
      [line(BOOK), line(REFUSED), line(UNKNOWN)],
      {},
      [
        book,
        { ...book, salesOrderLineId: '2', productId: REFUSED, declined },
        { ...book, salesOrderLineId: '3', productId: UNKNOWN, declined: 'unknown product' },
      ],
    ],
    [
      'a declining scenario of the order, for every line',
      [line(BOOK), line(UNKNOWN)],
      { contractId: 'CT-NONE' },
      [
        { ...book, declined: 'unknown contract' },
        { ...book, salesOrderLineId: '2', productId: UNKNOWN, declined: 'unknown contract' },
      ],
    ],
    ['a scenario that declines nothing', [line(BOOK)], { purchaseOrderId: 'PO-LATE' }, [book]],
    ['a quantity of 0', [line(BOOK, { quantity: 0 })], {}, [{ ...book, quantity: 0 }]],
    [
      'a quantity beyond the safe integers',
      [line(BOOK, { quantity: 2 ** 53 + 2 })],
      {},
      [{ ...book, quantity: 2 ** 53 + 2 }],
    ],
    ['a line with an unknown field, left out', [line(BOOK, { colour: 'red' })], {}, [book]],
  ])('numbers and decides %s', (_title, lines, difference, expected) => {
    expect(decidedLinesOf(orderOf(lines, difference), lookup)).toEqual(expected);
  });
});

describe('decideOrder', () => {
  const approved: OrderOutcome = { status: 'approved' };
  const noContract = (contractId: string): OrderOutcome => ({
    status: 'declined',
    reason: `unknown contract: ${contractId}`,
  });

  it.each<[string, OrderLine[], object, OrderOutcome]>([
    ['no lines', [], {}, approved],
    ['an approved line', [line(BOOK)], {}, approved],
    [
      'an approved line among declined ones',
      [line(UNKNOWN), line(BOOK), line(REFUSED)],
      {},
      approved,
    ],
    [
      'one declined line',
      [line(UNKNOWN)],
      {},
      { status: 'declined', reason: `unknown product: ${UNKNOWN}` },
    ],
    [
      'declined lines only, with each reason once',
      [line(UNKNOWN), line(REFUSED), line(UNKNOWN)],
      {},
      {
        status: 'declined',
        reason: `unknown product: ${UNKNOWN}; this product cannot be delivered: ${REFUSED}`,
      },
    ],
    ['an unknown contract', [line(BOOK)], { contractId: 'CT-NONE' }, noContract('CT-NONE')],
    ['an unknown contract without lines', [], { contractId: 'CT-NONE' }, noContract('CT-NONE')],
    [
      'a scenario of another field for the contract',
      [line(BOOK)],
      { purchaseOrderId: 'CT-NONE' },
      noContract('none'),
    ],
  ])('decides on %s', (_title, lines, difference, expected) => {
    const order = orderOf(lines, difference);
    expect(decideOrder(order, decidedLinesOf(order, lookup), lookup)).toEqual(expected);
  });
});

describe('decisionAt', () => {
  const decision = (status: OrderStatus, at: number) => ({
    status,
    at,
    responseReferenceId: status,
  });
  const [pending, approved] = [decision('pending', 0), decision('approved', 1000)];

  it.each([
    ['no decision', [], 0, undefined],
    ['a moment before the first decision', [approved], 999, undefined],
    ['the moment of a decision', [approved], 1000, approved],
    ['a moment between two decisions', [pending, approved], 999, pending],
    ['the moment of the second decision', [pending, approved], 1000, approved],
    ['a moment after the last decision', [pending, approved], 2 ** 53, approved],
    ['a moment before 1970', [pending, approved], -1, undefined],
  ])('finds the current one of %s', (_title, decisions, now, expected) => {
    expect(decisionAt(decisions, now)).toBe(expected);
  });

  it('finds the later of two decisions at the same moment', () => {
    const other = decision('declined', 1000);
    expect(decisionAt([approved, other], 1000)).toBe(other);
  });
});

describe('creditableQuantity', () => {
  const decided: DecidedLine = { salesOrderLineId: '1', productId: BOOK, quantity: 5, credited: 0 };

  it.each([
    [0, 0, 0],
    [1, 0, 1],
    [5, 4, 1],
    [5, 5, 0],
    [5, 6, 0],
    [-1, 0, 0],
    [2 ** 53, 0, 2 ** 53],
  ])('of a quantity of %d, of which %d are credited, is %d', (quantity, credited, left) => {
    expect(creditableQuantity({ ...decided, quantity, credited })).toBe(left);
  });

  it('of a declined line is 0', () => {
    expect(creditableQuantity({ ...decided, declined: 'unknown product' })).toBe(0);
  });
});
