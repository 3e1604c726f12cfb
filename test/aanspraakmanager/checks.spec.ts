import { describe, expect, it } from '@jest/globals';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import type { DeliveryOrder } from '../../src/apis/edu-v-delivery/messages.js';
import {
  checkOrderChange,
  checkDeliveryRequest,
  checkCancelledEndDate,
  checkRepeatedDeliveryRequest,
} from '../../src/roles/aanspraakmanager/checks.js';
import { satisfied, violated } from '../support/checks.js';

const { request } = deliveryExamples;
const now = Date.parse('2026-06-01T12:00:00Z');
const { deliverySpecification: specification } = request.deliveryOrder;
const anOrder = (difference: object = {}) =>
  ({ ...request.deliveryOrder, ...difference }) as DeliveryOrder;
const quantityOf = (totalQuantity: number) => ({
  deliverySpecification: { ...specification, totalQuantity },
});
const groups = (...quantities: number[]) => ({
  deliverySpecification: {
    ...specification,
    groups: quantities.map((quantity, index) => ({ groupId: `G-${index}`, quantity })),
  },
});

describe('checkDeliveryRequest', () => {
  it.each<[string, object, string[]]>([
    ['the example', {}, []],
    ['an unknown field', { colour: 'red' }, ['30 /deliveryOrder/colour']],
    ['a local time', { dateCreated: '2026-06-01T10:00:00' }, ['20 /deliveryOrder/dateCreated']],
    [
      'a period that ends too early',
      { startDate: '2028-01-01' },
      ['36 /deliveryOrder/activationUntilDate'],
    ],
    [
      'a time in the future',
      { dateLastModified: '2026-06-01T12:02:00Z' },
      ['129 /deliveryOrder/dateLastModified'],
    ],
    [
      'the zero of a clock',
      { dateCreated: '1970-01-01T00:00:00Z' },
      ['129 /deliveryOrder/dateCreated'],
    ],
    [
      'a change before the order',
      { dateLastModified: '2026-05-31T10:00:00Z' },
      ['129 /deliveryOrder/dateLastModified'],
    ],
    ['the status created', { status: 'created' }, ['31 /deliveryOrder/status']],
    ['an endDate of an ordered order', { endDate: '2026-09-01' }, ['32 /deliveryOrder/endDate']],
    ['an endDate of a cancelled order', { status: 'cancelled', endDate: '2026-09-01' }, []],
    [
      'a school that buys for customers',
      { deliveryType: 'customer-user', deliverySpecification: {} },
      ['30 /deliveryOrder/buyer/organisationMasterIdentifier', '38 /deliveryOrder/buyer'],
    ],
    [
      'a quantity of 0',
      groups(0, 100),
      ['39 /deliveryOrder/deliverySpecification/groups/0/quantity'],
    ],
    [
      'quantities that do not add up',
      groups(60, 50),
      ['37 /deliveryOrder/deliverySpecification/totalQuantity'],
    ],
  ])('%s', (_title, difference, expected) => {
    const message = { ...request, deliveryOrder: anOrder(difference) };
    expect(violated(checkDeliveryRequest(message, now))).toEqual(expected);
  });
});

describe('checkEndDate', () => {
  it.each<[string, object, string[]]>([
    ['ordered', {}, []],
    ['cancelled, with an endDate', { status: 'cancelled', endDate: '2026-09-01' }, []],
    ['cancelled, without', { status: 'cancelled' }, ['34 /deliveryOrder/endDate']],
  ])('%s', (_title, difference, expected) => {
    expect(violated(checkCancelledEndDate(anOrder(difference)))).toEqual(expected);
  });
});

describe('checkRepeat', () => {
  it('passes for the same message', () => {
    expect(satisfied(checkRepeatedDeliveryRequest(true))).toEqual(['10']);
  });

  it('fails for another message', () => {
    expect(violated(checkRepeatedDeliveryRequest(false))).toEqual(['10 /deliveryOrderReferenceId']);
  });
});

describe('checkChange', () => {
  const total = '/deliveryOrder/deliverySpecification/totalQuantity';
  const status = '/deliveryOrder/status';

  it.each<[string, object, object | undefined, string[], string[]]>([
    ['a first order', {}, undefined, [], ['35']],
    ['a first order that is created', { status: 'created' }, undefined, [], ['35']],
    ['a first order that is cancelled', { status: 'cancelled' }, undefined, [`35 ${status}`], []],
    ['nothing changed', {}, {}, [], ['35', '69', '67', '68']],
    ['a lower quantity', quantityOf(90), {}, [], ['35', '69', '67', '68']],
    ['a higher quantity', quantityOf(110), {}, [`68 ${total}`], ['35', '69', '67']],
    [
      'another contract',
      { contractId: 'CT-2' },
      {},
      ['67 /deliveryOrder/contractId'],
      ['35', '69', '68'],
    ],
    ['an order after its end', {}, { status: 'cancelled' }, [`69 ${status}`], ['35', '67', '68']],
  ])('%s', (_title, sent, before, failed, passed) => {
    const results = checkOrderChange(anOrder(sent), before && anOrder(before));
    expect(violated(results)).toEqual(failed);
    expect(satisfied(results)).toEqual(passed);
  });
});
