import { describe, expect, it } from '@jest/globals';
import type { EditxLine, EditxOrder } from '../../src/apis/bokbasen-orders/validate-editx.js';
import { violationsOf } from '../../src/platform/requirements/check-result.js';
import {
  processOrder,
  productOf,
  type ProcessingContext,
} from '../../src/roles/bokbasen-orders/processing.js';
import type { Product } from '../../src/roles/bokbasen-orders/state/record.messages.js';
import { BOOK, DIGITAL } from '../support/bokbasen-client.js';

const SELLER = '987654';
const OTHER = '555000';
const WRONG_DIGIT = '9788200000014';

const line = (difference: Partial<EditxLine> = {}): EditxLine => ({
  lineNumber: 1,
  ean: BOOK,
  quantity: 1,
  ...difference,
});
/** An order with these lines. A test states only its difference. */
const orderOf = (lines: EditxLine[], difference: Partial<EditxOrder> = {}): EditxOrder => ({
  issued: '20261121',
  orderNumber: 'A-1',
  buyer: '4321',
  seller: undefined,
  references: 0,
  numberOfLines: lines.length,
  lines,
  ...difference,
});
const contextOf = (difference: Partial<ProcessingContext> = {}): ProcessingContext => ({
  usedBefore: false,
  products: new Map(),
  parties: new Set([SELLER, OTHER]),
  unknownProducts: new Set(),
  ...difference,
});
const records = (...products: [ean: string, kind: Product['kind'], seller: string][]) => ({
  products: new Map(products.map(([id, kind, seller]) => [id, { id, kind, seller }])),
});

describe('productOf', () => {
  const book: Product = { id: BOOK, kind: 'book', seller: SELLER };
  const ebook: Product = { id: BOOK, kind: 'e-book', seller: OTHER };
  const recorded = { products: new Map([[BOOK, ebook]]) };
  const unknown = { unknownProducts: new Set([BOOK]) };

  it.each<[string, string, Partial<ProcessingContext>, Product | undefined]>([
    ['a product without a record: a book of the default seller', BOOK, {}, book],
    ['a product with a record', BOOK, recorded, ebook],
    ['a magic value', BOOK, unknown, undefined],
    ['a magic value with a record', BOOK, { ...recorded, ...unknown }, undefined],
    ['a wrong check digit', WRONG_DIGIT, {}, undefined],
    ['twelve digits', BOOK.slice(1), {}, undefined],
    ['an empty text', '', {}, undefined],
    [
      'a wrong check digit with a record',
      WRONG_DIGIT,
      { products: new Map([[WRONG_DIGIT, ebook]]) },
      ebook,
    ],
  ])('finds %s', (_title, ean, context, expected) => {
    expect(productOf(ean, contextOf(context))).toEqual(expected);
  });
});

/** Number of a requirement. */
const numberOf = (requirement: string) => requirement.split('-').at(-1);
/** The seller of a processed order and its violations: number, place, expected and seen. */
const process = (order: EditxOrder, context: Partial<ProcessingContext> = {}) => {
  const { seller, results } = processOrder(order, contextOf(context));
  const violations = violationsOf(results).map(({ requirement, pointer, expected, seen }) => [
    numberOf(requirement),
    pointer,
    expected,
    seen,
  ]);
  return { seller, violations };
};

describe('processOrder finds the seller', () => {
  const two = [line(), line({ lineNumber: 2, ean: DIGITAL })];

  it.each<[string, EditxOrder, Partial<ProcessingContext>, string]>([
    ['that the header names', orderOf([line()], { seller: OTHER }), {}, OTHER],
    [
      'that the header names, before those of the products',
      orderOf(two, { seller: OTHER }),
      records([BOOK, 'book', '1'], [DIGITAL, 'digital', '2']),
      OTHER,
    ],
    ['of a product without a record', orderOf([line()]), {}, SELLER],
    ['of the record of a product', orderOf([line()]), records([BOOK, 'digital', OTHER]), OTHER],
    [
      'of two products',
      orderOf(two),
      records([BOOK, 'book', OTHER], [DIGITAL, 'digital', OTHER]),
      OTHER,
    ],
    ['of a repeated product', orderOf([line(), line({ lineNumber: 2 })]), {}, SELLER],
  ])('%s', (_title, order, context, seller) => {
    expect(process(order, context)).toEqual({ seller, violations: [] });
  });
});

