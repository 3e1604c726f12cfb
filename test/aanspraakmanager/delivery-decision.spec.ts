import { describe, expect, it } from '@jest/globals';
import { isCustomerOrderOfSchool } from '../../src/apis/edu-v-delivery/cross-field-errors.js';
import type { DeliveryOrder } from '../../src/apis/edu-v-delivery/messages.js';
import {
  changedFields,
  decideChange,
  type DeliveryDecision,
} from '../../src/roles/aanspraakmanager/delivery-decision.js';
import { aDeliveryOrder } from '../support/builders.js';

const school = { organisationMasterIdentifier: '104A158' };
const customer = { displayName: 'J. Jansen' };
const student = { userMasterIdentifier: 'https://ketenid.nl/201703/1' };
const deliveryOrderId = '5b0f4e0a-7a52-4d0e-9f4e-2c6f0b9d1a11';

/** An order as it is received: without the fields that are undefined. */
const orderOf = (...differences: object[]): DeliveryOrder =>
  JSON.parse(
    JSON.stringify(Object.assign(aDeliveryOrder({ deliveryOrderId }), ...differences)),
  ) as DeliveryOrder;
const processed = { status: 'processed' };
const licensed = { status: 'licensed' };
const cancelled = { status: 'cancelled', endDate: '2026-09-01' };
const ofSchool = (more: object) => ({ deliverySpecification: { school, ...more } });
const total = (totalQuantity?: number) =>
  ofSchool(totalQuantity === undefined ? {} : { totalQuantity });
/** An order of groups with these quantities; undefined: without one. */
const groups = (quantities: (number | undefined)[], more: object = {}) => ({
  deliveryType: 'school-groups',
  ...ofSchool({
    groups: quantities.map((quantity, index) => ({
      groupId: `G-${index}`,
      ...(quantity !== undefined && { quantity }),
    })),
    ...more,
  }),
});
const students = { deliveryType: 'school-students', ...ofSchool({ students: [student] }) };
const forCustomer = { deliveryType: 'customer-user', deliverySpecification: { student } };
const triggered = (...behaviours: string[]) =>
  behaviours.map((behaviour) => ({ behaviour, afterMs: 0 }));

describe('decideChange of an order that is not stored', () => {
  it.each<[string, object]>([
    ['a total quantity of 1', total(1)],
    ['no total quantity', total()],
    ['a total quantity beyond the safe integers', total(2 ** 53 + 2)],
    ['a period of one day', { startDate: '2026-08-01', activationUntilDate: '2026-08-01' }],
    ['groups that add up', groups([60, 40], { totalQuantity: 100 })],
    ['groups without quantities', groups([undefined, undefined], { totalQuantity: 100 })],
    ['a group without a quantity beside others', groups([1, undefined], { totalQuantity: 100 })],
    ['groups without a total quantity', groups([1, 2])],
    ['an empty list of groups', groups([], { totalQuantity: 1 })],
    ['named students', students],
    ['a customer as its buyer', { ...forCustomer, buyer: customer }],
  ])('processes one with %s', (_title, difference) => {
    const sent = orderOf(difference);
    expect(decideChange(sent, undefined, triggered('confirmed-late'))).toEqual({
      order: { ...sent, status: 'processed' },
      newStatus: 'processed',
    });
  });

  it.each<[string, object, string]>([
    ['the status cancelled', cancelled, `unknown order: ${deliveryOrderId}`],
    [
      'the status created',
      { status: 'created' },
      'a new order must have the status ordered, not created',
    ],
    ['the status processed', processed, 'a new order must have the status ordered, not processed'],
    ['the status licensed', licensed, 'a new order must have the status ordered, not licensed'],
    [
      'a period that ends a day before it begins',
      { startDate: '2026-08-01', activationUntilDate: '2026-07-31' },
      'activationUntilDate is earlier than startDate',
    ],
    [
      'a school that buys for a customer',
      forCustomer,
      'the buyer of customer-user must be a customer, seen a school',
    ],
    ['a total quantity of 0', total(0), 'totalQuantity must be at least 1, seen 0'],
    ['a negative total quantity', total(-1), 'totalQuantity must be at least 1, seen -1'],
    ['a group of 0', groups([0, 100]), 'a quantity must be at least 1, seen 0'],
    [
      'a negative group in a sum that is right',
      groups([-1, 101], { totalQuantity: 100 }),
      'a quantity must be at least 1, seen -1',
    ],
    [
      'groups that add up to one less',
      groups([60, 39], { totalQuantity: 100 }),
      'the quantities add up to 99, but totalQuantity is 100',
    ],
    [
      'groups that add up to one more',
      groups([60, 41], { totalQuantity: 100 }),
      'the quantities add up to 101, but totalQuantity is 100',
    ],
  ])('refuses one with %s', (_title, difference, refused) => {
    expect(decideChange(orderOf(difference), undefined, [])).toEqual({ refused });
  });

  it.each<[string[], string]>([
    [['unknown-product'], 'unknown product: 9789000000017'],
    [['unknown-contract'], 'unknown contract: CT-2026-001'],
    [['unknown-contract', 'unknown-product'], 'unknown product: 9789000000017'],
  ])('refuses one with the scenarios %j', (behaviours, refused) => {
    expect(decideChange(orderOf(), undefined, triggered(...behaviours))).toEqual({ refused });
  });
});

