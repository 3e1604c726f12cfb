import { describe, expect, it } from '@jest/globals';
import type { EditxOrder } from '../../src/apis/bokbasen-orders/validate-editx.js';
import type { LineStatusUpdate, QuantityUpdate } from '../../src/apis/bokbasen-orders/messages.js';
import {
  checkAnsweredChange,
  checkEditxSchema,
  checkIssued,
  checkPeriodAhead,
  checkListWindow,
  checkQuantityUpdate,
  checkReadOrder,
  checkStatusUpdate,
} from '../../src/roles/bokbasen-orders/checks.js';
import type { StoredOrderLine } from '../../src/roles/bokbasen-orders/order-line.js';
import {
  processOrder,
  type ProcessingContext,
} from '../../src/roles/bokbasen-orders/processing.js';
import { BOOK, DIGITAL } from '../support/bokbasen-client.js';
import { satisfied, violated } from '../support/checks.js';

describe('checkStatusUpdate', () => {
  const terms = { valid_from: '2026-12-01', valid_to: '2027-07-31' };

  it.each<[string, object, string[]]>([
    ['a status alone', {}, []],
    ['an unknown field', { colour: 'red' }, ['20 /colour']],
    ['REJECTED with a comment', { status: 'REJECTED', comment: 'sold out' }, []],
    ['REJECTED without a comment', { status: 'REJECTED' }, ['21 /comment']],
    ['REJECTED with an empty comment', { status: 'REJECTED', comment: ' ' }, ['21 /comment']],
    ['a period', terms, []],
    ['a period that ends before it begins', { ...terms, valid_to: '2026-11-30' }, ['24 /valid_to']],
    ['a tax in percent', { price: { amount: 100, tax: 25 } }, []],
    ['a tax as a fraction', { price: { amount: 100, tax: 0.25 } }, ['29 /price/tax']],
    ['a period without a delivery', { ...terms, status: 'RECEIVED' }, ['35 /valid_from']],
  ])('%s', (_title, difference, expected) => {
    const update = { status: 'FULFILLED', ...difference } as LineStatusUpdate;
    expect(violated(checkStatusUpdate(update))).toEqual(expected);
  });
});

describe('checkPeriodAhead and checkIssued', () => {
  const now = '2026-11-21T12:00:00Z';

  it.each([
    ['2026-11-21', []],
    ['2026-11-20', ['149 /valid_to']],
  ])('a period until %s', (valid_to, expected) => {
    expect(violated(checkPeriodAhead({ status: 'FULFILLED', valid_to }, now))).toEqual(expected);
  });

  it.each([
    ['20261121T1200Z', []],
    ['20251121', []],
    ['20200101', ['148 /Order/Header/IssueDateTime']],
    ['', []],
  ])('an order of %s', (issued, expected) => {
    expect(violated(checkIssued(issued, now))).toEqual(expected);
  });
});

describe('checkQuantityUpdate', () => {
  it('reports an unknown field', () => {
    const update = { ean: BOOK, number: -1, colour: 'red' } as QuantityUpdate;
    expect(violated(checkQuantityUpdate(update))).toEqual(['20 /colour']);
  });
});

describe('checkAnsweredChange', () => {
  it.each<[StoredOrderLine['status'], string[]]>([
    ['REQUESTED', ['36']],
    ['SENT', []],
  ])('an update of a line that is %s', (status, passed) => {
    const line = { id: 1, ean: BOOK, quantity: 1, status, sellerUpdate: {} };
    expect(satisfied(checkAnsweredChange(line))).toEqual(passed);
  });
});

describe('checkReadOrder', () => {
  it.each([
    [true, 'SENT', ['15']],
    [true, 'UNPROCESSED', []],
    [false, 'SENT', []],
  ])('as buyer: %s, of an order that is %s', (asBuyer, status, passed) => {
    expect(satisfied(checkReadOrder(asBuyer, status))).toEqual(passed);
  });
});

