import { at } from '../../platform/requirements/check-result.js';
import type { ViolationDetail } from '../../platform/requirements/requirement.js';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { RuleValues } from '../../platform/config/rules.js';
import { deliveryTypeOf, rowOf, typeSynonyms, version1Types } from './delivery-types.js';
import type { DeliveryOrder } from './messages.js';

type Specification = Record<string, unknown> & { totalQuantity?: number };
/** A study year, subject or group of an order, with its share of the quantity. */
export type Part = Record<string, unknown> & { quantity?: number };

/** True for a delivery type of that version of the API: `school-admin` came with version 2. */
export function knowsType(version: string, type: string): boolean {
  return !version.startsWith('1.') || version1Types.includes(deliveryTypeOf(type));
}

/**
 * Schema errors that depend on several fields of an order, or on the rule DELIVERY_TYPE_NAMES. Their
 * paths begin at the order.
 */
export function crossFieldErrors(
  { status, endDate, deliveryType }: DeliveryOrder,
  version: string,
  rules: RuleValues = {},
): SchemaError[] {
  const isRefusedName =
    rules['DELIVERY_TYPE_NAMES'] === 'strict' && Object.hasOwn(typeSynonyms, deliveryType);
  return [
    ...(status === 'cancelled' && endDate === undefined
      ? [{ path: '/endDate', expected: 'a date, because the status is cancelled', seen: 'missing' }]
      : []),
    ...(isRefusedName
      ? [{ path: '/deliveryType', expected: deliveryTypeOf(deliveryType), seen: deliveryType }]
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

/** The places where a study year, subject or group has no id. The schema does not require one. */
export function missingPartIds(order: DeliveryOrder, base: string): ViolationDetail[] {
  const { parts } = rowOf(order.deliveryType);
  if (!parts) return [];
  const list = `${base}/deliverySpecification/${parts.list}`;
  return partsOf(order).flatMap((part, index) =>
    part[parts.id] === undefined ? [at(`${list}/${index}/${parts.id}`, 'an id', 'missing')] : [],
  );
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

/**
 * True when the buyer of a customer order is a school. The schema checks the buyer of a school
 * order.
 */
export function isCustomerOrderOfSchool({
  buyer,
  deliveryType,
}: Pick<DeliveryOrder, 'buyer' | 'deliveryType'>): boolean {
  const isSchool = 'organisationMasterIdentifier' in buyer || 'organisationIds' in buyer;
  return deliveryType.startsWith('customer-') && isSchool;
}
