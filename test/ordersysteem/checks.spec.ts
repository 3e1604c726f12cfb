import { describe, expect, it } from '@jest/globals';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import type { CreditOrderRequest } from '../../src/apis/edu-v-order/messages.js';
import { orderRequirements } from '../../src/apis/edu-v-order/requirements.js';
import {
  checkCreditAgainstOrder,
  checkCreditOrderRequest,
  checkOrderRequest,
  checkNewPurchaseOrder,
  checkRepeatedOrderRequest,
} from '../../src/roles/ordersysteem/checks.js';
import {
  EXCESS_CREDIT,
  type CreditCheck,
} from '../../src/roles/ordersysteem/decide-credit-order.js';
import { satisfied, violated } from '../support/checks.js';

const line = { productId: '9789000000017', quantity: 1 };
const at = (difference: object) => ({ deliveryLocation: { countryCode: 'NL', ...difference } });

describe('checkOrder', () => {
  const check = (difference: object) =>
    violated(checkOrderRequest({ ...orderExamples.order, ...difference }));

  it.each<[string, object, string[]]>([
    ['the example', {}, []],
    ['an order without a delivery location', { deliveryLocation: undefined }, []],
    ['an unknown field', { colour: 'red' }, ['30 /colour']],
    ['no lines', { orderLines: [] }, ['31 /orderLines']],
    ['a quantity of 0', { orderLines: [{ ...line, quantity: 0 }] }, ['32 /orderLines/0/quantity']],
    [
      'a purchaseOrderLineId twice',
      { orderLines: ['10', '20', '10'].map((id) => ({ ...line, purchaseOrderLineId: id })) },
      ['33 /orderLines/2/purchaseOrderLineId'],
    ],
    ['two lines without purchaseOrderLineId', { orderLines: [line, line] }, []],
    [
      'a countryCode in small letters',
      at({ countryCode: 'nl' }),
      ['34 /deliveryLocation/countryCode'],
    ],
    ['a Dutch zipCode with a space', at({ zipCode: '1234 AB' }), []],
    [
      'a Dutch zipCode that begins with 0',
      at({ zipCode: '0234AB' }),
      ['38 /deliveryLocation/zipCode'],
    ],
    ['a Dutch address without zipCode', at({}), ['38 /deliveryLocation/zipCode']],
    ['a Belgian zipCode', at({ countryCode: 'BE', zipCode: '1000' }), []],
  ])('%s', (_title, difference, expected) => {
    expect(check(difference)).toEqual(expected);
  });

  it('reports the violations of a line together, line by line', () => {
    const orderLines = [0, 0].map((quantity) => ({ ...line, quantity, purchaseOrderLineId: '10' }));
    expect(check({ orderLines })).toEqual([
      '32 /orderLines/0/quantity',
      '32 /orderLines/1/quantity',
      '33 /orderLines/1/purchaseOrderLineId',
    ]);
  });
});

describe('checkPurchaseOrder', () => {
  it.each([
    [true, ['35 /purchaseOrderId']],
    [false, []],
  ])('used before: %s', (isUsed, expected) => {
    expect(violated(checkNewPurchaseOrder(orderExamples.order, isUsed))).toEqual(expected);
  });
});

describe('checkRepeat', () => {
  it('passes for the same message', () => {
    expect(satisfied(checkRepeatedOrderRequest(true))).toEqual(['10']);
  });

  it('fails for another message', () => {
    expect(violated(checkRepeatedOrderRequest(false))).toEqual(['10 /requestReferenceId']);
  });
});

describe('checkCreditOrder', () => {
  it.each<[string, object, string[]]>([
    ['the example', {}, []],
    ['no orderLines, for the whole order', { orderLines: undefined }, []],
    ['an empty list', { orderLines: [] }, ['31 /orderLines']],
    [
      'a quantity of -1',
      { orderLines: [{ ...line, quantity: -1 }] },
      ['32 /orderLines/0/quantity'],
    ],
  ])('%s', (_title, difference, expected) => {
    const credit = { ...orderExamples.creditOrder, ...difference } as CreditOrderRequest;
    expect(violated(checkCreditOrderRequest(credit))).toEqual(expected);
  });
});

describe('checkCredited', () => {
  const approved: CreditCheck = { status: 'approved', lines: [line] };
  const tooMuch = { ...line, declined: `${EXCESS_CREDIT}: 1 is left` };
  const unknownProduct = { ...line, declined: 'unknown product: 9 was not ordered' };
  const unknownLine = { ...line, declined: 'unknown line: 9 is not a line of product 1' };
  const notApproved = { ...line, declined: 'the order is pending' };
  const unknown: CreditCheck = {
    status: 'declined',
    reason: 'unknown order',
    lines: [],
    violates: { requirement: orderRequirements.creditOfKnownOrder, pointer: '/purchaseOrderId' },
  };
  const whole = { orderLines: undefined };
  const named = { responseReferenceId: '1' };

  it.each<[string, object, CreditCheck, string[], string[]]>([
    ['lines of a known order', {}, approved, [], ['29', '39', '94']],
    ['the whole order', whole, approved, [], ['29', '94']],
    ['an order by its approval', { ...whole, ...named }, approved, [], ['29', '37', '94']],
    ['an unknown order', named, unknown, ['29 /purchaseOrderId'], []],
    [
      'more than is left',
      {},
      { ...approved, lines: [line, tooMuch] },
      ['39 /orderLines/1/quantity'],
      ['29', '94'],
    ],
    [
      'a product and a line that the order does not have',
      {},
      { ...approved, lines: [line, unknownProduct, unknownLine] },
      ['94 /orderLines/1', '94 /orderLines/2'],
      ['29', '39'],
    ],
    [
      'an order that is not approved yet',
      {},
      { ...approved, status: 'declined', lines: [notApproved] },
      [],
      ['29', '39'],
    ],
  ])('%s', (_title, difference, outcome, failed, passed) => {
    const results = checkCreditAgainstOrder(
      { ...orderExamples.creditOrder, ...difference },
      outcome,
    );
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});
