import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { SchoolReference } from '../../../apis/edu-v-delivery/references.messages.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { CallOptions } from '../../runner/target-client.js';
import type { DeliveryTestData } from './test-data.js';

const {
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
} = deliveryOperations;

/** The operations that read delivery orders. */
export const readOperations = [
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
] as const satisfies readonly Operation[];

/** Creates a valid call of a read operation, with all optional parameters. */
export function validReadCall(testData: DeliveryTestData, { name }: Operation): CallOptions {
  switch (name) {
    case 'getDeliveryOrdersForSchool':
      return readBySchool(schoolQueryOf(testData.school), {
        status: 'processed',
        deliveryType: 'school-all',
      });
    case 'getDeliveryOrdersForUser':
      return readByUser(testData, testData.school, { status: 'processed' });
    case 'getDeliveryOrdersByContract':
      return readByContract(testData.contract);
    default:
      return readById(testData.orderId);
  }
}

export function readById(id: string, as = 'entitlor'): CallOptions {
  return {
    operation: getDeliveryOrder,
    path: getDeliveryOrder.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function readByContract(id: string, as = 'entitlor'): CallOptions {
  return {
    operation: getDeliveryOrdersByContract,
    path: getDeliveryOrdersByContract.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function readBySchool(
  school: Record<string, string>,
  filter: Record<string, string> = {},
  as = 'dashboard',
): CallOptions {
  return { operation: getDeliveryOrdersForSchool, query: { ...school, ...filter }, as };
}

export function readByUser(
  { user }: DeliveryTestData,
  school: SchoolReference,
  query: Record<string, string> = {},
  as = 'dashboard',
): CallOptions {
  return { operation: getDeliveryOrdersForUser, query, body: { school, user }, as };
}

/**
 * Query parameters that identify a school: its first organisationId, or its
 * organisationMasterIdentifier.
 */
export function schoolQueryOf(school: SchoolReference): Record<string, string> {
  const { organisationMasterIdentifier: orgMasterId, organisationIds: [other] = [] } = school;
  if (other) return { orgId: other.organisationId, orgIdType: other.organisationIdType };
  return orgMasterId === undefined ? {} : { orgMasterId };
}

/** The orders in a response; none if the response is not a list. */
export function deliveryOrdersIn({ status, response }: Exchange): DeliveryOrder[] {
  const value = status === 200 ? parseJson(response.body) : [];
  return Array.isArray(value) ? (value as DeliveryOrder[]) : [];
}
