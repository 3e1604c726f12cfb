import type { DeliveryOrder } from './messages.js';
import type { SchoolReference, UserReference } from './references.messages.js';

/** All identifiers of a school as search keys. */
export function schoolKeys({
  organisationMasterIdentifier: master,
  organisationIds = [],
}: SchoolReference): string[] {
  return [
    ...(master === undefined ? [] : [`school master ${master}`]),
    ...organisationIds.map(
      ({ organisationIdType, organisationId }) => `school ${organisationIdType} ${organisationId}`,
    ),
  ];
}

/** All identifiers of a user as search keys. */
export function userKeys({ userMasterIdentifier: master, userIds = [] }: UserReference): string[] {
  return [
    ...(master === undefined ? [] : [`user master ${master}`]),
    ...userIds.map(({ userIdType, userId }) => `user ${userIdType} ${userId}`),
  ];
}

/** True where two lists of identifiers have one in common. */
export function overlap(some: string[], others: ReadonlySet<string>): boolean {
  return some.some((one) => others.has(one));
}

/** The school that an order is for; undefined for a customer's order. */
export function schoolOf({
  buyer,
  deliveryType,
  deliverySpecification,
}: DeliveryOrder): SchoolReference | undefined {
  if (!deliveryType.startsWith('school-')) return undefined;
  return (
    (deliverySpecification['school'] as SchoolReference | undefined) ?? (buyer as SchoolReference)
  );
}

/**
 * Search keys of an order: the identifiers of its school and of the school that buys, or of its
 * student.
 */
export function keysOf(order: DeliveryOrder): string[] {
  const school = schoolOf(order);
  if (school)
    return [...new Set([...schoolKeys(school), ...schoolKeys(order.buyer as SchoolReference)])];
  const { student } = order.deliverySpecification as { student?: UserReference };
  return student ? userKeys(student) : [];
}