describe('processOrder', () => {
  const item = '/Order/ItemDetail[1]';
  const named = { seller: SELLER };
  const knownSeller = 'a product of a known seller';

  it.each<[string, EditxOrder, Partial<ProcessingContext>, string[][]]>([
    ['two references', orderOf([line()], { ...named, references: 2 }), {}, []],
    [
      'three references',
      orderOf([line()], { ...named, references: 3 }),
      {},
      [['03', '/Order/Header/ReferenceCoded[3]', 'at most two', '3']],
    ],
    [
      'a NumberOfLines of one more',
      orderOf([line()], { ...named, numberOfLines: 2 }),
      {},
      [['10', '/Order/Summary/NumberOfLines', '1', '2']],
    ],
    [
      'a NumberOfLines that is no number',
      orderOf([line()], { ...named, numberOfLines: Number.NaN }),
      {},
      [['10', '/Order/Summary/NumberOfLines', '1', 'NaN']],
    ],
    [
      'an empty OrderNumber, which is not looked up',
      orderOf([line()], { ...named, orderNumber: '' }),
      { usedBefore: true },
      [['12', '/Order/Header/OrderNumber', 'a number', 'none']],
    ],
    [
      'an OrderNumber that was used',
      orderOf([line()], named),
      { usedBefore: true },
      [['04', '/Order/Header/OrderNumber', 'a number that this buyer has not used before', 'A-1']],
    ],
    [
      'no EAN',
      orderOf([line({ ean: undefined })], named),
      {},
      [['05', `${item}/ProductID`, 'an EAN13', 'none']],
    ],
    [
      'a wrong check digit',
      orderOf([line({ ean: WRONG_DIGIT })], named),
      {},
      [['07', `${item}/ProductID/Identifier`, 'an EAN-13 with a valid check digit', WRONG_DIGIT]],
    ],
    [
      'an unknown product',
      orderOf([line()], named),
      { unknownProducts: new Set([BOOK]) },
      [['05', `${item}/ProductID/Identifier`, 'a known product', BOOK]],
    ],
    ...(['e-book', 'audiobook'] as const).map(
      (kind): [string, EditxOrder, Partial<ProcessingContext>, string[][]] => [
        `an ${kind}`,
        orderOf([line()], named),
        records([BOOK, kind, SELLER]),
        [
          [
            '06',
            `${item}/ProductID/Identifier`,
            'a book or a digital learning product',
            `${BOOK}, an ${kind}`,
          ],
        ],
      ],
    ),
    [
      'a quantity of 0 and a negative one',
      orderOf([line({ quantity: 0 }), line({ lineNumber: 2, quantity: -1 })], named),
      {},
      [
        ['08', `${item}/OrderQuantity`, 'at least 1', '0'],
        ['08', '/Order/ItemDetail[2]/OrderQuantity', 'at least 1', '-1'],
      ],
    ],
    [
      'a LineNumber below 1 and a repeated one',
      orderOf([line({ lineNumber: 0 }), line(), line()], named),
      {},
      [
        ['09', `${item}/LineNumber`, 'a unique number of at least 1', '0'],
        ['09', '/Order/ItemDetail[3]/LineNumber', 'a unique number of at least 1', '1'],
      ],
    ],
    [
      'a seller that is no party',
      orderOf([line()], { seller: '1' }),
      {},
      [['13', '/Order/Header/SellerParty/PartyID/Identifier', 'a known party', '1']],
    ],
    [
      'a product of a seller that is no party',
      orderOf([line()]),
      records([BOOK, 'book', '1']),
      [['13', `${item}/ProductID/Identifier`, knownSeller, `${BOOK}, sold by 1`]],
    ],
    [
      'a product of a seller without a number',
      orderOf([line()]),
      records([BOOK, 'book', '']),
      [['13', `${item}/ProductID/Identifier`, knownSeller, `${BOOK}, sold by `]],
    ],
  ])('checks %s', (_title, order, context, violations) => {
    expect(process(order, context).violations).toEqual(violations);
  });

  it('finds no seller when two parties sell the products', () => {
    const order = orderOf([line(), line({ lineNumber: 2, ean: DIGITAL })]);
    expect(process(order, records([BOOK, 'book', OTHER]))).toEqual({
      seller: undefined,
      violations: [['11', '/Order', 'one seller', `${OTHER}, ${SELLER}`]],
    });
  });

  it('finds no seller when no product is known', () => {
    expect(process(orderOf([line()]), { unknownProducts: new Set([BOOK]) })).toEqual({
      seller: undefined,
      violations: [['05', `${item}/ProductID/Identifier`, 'a known product', BOOK]],
    });
  });

  it('fails an order for its product, quantity, number and seller only', () => {
    const order = orderOf(
      [
        line({ ean: undefined, quantity: 0, lineNumber: 0 }),
        line({ ean: WRONG_DIGIT }),
        line({ ean: DIGITAL }),
        line(),
      ],
      { references: 3, numberOfLines: 9 },
    );
    const context = { ...records([DIGITAL, 'e-book', OTHER]), usedBefore: true };
    const { results, failures } = processOrder(order, contextOf(context));
    const numbers = (violations: { requirement: string }[]) =>
      violations.map(({ requirement }) => numberOf(requirement));
    // prettier-ignore
    const all = ['04', '03', '10', '05', '08', '09', '07', '06', '09', '09', '11'];
    expect(numbers(violationsOf(results))).toEqual(all);
    expect(numbers(failures)).toEqual(['04', '05', '08', '07', '06', '11']);
    const unnamed = orderOf([line()], { orderNumber: '', seller: '1' });
    expect(numbers(processOrder(unnamed, contextOf()).failures)).toEqual(['13']);
  });

  it('reports the violations of the header first, then those of each line, then the seller', () => {
    const order = orderOf([line({ ean: undefined, quantity: 0, lineNumber: 0 })], {
      seller: '1',
      references: 3,
      numberOfLines: 0,
      orderNumber: '',
    });
    const numbers = process(order).violations.map(([number]) => number);
    expect(numbers).toEqual(['12', '03', '10', '05', '08', '09', '13']);
  });
});
