import { describe, expect, it } from '@jest/globals';
import { orderExamples } from '../../src/apis/edu-v-order/examples.js';
import { OrderConfirmation, type OrderStatus } from '../../src/apis/edu-v-order/messages.js';
import {
  checkConfirmation,
  checkRepeatedConfirmation,
  type ConfirmationContext,
} from '../../src/roles/bestelomgeving/checks.js';
import { satisfied, violated } from '../support/checks.js';

const { order, orderConfirmation } = orderExamples;
const [first, second] = orderConfirmation.orderConfirmationLines;
const now = Date.parse(orderConfirmation.processedTimestamp);

function contextOf(difference: object): ConfirmationContext {
  const message = { ...orderConfirmation, ...difference } as OrderConfirmation;
  const { orderStatus: status, orderConfirmationLines: lines } = message;
  const linesField = 'orderConfirmationLines';
  return {
    message,
    schema: OrderConfirmation,
    statusField: 'orderStatus',
    linesField,
    status,
    lines,
  };
}

describe('checkConfirmation', () => {
  const check = (difference: object, before: OrderStatus | null = null, request: object = order) =>
    checkConfirmation(contextOf(difference), request as typeof order, { before, now });
  const declined = {
    orderStatus: 'declined',
    success: false,
    status: 99,
    statusMessage: 'sold out',
  };
  const linesOf = (...lines: object[]) => ({ orderConfirmationLines: lines });
  const declinedLines = {
    ...declined,
    ...linesOf({ ...first, status: 99 }, { ...second, status: 99 }),
  };

  it.each<[string, object, string[]]>([
    ['the example', {}, []],
    ['an unknown field', { colour: 'red' }, ['30 /colour']],
    [
      'a local time',
      { processedTimestamp: '2026-05-04T09:12:33+02:00' },
      ['20 /processedTimestamp'],
    ],
    ['a time tomorrow', { processedTimestamp: '2026-05-05T09:12:33Z' }, ['21 /processedTimestamp']],
    ['no purchaseOrderId', { purchaseOrderId: undefined }, []],
    ['another purchaseOrderId', { purchaseOrderId: 'PO-2' }, ['12 /purchaseOrderId']],
    ['an approval without success', { success: false }, ['13 /success']],
    ['a pending order without success', { orderStatus: 'pending', success: false }, []],
    [
      'a time before the API was published',
      { processedTimestamp: '2020-01-01T00:00:00Z' },
      ['22 /processedTimestamp'],
    ],
    [
      'a reference in another case',
      { requestReferenceId: orderConfirmation.requestReferenceId.toUpperCase() },
      ['57 /requestReferenceId'],
    ],
    ['an approval with a status of refusal', { status: 99 }, ['23 /status']],
    ['an approval without salesOrderId', { salesOrderId: undefined }, ['24 /salesOrderId']],
    ['a decline that says why', declined, []],
    ['a decline with a status of success', { ...declined, status: 0 }, ['14 /status']],
    ['a decline without statusMessage', { ...declined, statusMessage: '' }, ['14 /statusMessage']],
    ['no lines', { orderConfirmationLines: undefined }, []],
    ['one line of two', linesOf(first!), ['27 /orderConfirmationLines']],
    [
      'a line with a code and no statusMessage',
      linesOf({ ...first, status: 99 }, second!),
      ['25 /orderConfirmationLines/0/statusMessage'],
    ],
    ['a decline that says why, whose lines do not', declinedLines, []],
    [
      'another quantity',
      linesOf({ ...first, quantity: 29 }, second!),
      ['26 /orderConfirmationLines/0/quantity'],
    ],
    [
      'a line for another product, once and not as a missing line too',
      linesOf(first!, { ...second, productId: '9789000000000' }),
      ['36 /orderConfirmationLines/1'],
    ],
  ])('%s', (_title, difference, expected) => {
    expect(violated(check(difference))).toEqual(expected);
  });

  it('takes the salesOrderLineId of a credit order for that of its line', () => {
    const credit = { ...order, orderLines: [{ ...order.orderLines[0]!, salesOrderLineId: '1' }] };
    expect(violated(check(linesOf(first!), null, credit))).toEqual([]);
    expect(violated(check(linesOf({ ...first!, salesOrderLineId: '2' }), null, credit))).toEqual([
      '36 /orderConfirmationLines/0',
    ]);
  });

  it('takes any line where the request has none', () => {
    expect(violated(check({}, null, { ...order, orderLines: [] }))).toEqual([]);
  });

  it.each<[OrderStatus | null, object, string[]]>([
    [null, {}, []],
    ['pending', {}, []],
    ['approved', {}, ['07 /responseReferenceId']],
    ['approved', declined, ['15 /orderStatus']],
  ])('after %s comes %j', (before, difference, expected) => {
    expect(violated(check(difference, before))).toEqual(expected);
  });

  it('shows that the request was confirmed', () => {
    expect(satisfied(check({}))).toEqual(['05']);
  });
});

describe('checkRepeat', () => {
  const message: unknown = { ...orderConfirmation };

  it.each<[string, object, OrderStatus, string[], string[]]>([
    ['the same message', {}, 'approved', [], ['16']],
    ['another message', { statusMessage: 'OK' }, 'approved', ['16 /responseReferenceId'], []],
    ['another status', { orderStatus: 'declined' }, 'approved', ['28 /responseReferenceId'], []],
  ])('%s', (_title, difference, status, failed, passed) => {
    const results = checkRepeatedConfirmation(contextOf(difference), { message, status });
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});