describe('decideChange of a cancellation', () => {
  it.each<[string, object, object, object]>([
    ['an ordered order', {}, cancelled, cancelled],
    ['a processed order', processed, cancelled, cancelled],
    ['an order, without an endDate', processed, { status: 'cancelled' }, { status: 'cancelled' }],
    [
      'named students',
      { ...students, ...processed },
      { ...students, ...cancelled },
      { ...students, ...cancelled },
    ],
    [
      'an order with an id in other letters, and keeps the stored id',
      processed,
      { ...cancelled, deliveryOrderId: deliveryOrderId.toUpperCase() },
      cancelled,
    ],
    [
      'an order with another quantity, and keeps the stored one',
      processed,
      { ...cancelled, ...total(1) },
      cancelled,
    ],
  ])('cancels %s', (_title, stored, sent, expected) => {
    expect(decideChange(orderOf(sent), orderOf(stored), triggered('unknown-product'))).toEqual({
      order: orderOf(expected),
      newStatus: 'cancelled',
    });
  });

  it.each<[string, object, object, string[], string]>([
    ['a cancelled order', cancelled, cancelled, [], 'the order is cancelled, which is final'],
    [
      'a licensed order',
      licensed,
      cancelled,
      [],
      'the order is licensed: an order in use cannot be cancelled',
    ],
    [
      'an order with the scenario cancellation-refused',
      processed,
      cancelled,
      ['cancellation-refused'],
      'this product cannot be cancelled',
    ],
    [
      'an order of another product and contract',
      processed,
      { ...cancelled, productId: '1', contractId: 'CT-2' },
      [],
      'a cancellation cannot change other fields: contractId, productId',
    ],
  ])('refuses that of %s', (_title, stored, sent, behaviours, refused) => {
    expect(decideChange(orderOf(sent), orderOf(stored), triggered(...behaviours))).toEqual({
      refused,
    });
  });
});

