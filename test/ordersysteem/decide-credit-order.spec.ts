import { describe, expect, it } from '@jest/globals';
import type { CreditOrderLine } from '../../src/apis/edu-v-order/messages.js';
import {
  applyCredits,
  decideCredit,
  declineCredit,
  type CreditDecision,
  type CreditedLine,
} from '../../src/roles/ordersysteem/decide-credit-order.js';
import type { DecidedLine } from '../../src/roles/ordersysteem/decide-order.js';
import { aCreditOrder } from '../support/builders.js';

const BOOK = '9789000000017';
const OTHER = '9789000000024';
const LARGE = 2 ** 53;

/** Line of an order of 5 books. A test states only its difference. */
const decided = (id: string, difference: object = {}): DecidedLine => ({
  salesOrderLineId: id,
  purchaseOrderLineId: `${id}0`,
  productId: BOOK,
  quantity: 5,
  credited: 0,
  ...difference,
});
const requested = (quantity: number, difference: object = {}): CreditOrderLine => ({
  productId: BOOK,
  quantity,
  ...difference,
});
const declined = (line: CreditedLine, reason: string): CreditDecision => ({
  status: 'declined',
  reason,
  lines: [{ ...line, declined: reason }],
});
const tooMany = (quantity: number, left: number): string =>
  `too many: ${quantity} of product ${BOOK} requested, ${left} left to credit`;

describe('decideCredit of a whole order', () => {
  const nothingLeft: CreditDecision = {
    status: 'declined',
    reason: 'the order has no quantity left to credit',
    lines: [],
  };
  const first = { salesOrderLineId: '1', purchaseOrderLineId: '10', productId: BOOK };

  it.each<[string, DecidedLine[], CreditDecision]>([
    [
      'nothing was credited',
      [decided('1')],
      {
        status: 'approved',
        lines: [{ ...first, quantity: 5 }],
        orderLines: [decided('1', { credited: 5 })],
      },
    ],
    [
      'a part was credited, a line is used up and a line was declined',
      [
        decided('1', { credited: 4 }),
        decided('2', { credited: 5 }),
        decided('3', { declined: 'unknown product' }),
      ],
      {
        status: 'approved',
        lines: [{ ...first, quantity: 1 }],
        orderLines: [
          decided('1', { credited: 5 }),
          decided('2', { credited: 5 }),
          decided('3', { declined: 'unknown product' }),
        ],
      },
    ],
    [
      'a line has no purchaseOrderLineId',
      [{ salesOrderLineId: '1', productId: BOOK, quantity: 1, credited: 0 }],
      {
        status: 'approved',
        lines: [{ salesOrderLineId: '1', productId: BOOK, quantity: 1 }],
        orderLines: [{ salesOrderLineId: '1', productId: BOOK, quantity: 1, credited: 1 }],
      },
    ],
    ['the order has no lines', [], nothingLeft],
    ['everything was credited', [decided('1', { credited: 5 })], nothingLeft],
    ['every line was declined', [decided('1', { declined: 'unknown product' })], nothingLeft],
    [
      'the quantities are 0 and below',
      [decided('1', { quantity: 0 }), decided('2', { quantity: -1 })],
      nothingLeft,
    ],
  ])('credits what is left when %s', (_title, orderLines, expected) => {
    expect(decideCredit({}, orderLines)).toEqual(expected);
    expect(decideCredit({ orderLines: [] }, orderLines)).toEqual(expected);
  });
});

