import { describe, expect, it } from '@jest/globals';
import {
  deliveryStatuses,
  type DeliveryStatus,
} from '../../src/apis/edu-v-delivery/delivery-types.js';
import { deliveryExamples } from '../../src/apis/edu-v-delivery/examples.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
} from '../../src/apis/edu-v-delivery/messages.js';
import {
  applyConfirmation,
  changeProblemOf,
} from '../../src/roles/bestelomgeving/delivery/apply-confirmation.js';
import { violationsOf } from '../../src/platform/requirements/check-result.js';
import { aDeliveryOrder } from '../support/builders.js';

const school = { organisationMasterIdentifier: '104A158' };
const deliveryOrderId = '5b0f4e0a-7a52-4d0e-9f4e-2c6f0b9d1a11';
const orderOf = (...differences: object[]): DeliveryOrder =>
  Object.assign(aDeliveryOrder({ deliveryOrderId }), ...differences) as DeliveryOrder;
const confirmationOf = (change: object): DeliveryOrderConfirmation => {
  const { newStatus: _, newDeliveryOrderStatus, ...confirmation } = deliveryExamples.confirmation;
  return { ...confirmation, ...change };
};
const ofSchool = (more: object) => ({ deliverySpecification: { school, ...more } });
const total = (totalQuantity: number) => ofSchool({ totalQuantity });
const unlimited = ofSchool({});
/** An order of groups with these quantities. */
const groups = (quantities: number[], more: object = {}) => ({
  deliveryType: 'school-groups',
  ...ofSchool({
    groups: quantities.map((quantity, index) => ({ groupId: `G-${index}`, quantity })),
    ...more,
  }),
});
const processed = { status: 'processed' };
const licensed = { status: 'licensed' };
const cancelled = { status: 'cancelled', endDate: '2026-09-10' };
const LARGE = 2 ** 53;

