import { describe, expect, it } from '@jest/globals';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import type { DeliveryOrderConfirmation } from '../../src/apis/edu-v-delivery/messages.js';
import {
  checkDeliveryConfirmation,
  checkRepeatedDeliveryConfirmation,
} from '../../src/roles/bestelomgeving/delivery/confirmation-checks.js';
import { satisfied, violated } from '../support/checks.js';

const { confirmation, request } = deliveryExamples;
const now = Date.parse(confirmation.processedTimestamp);
const aConfirmation = (difference: object = {}) =>
  ({ ...confirmation, ...difference }) as DeliveryOrderConfirmation;

describe('checkDeliveryConfirmation', () => {
  const check = (difference: object, earlier: DeliveryOrderConfirmation[] = []) =>
    checkDeliveryConfirmation(aConfirmation(difference), request.deliveryOrder, {
      now,
      earlier,
      reference: request.deliveryOrderReferenceId,
    });
  const without = { newStatus: undefined, newDeliveryOrderStatus: undefined };
  const refusal = { success: false, newStatus: undefined, status: 99, statusMessage: 'sold out' };

  it.each<[string, object, string[]]>([
    ['the example', {}, []],
    ['an unknown field', { colour: 'red' }, ['30 /colour']],
    ['the field that the source requires and does not define', { newDeliveryOrderStatus: 1 }, []],
    [
      'a local time',
      { processedTimestamp: '2026-06-01T10:00:05+02:00' },
      ['20 /processedTimestamp'],
    ],
    [
      'a time before the order was created',
      { processedTimestamp: '2020-01-01T00:00:00Z' },
      ['22 /processedTimestamp'],
    ],
    [
      'a deliveryOrderId in another case',
      { deliveryOrderId: confirmation.deliveryOrderId.toUpperCase() },
      ['57 /deliveryOrderId'],
    ],
    [
      'a deliveryOrderReferenceId in another case',
      { deliveryOrderReferenceId: confirmation.deliveryOrderReferenceId.toUpperCase() },
      ['57 /deliveryOrderReferenceId'],
    ],
    ['a time tomorrow', { processedTimestamp: '2026-06-02T10:00:05Z' }, ['21 /processedTimestamp']],
    [
      'an empty deliveryOrderReceiveId',
      { deliveryOrderReceiveId: '' },
      ['33 /deliveryOrderReceiveId'],
    ],
    ['another product', { productId: '9789000000000' }, ['12 /productId']],
    ['a success with a status of refusal', { status: 99 }, ['17 /status']],
    ['a success that says nothing', { ...without, newStatus: undefined }, ['14 /newStatus']],
    ['a success with a quantity', { ...without, newTotalQuantity: 50 }, []],
    [
      'a success with a quantity and the kept status',
      { ...without, newDeliveryOrderStatus: 'ordered', newTotalQuantity: 50 },
      [],
    ],
    [
      'a success with a status in newDeliveryOrderStatus only',
      { newStatus: undefined, newTotalQuantity: 50 },
      ['14 /newStatus'],
    ],
    ['a refusal that says why', refusal, []],
    [
      'a refusal without a reason',
      { ...refusal, status: 0, statusMessage: undefined },
      ['13 /status', '13 /statusMessage'],
    ],
  ])('%s', (_title, difference, expected) => {
    expect(violated(check(difference))).toEqual(expected);
  });

  it.each<[string, object[], string[], string[]]>([
    ['the first', [], [], ['05']],
    ['another state', [{ newStatus: 'licensed' }], [], ['05', '28']],
    ['the same state', [{ deliveryOrderReceiveId: '1' }], ['15 /deliveryOrderReceiveId'], ['05']],
  ])('%s confirmation of a request', (_title, earlier, failed, passed) => {
    const results = check({}, earlier.map(aConfirmation));
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});

describe('checkRepeat', () => {
  it.each<[string, object, string[], string[]]>([
    ['the same message', {}, [], ['16']],
    ['another message', { statusMessage: 'done' }, ['16 /deliveryOrderReceiveId'], []],
    ['another state', { newStatus: 'licensed' }, ['28 /deliveryOrderReceiveId'], []],
  ])('%s', (_title, difference, failed, passed) => {
    const results = checkRepeatedDeliveryConfirmation(aConfirmation(difference), aConfirmation());
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});
