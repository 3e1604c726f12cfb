import { describe, expect, it } from '@jest/globals';
import {
  crossFieldErrors,
  knowsType,
  partsOf,
  sumOfParts,
  totalOf,
} from '../../src/apis/edu-v-delivery/cross-field-errors.js';
import { deliveryTypes, type DeliveryType } from '../../src/apis/edu-v-delivery/delivery-types.js';
import type { DeliveryOrder } from '../../src/apis/edu-v-delivery/messages.js';
import { aDeliveryOrder } from '../support/builders.js';

const orderOf = (difference: object) =>
  aDeliveryOrder({ ...difference }) as unknown as DeliveryOrder;

describe('knowsType', () => {
  it.each([
    ['2.0.0', [...deliveryTypes]],
    ['1.2.0', deliveryTypes.filter((type) => type !== 'school-admin')],
    ['1.0', deliveryTypes.filter((type) => type !== 'school-admin')],
    ['10.0.0', [...deliveryTypes]],
  ])('of version %s knows %j', (version, known) => {
    expect(deliveryTypes.filter((type) => knowsType(version, type))).toEqual(known);
  });
});

describe('crossFieldErrors', () => {
  const noEndDate = {
    path: '/endDate',
    expected: 'a date, because the status is cancelled',
    seen: 'missing',
  };
  const unknownType = {
    path: '/deliveryType',
    expected:
      'one of school-all, school-studies, school-subjects, school-groups, school-students, school-employees, school-activationcodes, customer-user, customer-activatoncode',
    seen: 'school-admin',
  };
  const admin = { deliveryType: 'school-admin' };

  it.each<[string, object, string, object[]]>([
    ['an ordered order', {}, '2.0.0', []],
    ['an ordered order with an endDate', { endDate: '2026-09-01' }, '2.0.0', []],
    [
      'a cancelled order with an endDate',
      { status: 'cancelled', endDate: '2026-09-01' },
      '1.2.0',
      [],
    ],
    ['a cancelled order without an endDate', { status: 'cancelled' }, '2.0.0', [noEndDate]],
    ['a type of version 2 in version 2', admin, '2.0.0', []],
    ['a type of version 2 in version 1', admin, '1.2.0', [unknownType]],
    ['both errors', { ...admin, status: 'cancelled' }, '1.2.0', [noEndDate, unknownType]],
  ])('of %s', (_title, difference, version, errors) => {
    expect(crossFieldErrors(orderOf(difference), version)).toEqual(errors);
  });
});

describe('the quantities of an order', () => {
  const lists: Partial<Record<DeliveryType, string>> = {
    'school-studies': 'studyYears',
    'school-subjects': 'subjects',
    'school-groups': 'groups',
  };
  /** An order of that type with parts of these quantities; undefined: a part without one. */
  const ofParts = (
    quantities: (number | undefined)[],
    total?: number,
    type: DeliveryType = 'school-groups',
  ) =>
    orderOf({
      deliveryType: type,
      deliverySpecification: {
        [lists[type] ?? 'groups']: quantities.map((quantity) => ({
          ...(quantity !== undefined && { quantity }),
        })),
        ...(total !== undefined && { totalQuantity: total }),
      },
    });

  it.each(deliveryTypes)('partsOf %s', (type) => {
    const parts = lists[type] ? [{ quantity: 1 }, {}] : [];
    expect(partsOf(ofParts([1, undefined], undefined, type))).toEqual(parts);
  });

  it.each<[string, DeliveryOrder, number | undefined, number | undefined]>([
    ['no parts', ofParts([]), undefined, undefined],
    ['no parts and a total', ofParts([], 5), undefined, 5],
    ['a type without parts', ofParts([1], undefined, 'school-all'), undefined, undefined],
    ['a type without parts and a total', ofParts([1], 5, 'school-all'), undefined, 5],
    ['one part', ofParts([1]), 1, 1],
    ['two parts', ofParts([60, 40]), 100, 100],
    ['parts of 0', ofParts([0, 0]), 0, 0],
    ['a negative part', ofParts([-1, 2]), 1, 1],
    ['a part without a quantity first', ofParts([undefined, 1]), undefined, undefined],
    ['a part without a quantity last', ofParts([1, undefined]), undefined, undefined],
    ['a total of 0 beside parts', ofParts([1, 2], 0), 3, 0],
    ['a total that is not the sum', ofParts([1, 2], 4), 3, 4],
    ['the largest safe sum', ofParts([2 ** 53 - 2, 1]), 2 ** 53 - 1, 2 ** 53 - 1],
  ])('with %s', (_title, order, sum, total) => {
    expect([sumOfParts(order), totalOf(order)]).toEqual([sum, total]);
  });
});