describe('checkListWindow', () => {
  const now = '2026-09-01T08:00:00.000Z';
  const earlier = '2026-09-01T07:00:00.000Z';

  it.each<[string, string, string | undefined, string[], string[]]>([
    ['the first list', earlier, undefined, [], []],
    ['a list from the moment of the one before', earlier, earlier, [], ['37']],
    ['a list that begins later', now, earlier, ['37 ?fromDate'], []],
    ['a list from a moment within the clock skew', '2026-09-01T08:05:00.000Z', undefined, [], []],
    ['a list from the future', '2026-09-01T08:05:01.000Z', undefined, ['38 ?fromDate'], []],
  ])('%s', (_title, from, previous, failed, passed) => {
    const results = checkListWindow({ from, now, previous });
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});

describe('checkEditxSchema', () => {
  it('has a violation for each place', () => {
    const errors = ['/Order', '/Order/Header'].map((path) => ({ path, expected: '1', seen: '2' }));
    expect(violated(checkEditxSchema(errors))).toEqual(['01 /Order', '01 /Order/Header']);
  });
});

describe('processOrder', () => {
  const seller = '1234';
  const lines = [{ lineNumber: 1, ean: BOOK, quantity: 1 }];
  const order: EditxOrder = {
    issued: '20261121',
    orderNumber: 'A-1',
    buyer: '4321',
    seller,
    references: 2,
    numberOfLines: 1,
    lines,
  };
  const known: ProcessingContext = {
    usedBefore: false,
    products: new Map(),
    parties: new Set([seller, '5678']),
    unknownProducts: new Set(),
  };
  const product = (kind: 'book' | 'e-book', sellerOf = seller) => ({
    products: new Map([[BOOK, { id: BOOK, kind, seller: sellerOf }]]),
  });
  const line = (difference: object) => ({ lines: [{ ...lines[0]!, ...difference }] });
  const item = '/Order/ItemDetail[1]';

  it.each<[string, object, object, string[]]>([
    ['a good order', {}, {}, []],
    ['no OrderNumber', { orderNumber: '' }, {}, ['12 /Order/Header/OrderNumber']],
    ['an OrderNumber that was used', {}, { usedBefore: true }, ['04 /Order/Header/OrderNumber']],
    ['three references', { references: 3 }, {}, ['03 /Order/Header/ReferenceCoded[3]']],
    ['another NumberOfLines', { numberOfLines: 2 }, {}, ['10 /Order/Summary/NumberOfLines']],
    ['a line without EAN', line({ ean: undefined }), {}, [`05 ${item}/ProductID`]],
    [
      'a wrong check digit',
      line({ ean: '9788200000014' }),
      {},
      [`07 ${item}/ProductID/Identifier`],
    ],
    [
      'an unknown product',
      {},
      { unknownProducts: new Set([BOOK]) },
      [`05 ${item}/ProductID/Identifier`],
    ],
    ['an e-book', {}, product('e-book'), [`06 ${item}/ProductID/Identifier`]],
    ['a quantity of 0', line({ quantity: 0 }), {}, [`08 ${item}/OrderQuantity`]],
    ['a LineNumber of 0', line({ lineNumber: 0 }), {}, [`09 ${item}/LineNumber`]],
    [
      'an unknown seller',
      { seller: '9999' },
      {},
      ['13 /Order/Header/SellerParty/PartyID/Identifier'],
    ],
    [
      'a product of an unknown seller',
      { seller: undefined },
      product('book', '9999'),
      [`13 ${item}/ProductID/Identifier`],
    ],
  ])('%s', (_title, difference, context, expected) => {
    const { results } = processOrder({ ...order, ...difference }, { ...known, ...context });
    expect(violated(results)).toEqual(expected);
  });

  it('finds the seller by the products, and wants one', () => {
    const two = {
      ...order,
      seller: undefined,
      numberOfLines: 2,
      lines: [...lines, { lineNumber: 2, ean: DIGITAL, quantity: 1 }],
    };
    const other = { ...known, ...product('book', '5678') };
    const result = processOrder({ ...order, seller: undefined }, other);
    expect(result.seller).toBe('5678');
    expect(violated(processOrder(two, other).results)).toEqual(['11 /Order']);
  });
});
