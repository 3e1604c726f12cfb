import type { SchemaError } from '../../platform/validation/schema.js';
import { rowOf, version1Types, type DeliveryType } from './delivery-types.js';
import type { DeliveryOrder } from './messages.js';

type Specification = Record<string, unknown> & { totalQuantity?: number };
/** A study year, subject or group of an order, with its share of the quantity. */
export type Part = Record<string, unknown> & { quantity?: number };

/** True for a delivery type of that version of the API: `school-admin` came with version 2. */
export function knowsType(version: string, type: DeliveryType): boolean {
  return !version.startsWith('1.') || version1Types.includes(type);
}

/** Schema errors that depend on several fields of an order. Their paths begin at the order. */
export function crossFieldErrors(
  { status, endDate, deliveryType }: DeliveryOrder,
  version: string,
): SchemaError[] {
  return [
    ...(status === 'cancelled' && endDate === undefined
      ? [{ path: '/endDate', expected: 'a date, because the status is cancelled', seen: 'missing' }]
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

/** Sum of the quantities of the parts; undefined where one of them has no quantity. */
export function sumOfParts(order: DeliveryOrder): number | undefined {
  const parts = partsOf(order);
  if (parts.length === 0) return undefined;
  return parts.reduce<number | undefined>(
    (sum, { quantity }) =>
      sum === undefined || quantity === undefined ? undefined : sum + quantity,
    0,
  );
}

/**
 * Total number of activations, from the order or from its parts; undefined where neither has it.
 */
export function totalOf(order: DeliveryOrder): number | undefined {
  return (order.deliverySpecification as Specification).totalQuantity ?? sumOfParts(order);
}