describe('decideCredit of one line', () => {
  const two = [decided('1'), decided('2', { productId: OTHER })];
  const atLeastOne = (quantity: number): string =>
    `the quantity to credit must be at least 1, seen ${quantity}`;

  it.each<[string, DecidedLine[], CreditOrderLine, number[]]>([
    ['one', two, requested(1), [1, 0]],
    ['exactly what is left', two, requested(5), [5, 0]],
    [
      'exactly what is left of a line that was credited',
      [decided('1', { credited: 4 })],
      requested(1),
      [5],
    ],
    [
      'the largest safe quantity',
      [decided('1', { quantity: LARGE - 1 })],
      requested(LARGE - 1),
      [LARGE - 1],
    ],
    [
      'the line with that purchaseOrderLineId',
      two,
      requested(2, { purchaseOrderLineId: '10' }),
      [2, 0],
    ],
    ['the line with that salesOrderLineId', two, requested(2, { salesOrderLineId: '1' }), [2, 0]],
    [
      'the second of two lines of a product, by its id',
      [decided('1'), decided('2')],
      requested(2, { salesOrderLineId: '2' }),
      [0, 2],
    ],
  ])('approves %s', (_title, orderLines, line, credited) => {
    const only = orderLines[credited.findIndex((quantity) => quantity > 0)];
    expect(decideCredit({ orderLines: [line] }, orderLines)).toEqual({
      status: 'approved',
      lines: [{ ...line, salesOrderLineId: only?.salesOrderLineId }],
      orderLines: orderLines.map((one, index) => ({ ...one, credited: credited[index] })),
    });
  });

  it.each<[string, DecidedLine[], CreditOrderLine, string]>([
    ['a quantity of 0', two, requested(0), atLeastOne(0)],
    ['a negative quantity', two, requested(-1), atLeastOne(-1)],
    ['a quantity of 0 of an unknown product', two, requested(0, { productId: '1' }), atLeastOne(0)],
    ['one more than is left', two, requested(6), tooMany(6, 5)],
    ['one of a line that is used up', [decided('1', { credited: 5 })], requested(1), tooMany(1, 0)],
    [
      'more than the largest safe quantity',
      [decided('1', { quantity: LARGE })],
      requested(LARGE + 2),
      tooMany(LARGE + 2, LARGE),
    ],
    [
      'an unknown product',
      two,
      requested(1, { productId: '1' }),
      'unknown product: 1 was not ordered',
    ],
    [
      'a product of an order without lines',
      [],
      requested(1),
      `unknown product: ${BOOK} was not ordered`,
    ],
    [
      'an unknown purchaseOrderLineId',
      two,
      requested(1, { purchaseOrderLineId: '99' }),
      `unknown line: purchaseOrderLineId 99 is not a line of product ${BOOK}`,
    ],
    [
      'the line of another product',
      two,
      requested(1, { salesOrderLineId: '2' }),
      `unknown line: salesOrderLineId 2 is not a line of product ${BOOK}`,
    ],
    [
      'two ids of different lines',
      [decided('1'), decided('2')],
      requested(1, { purchaseOrderLineId: '10', salesOrderLineId: '2' }),
      `unknown line: purchaseOrderLineId 10, salesOrderLineId 2 is not a line of product ${BOOK}`,
    ],
    [
      'an id in other letters, because case counts',
      [decided('1', { purchaseOrderLineId: 'a' })],
      requested(1, { purchaseOrderLineId: 'A' }),
      `unknown line: purchaseOrderLineId A is not a line of product ${BOOK}`,
    ],
    [
      'a line that was declined',
      [decided('1', { declined: 'unknown product' })],
      requested(1),
      `not approved: the order of product ${BOOK} was declined`,
    ],
    [
      'more than the approved one of two lines has',
      [decided('1'), decided('2', { declined: 'unknown product' })],
      requested(6),
      tooMany(6, 5),
    ],
  ])('declines %s', (_title, orderLines, line, reason) => {
    expect(decideCredit({ orderLines: [line] }, orderLines)).toEqual(declined({ ...line }, reason));
  });

  it('takes a quantity from all lines of the product, in their order, without naming one', () => {
    const orderLines = [decided('1'), decided('2'), decided('3')];
    expect(decideCredit({ orderLines: [requested(7)] }, orderLines)).toEqual({
      status: 'approved',
      lines: [requested(7)],
      orderLines: [decided('1', { credited: 5 }), decided('2', { credited: 2 }), decided('3')],
    });
  });

  it.each([
    ['an empty id', { purchaseOrderLineId: '' }],
    ['an id that is also the one of the seller', { purchaseOrderLineId: '1' }],
    ['no id', { purchaseOrderLineId: undefined }],
  ])('counts a line with %s once', (_, line) => {
    const { lines } = decideCredit({ orderLines: [requested(6)] }, [decided('1', line)]);
    expect(lines).toEqual([{ ...requested(6), declined: tooMany(6, 5) }]);
  });

  it('finds a line whose id is the salesOrderLineId of another line', () => {
    const lines = [decided('1', { purchaseOrderLineId: '2' }), decided('2')];
    const line = requested(5, { purchaseOrderLineId: '2' });
    expect(decideCredit({ orderLines: [line] }, lines).lines).toEqual([
      { ...line, salesOrderLineId: '1' },
    ]);
  });

  it('leaves the lines of the order unchanged', () => {
    const orderLines = [decided('1')];
    decideCredit({ orderLines: [requested(2)] }, orderLines);
    decideCredit({}, orderLines);
    expect(orderLines).toEqual([decided('1')]);
  });
});