describe('applyConfirmation', () => {
  it.each<[string, object, object, object, object]>([
    ['no change', {}, {}, { productId: '1', ...total(1) }, {}],
    [
      'the status that the order has',
      { newStatus: 'processed' },
      processed,
      { productId: '1' },
      processed,
    ],
    ['processed', { newStatus: 'processed' }, {}, {}, processed],
    [
      'newDeliveryOrderStatus, in the place of newStatus',
      { newDeliveryOrderStatus: 'processed' },
      {},
      {},
      processed,
    ],
    [
      'newStatus and another newDeliveryOrderStatus',
      { newStatus: 'processed', newDeliveryOrderStatus: 'cancelled' },
      {},
      cancelled,
      { ...processed, endDate: cancelled.endDate },
    ],
    [
      'a newDeliveryOrderStatus that the order cannot get',
      { newDeliveryOrderStatus: 'licensed' },
      {},
      {},
      {},
    ],
    ['a newDeliveryOrderStatus that is no status', { newDeliveryOrderStatus: 7 }, {}, {}, {}],
    [
      'processed, with the content of the accepted request',
      { newStatus: 'processed' },
      { productId: '1' },
      { productId: '2', contractId: 'CT-2' },
      { productId: '2', contractId: 'CT-2', ...processed },
    ],
    [
      'processed, with a lower quantity of the accepted request',
      { newStatus: 'processed', newTotalQuantity: 80 },
      total(100),
      total(80),
      { ...total(80), ...processed },
    ],
    [
      'licensed, without the content of the request',
      { newStatus: 'licensed' },
      { productId: '1', ...processed },
      { productId: '2' },
      { productId: '1', ...licensed },
    ],
    ['cancelled after processed', { newStatus: 'cancelled' }, processed, cancelled, cancelled],
    [
      'cancelled after ordered, with the endDate of the request only',
      { newStatus: 'cancelled' },
      { productId: '1' },
      { productId: '2', ...cancelled },
      { productId: '1', ...cancelled },
    ],
    [
      'cancelled, without an endDate',
      { newStatus: 'cancelled' },
      processed,
      { status: 'cancelled' },
      { status: 'cancelled' },
    ],
    [
      'licensed, without the endDate of the request',
      { newStatus: 'licensed' },
      processed,
      cancelled,
      licensed,
    ],
    ['the quantity that the order has', { newTotalQuantity: 100 }, processed, total(1), processed],
    [
      'a quantity of 1',
      { newTotalQuantity: 1 },
      processed,
      total(1),
      { ...processed, ...total(1) },
    ],
    [
      'a quantity of a licensed order',
      { newTotalQuantity: 99 },
      licensed,
      total(99),
      { ...licensed, ...total(99) },
    ],
    [
      'a first quantity beyond the safe integers',
      { newTotalQuantity: LARGE + 2 },
      { ...unlimited, ...processed },
      total(LARGE + 2),
      { ...total(LARGE + 2), ...processed },
    ],
    [
      'a quantity of groups, with that of each group',
      { newTotalQuantity: 60 },
      { ...groups([60, 40], { totalQuantity: 100 }), ...processed },
      groups([50, 10], { totalQuantity: 60 }),
      { ...groups([50, 10], { totalQuantity: 60 }), ...processed },
    ],
    [
      'a quantity of groups alone',
      { newTotalQuantity: 60 },
      { ...groups([60, 40]), ...processed },
      groups([50, 10]),
      { ...groups([50, 10]), ...processed },
    ],
    [
      'a quantity of groups, without the total that the request has not',
      { newTotalQuantity: 60 },
      { ...groups([60, 40], { totalQuantity: 100 }), ...processed },
      groups([50, 10]),
      { ...groups([50, 10]), ...processed },
    ],
    [
      'a status and a quantity together',
      { newStatus: 'licensed', newTotalQuantity: 80 },
      processed,
      total(80),
      { ...licensed, ...total(80) },
    ],
  ])('applies %s', (_title, change, order, request, expected) => {
    const before = orderOf(order);
    const after = applyConfirmation(confirmationOf(change), before, orderOf(request));
    expect(after).toEqual(orderOf(expected));
    expect(before).toEqual(orderOf(order));
  });

  it('returns the same order for a confirmation that changes nothing', () => {
    const order = orderOf(processed);
    const confirmation = confirmationOf({ newStatus: 'processed', newTotalQuantity: 100 });
    expect(applyConfirmation(confirmation, order, orderOf(total(1)))).toBe(order);
  });
});

/** The problem of a confirmation: its text, and where and what its violation expects. */
const problemOf = (change: object, order: object, request: object) => {
  const problem = changeProblemOf(confirmationOf(change), orderOf(order), orderOf(request));
  if (!problem) return undefined;
  const { status, detail, results } = problem;
  return [
    status,
    detail,
    violationsOf(results).map(({ requirement, pointer, expected, seen }) => [
      requirement,
      pointer,
      expected,
      seen,
    ]),
  ];
};

describe('changeProblemOf a status', () => {
  const allowed: [DeliveryStatus, DeliveryStatus][] = [
    ...deliveryStatuses.map((status) => [status, status] as [DeliveryStatus, DeliveryStatus]),
    ['ordered', 'processed'],
    ['ordered', 'cancelled'],
    ['processed', 'licensed'],
    ['processed', 'cancelled'],
  ];

  it.each(allowed)('allows %s to become %s', (status, newStatus) => {
    expect(problemOf({ newStatus }, { status }, cancelled)).toBeUndefined();
  });

  const next: Record<DeliveryStatus, [expected: string, text: string]> = {
    created: ['created', 'nothing, because created is final'],
    ordered: ['processed or cancelled', 'processed or cancelled'],
    processed: ['licensed or cancelled', 'licensed or cancelled'],
    licensed: ['licensed', 'nothing, because licensed is final'],
    cancelled: ['cancelled', 'nothing, because cancelled is final'],
  };
  const refused = deliveryStatuses.flatMap((from) =>
    deliveryStatuses
      .filter((to) => !allowed.some((move) => move.join() === `${from},${to}`))
      .map((to) => [from, to] as const),
  );

  it.each(refused)('refuses that %s becomes %s', (status, newStatus) => {
    const [expected, text] = next[status];
    const seen = `${newStatus}; the order is ${status} and can become ${text}`;
    expect(problemOf({ newStatus }, { status }, cancelled)).toEqual([
      400,
      { code: 99, text: `newStatus not allowed: ${seen}` },
      [['EDUV-DELIVERY-24', '/newStatus', expected, seen]],
    ]);
  });

  it.each(['ordered', 'processed'] as const)(
    'refuses that %s becomes cancelled by a request that is not a cancellation',
    (status) => {
      const seen = 'cancelled; the request was not a cancellation';
      expect(problemOf({ newStatus: 'cancelled' }, { status }, { status })).toEqual([
        400,
        { code: 99, text: `newStatus not allowed: ${seen}` },
        [['EDUV-DELIVERY-24', '/newStatus', next[status][0], seen]],
      ]);
    },
  );
});