describe('decideChange of a stored order', () => {
  it.each<[string, object, object, string]>([
    ['ordered, repeated', {}, {}, 'processed'],
    ['processed, repeated', processed, processed, 'processed'],
    ['processed, sent as ordered', processed, {}, 'processed'],
    ['licensed, repeated', licensed, licensed, 'licensed'],
    ['licensed, sent as processed', licensed, processed, 'licensed'],
    ['processed, of groups', { ...groups([1, 2]), ...processed }, groups([1, 2]), 'processed'],
    ['processed, without a quantity', { ...total(), ...processed }, total(), 'processed'],
    [
      'processed, with the sum of its groups as a new total',
      { ...groups([1, 2]), ...processed },
      groups([1, 2], { totalQuantity: 3 }),
      'processed',
    ],
  ])('confirms an order that is %s', (_title, stored, sent, status) => {
    const behaviours = triggered('unknown-product', 'cancellation-refused');
    expect(decideChange(orderOf(sent), orderOf(stored), behaviours)).toEqual({
      order: orderOf(stored, { status }),
      newStatus: status,
    });
  });

  it.each<[string, object, object, number]>([
    ['by one', processed, total(99), 99],
    ['to 1', processed, total(1), 1],
    ['to 1 of a licensed order', licensed, total(1), 1],
    ['of an order that is still ordered', {}, total(99), 99],
    ['of an order without one', { ...processed, ...total() }, total(1), 1],
    [
      'of an order without one, beyond the safe integers',
      { ...processed, ...total() },
      total(2 ** 53 + 2),
      2 ** 53 + 2,
    ],
    [
      'with the quantities of its groups',
      { ...processed, ...groups([60, 40], { totalQuantity: 100 }) },
      groups([50, 10], { totalQuantity: 60 }),
      60,
    ],
    ['by its groups alone', { ...processed, ...groups([60, 40]) }, groups([60, 39]), 99],
    [
      'by a total beside groups without quantities',
      { ...processed, ...groups([undefined], { totalQuantity: 100 }) },
      groups([undefined], { totalQuantity: 99 }),
      99,
    ],
  ])('lowers the total quantity %s', (_title, stored, sent, newTotalQuantity) => {
    const change = orderOf(sent, { status: 'processed' });
    expect(decideChange(change, orderOf(stored), [])).toEqual({
      order: orderOf(stored, { deliverySpecification: change.deliverySpecification }),
      newTotalQuantity,
    });
  });

  const notLower = (before: number | string, seen: number | string): string =>
    `the total quantity can only be reduced: it is ${before}, seen ${seen}`;

  it.each<[string, object, object, string]>([
    ['to one more', processed, total(101), notLower(100, 101)],
    ['to none', processed, total(), notLower(100, 'none')],
    ['to 0', processed, total(0), 'totalQuantity must be at least 1, seen 0'],
    ['to a negative number', processed, total(-1), 'totalQuantity must be at least 1, seen -1'],
    ['to 0 of a licensed order', licensed, total(0), '1 is already activated, seen 0'],
    ['between groups', { ...processed, ...groups([60, 40]) }, groups([50, 50]), notLower(100, 100)],
    [
      'of one of the groups that have no sum',
      { ...processed, ...groups([60, undefined]) },
      groups([50, undefined]),
      notLower('not limited', 'none'),
    ],
    [
      'to a group of 0',
      { ...processed, ...groups([60, 40]) },
      groups([0, 40]),
      'a quantity must be at least 1, seen 0',
    ],
    [
      'to a total that is not the sum of the groups',
      { ...processed, ...groups([60, 40], { totalQuantity: 100 }) },
      groups([60, 40], { totalQuantity: 99 }),
      'the quantities add up to 100, but totalQuantity is 99',
    ],
    [
      'of a type without one',
      { ...processed, ...students },
      { ...students, ...ofSchool({ students: [student], totalQuantity: 1 }) },
      'school-students has no total quantity that can be reduced',
    ],
  ])('refuses a change of the quantity %s', (_title, stored, sent, refused) => {
    expect(decideChange(orderOf(sent), orderOf(stored), [])).toEqual({ refused });
  });

  const licensedTooEarly = (status: string): DeliveryDecision => ({
    refused: `the order is ${status}: only the first activation makes it licensed`,
  });

  it.each<[string, object, object, DeliveryDecision]>([
    ['a cancelled order', cancelled, {}, { refused: 'the order is cancelled, which is final' }],
    ['a processed order to licensed', processed, licensed, licensedTooEarly('processed')],
    ['an ordered order to licensed', {}, licensed, licensedTooEarly('ordered')],
    [
      'the period and the product',
      processed,
      { startDate: '2026-08-02', productId: '1' },
      { refused: 'only the status and the total quantity can change: productId, startDate' },
    ],
  ])('refuses a change of %s', (_title, stored, sent, expected) => {
    expect(decideChange(orderOf(sent), orderOf(stored), [])).toEqual(expected);
  });
});

describe('changedFields', () => {
  it.each<[string, object, object, string[]]>([
    ['nothing', {}, {}, []],
    ['the id in other letters', { deliveryOrderId: deliveryOrderId.toUpperCase() }, {}, []],
    ['another id', { deliveryOrderId: '1' }, {}, ['deliveryOrderId']],
    [
      'the product in other letters, because case counts',
      { productId: 'a' },
      { productId: 'A' },
      ['productId'],
    ],
    [
      'the status, the end and the times',
      {
        ...cancelled,
        dateCreated: '2026-01-01T00:00:00Z',
        dateLastModified: '2026-01-01T00:00:00Z',
      },
      {},
      [],
    ],
    ['the total quantity', total(1), total(2), []],
    ['the quantity of a group', groups([1]), groups([undefined]), []],
    ['another number of groups', groups([1]), groups([1, 2]), ['deliverySpecification']],
    ['a field that was left out', { contractId: undefined }, {}, ['contractId']],
    ['a field that was added', { portals: [] }, {}, ['portals']],
    [
      'the fields of an object in another order',
      { buyer: { displayName: 'J', email: 'j@example.org' } },
      { buyer: { email: 'j@example.org', displayName: 'J' } },
      [],
    ],
    [
      'several fields, sorted by name',
      { startDate: '2026-08-02', buyer: customer, contractId: 'CT-2' },
      {},
      ['buyer', 'contractId', 'startDate'],
    ],
  ])('of %s', (_title, sent, stored, expected) => {
    expect(changedFields(orderOf(sent), orderOf(stored))).toEqual(expected);
  });
});

describe('isCustomerOrderOfSchool', () => {
  const organisationIds = [{ organisationId: '1', organisationIdType: 'OIE_CODE' }];

  it.each<[string, boolean, object, string]>([
    ['a school by its master identifier', true, school, 'customer-user'],
    ['a school by other identifiers', true, { organisationIds }, 'customer-activatoncode'],
    ['a customer', false, customer, 'customer-user'],
    ['a customer without a name', false, {}, 'customer-user'],
    ['a school that buys for itself', false, school, 'school-all'],
  ])('of %s is %s', (_title, expected, buyer, deliveryType) => {
    expect(isCustomerOrderOfSchool(orderOf({ buyer, deliveryType }))).toBe(expected);
  });
});
