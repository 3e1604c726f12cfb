import type { SchemaError } from '../../platform/validation/schema.js';
import { rowOf, version1Types, type DeliveryType } from './delivery-types.js';
import type { DeliveryOrder } from './messages.js';

type Specification = Record<string, unknown> & { totalQuantity?: number };
/** One of those for whom an order is, with its share of the quantity. */
export type Part = Record<string, unknown> & { quantity?: number };

/** Whether a version of the API knows a delivery type: `school-admin` came with version 2. */
export function knowsType(version: string, type: DeliveryType): boolean {
  return !version.startsWith('1.') || version1Types.includes(type);
}

/** What no schema can say, and what belongs to the form of an order all the same. Paths are those of the order. */
export function crossFieldErrors(
  { status, endDate, deliveryType }: DeliveryOrder,
  version: string,
): SchemaError[] {
  return [
    ...(status === 'cancelled' && endDate === undefined
      ? [{ path: '/endDate', expected: 'date, since the status is cancelled', seen: 'missing' }]
      : []),
    ...(knowsType(version, deliveryType)
      ? []
      : [
          {
            path: '/deliveryType',
            expected: `one of ${version1Types.join(', ')}`,
            seen: deliveryType,
          },
        ]),
  ];
}

/** The study years, subjects or groups of an order; none for other types. */
export function partsOf({ deliveryType, deliverySpecification }: DeliveryOrder): Part[] {
  const { parts } = rowOf(deliveryType);
  return parts ? (deliverySpecification[parts.list] as Part[]) : [];
}

/** What the parts add up to; undefined where one of them has no quantity. */
export function sumOfParts(order: DeliveryOrder): number | undefined {
  const parts = partsOf(order);
  if (parts.length === 0) return undefined;
  return parts.reduce<number | undefined>(
    (sum, { quantity }) =>
      sum === undefined || quantity === undefined ? undefined : sum + quantity,
    0,
  );
}

/** How many may activate in all, as the order says or as its parts add up; undefined: it says nothing. */
export function totalOf(order: DeliveryOrder): number | undefined {
  return (order.deliverySpecification as Specification).totalQuantity ?? sumOfParts(order);
}