describe('changeProblemOf a quantity', () => {
  it.each<[string, object, object, object]>([
    ['no change', {}, cancelled, {}],
    ['the quantity of the order', { newTotalQuantity: 100 }, cancelled, total(1)],
    ['one less', { newTotalQuantity: 99 }, processed, total(99)],
    ['1', { newTotalQuantity: 1 }, licensed, total(1)],
    ['1 for an order without a limit', { newTotalQuantity: 1 }, unlimited, total(1)],
    [
      'beyond the safe integers for an order without a limit',
      { newTotalQuantity: LARGE + 2 },
      unlimited,
      total(LARGE + 2),
    ],
    ['the sum of the groups', { newTotalQuantity: 60 }, groups([60, 40]), groups([50, 10])],
    [
      'the quantity of the request that processes the order',
      { newStatus: 'processed', newTotalQuantity: 101 },
      total(100),
      total(101),
    ],
  ])('allows %s', (_title, change, order, request) => {
    expect(problemOf(change, order, request)).toBeUndefined();
  });

  const onlyLower = (seen: number, from: number | string): string =>
    `${seen}; the quantity can only be reduced, from ${from} to at least 1`;
  const students = { deliveryType: 'school-students', ...ofSchool({ students: [] }) };

  it.each<[string, object, object, object, string, string]>([
    ['one more', { newTotalQuantity: 101 }, processed, total(101), '101', onlyLower(101, 100)],
    ['0', { newTotalQuantity: 0 }, processed, total(0), '0', onlyLower(0, 100)],
    ['a negative number', { newTotalQuantity: -1 }, processed, total(-1), '-1', onlyLower(-1, 100)],
    [
      '0 for an order without a limit',
      { newTotalQuantity: 0 },
      unlimited,
      total(0),
      '0',
      onlyLower(0, 'no limit'),
    ],
    [
      'another quantity than the request has',
      { newTotalQuantity: 80 },
      processed,
      total(81),
      '81',
      '80; the request contains 81',
    ],
    [
      'a quantity that the request has not',
      { newTotalQuantity: 80 },
      processed,
      unlimited,
      'none',
      '80; the request contains none',
    ],
    [
      'one of a cancelled order',
      { newTotalQuantity: 80 },
      cancelled,
      total(80),
      '80',
      'the order is cancelled',
    ],
    [
      'one together with a cancellation',
      { newStatus: 'cancelled', newTotalQuantity: 80 },
      processed,
      { ...cancelled, ...total(80) },
      '80',
      'the order is cancelled',
    ],
    [
      'one of named students',
      { newTotalQuantity: 1 },
      students,
      students,
      'none',
      'school-students has no total quantity',
    ],
  ])('refuses %s', (_title, change, order, request, expected, seen) => {
    expect(problemOf(change, order, request)).toEqual([
      400,
      { code: 99, text: `newTotalQuantity not allowed: ${seen}` },
      [['EDUV-DELIVERY-25', '/newTotalQuantity', expected, seen]],
    ]);
  });

  it('reports a status that is not allowed before the quantity', () => {
    const problem = problemOf({ newStatus: 'ordered', newTotalQuantity: 0 }, processed, total(0));
    expect(problem?.[1]).toEqual({
      code: 99,
      text: 'newStatus not allowed: ordered; the order is processed and can become licensed or cancelled',
    });
  });
});