describe('decideCredit of several lines', () => {
  const of = (quantity: number): CreditedLine => ({
    ...requested(quantity),
    salesOrderLineId: '1',
  });

  it.each<[string, CreditOrderLine[], CreditDecision]>([
    [
      'approves a repeated line up to what is left',
      [requested(2), requested(3)],
      {
        status: 'approved',
        lines: [of(2), of(3)],
        orderLines: [decided('1', { credited: 5 })],
      },
    ],
    [
      'declines the repeated line that exceeds what is left, and approves the others',
      [requested(3), requested(3), requested(2)],
      {
        status: 'approved',
        lines: [of(3), { ...requested(3), declined: tooMany(3, 2) }, of(2)],
        orderLines: [decided('1', { credited: 5 })],
      },
    ],
    [
      'declines all lines, with each reason once',
      [requested(6), requested(1, { productId: OTHER }), requested(6)],
      {
        status: 'declined',
        reason: `${tooMany(6, 5)}; unknown product: ${OTHER} was not ordered`,
        lines: [
          { ...requested(6), declined: tooMany(6, 5) },
          { productId: OTHER, quantity: 1, declined: `unknown product: ${OTHER} was not ordered` },
          { ...requested(6), declined: tooMany(6, 5) },
        ],
      },
    ],
  ])('%s', (_title, lines, expected) => {
    expect(decideCredit({ orderLines: lines }, [decided('1')])).toEqual(expected);
  });
});

describe('declineCredit', () => {
  it.each<[string, CreditOrderLine[] | undefined, CreditedLine[]]>([
    ['the whole order', undefined, []],
    ['an empty list', [], []],
    [
      'lines, which it repeats',
      [requested(1, { purchaseOrderLineId: '10' }), requested(2, { colour: 'red' })],
      [
        { purchaseOrderLineId: '10', productId: BOOK, quantity: 1, declined: 'no' },
        { productId: BOOK, quantity: 2, declined: 'no' },
      ],
    ],
  ])('declines %s', (_title, orderLines, lines) => {
    const credit = aCreditOrder({ orderLines }) as unknown as Parameters<typeof declineCredit>[0];
    expect(declineCredit(credit, 'no')).toEqual({ status: 'declined', reason: 'no', lines });
  });
});

describe('applyCredits', () => {
  const credit = (quantity: number, difference: object = {}): CreditedLine => ({
    ...requested(quantity),
    ...difference,
  });

  it.each<[string, CreditedLine[][], number]>([
    ['no credit orders', [], 0],
    ['a credit order without lines', [[]], 0],
    ['one credit order', [[credit(2)]], 2],
    ['two credit orders', [[credit(2)], [credit(3)]], 5],
    ['a credit order with two lines', [[credit(2), credit(1)]], 3],
    ['a declined line', [[credit(2), credit(3, { declined: 'no' })]], 2],
    ['a credit order of declined lines', [[credit(2, { declined: 'no' })]], 0],
    ['a credit order that exceeds what the earlier ones left', [[credit(4)], [credit(2)]], 4],
    ['an unknown product', [[credit(2, { productId: OTHER })]], 0],
  ])('counts %s', (_title, credits, credited) => {
    // The old count does not matter.
    const before = decided('1', { credited: 1 });
    expect(applyCredits([before], credits)).toEqual([decided('1', { credited })]);
    expect(before.credited).toBe(1);
  });
});
