import type { DeliveryOrder } from '../../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../../apis/edu-v-delivery/operations.js';
import type {
  SchoolReference,
  UserReference,
} from '../../../../apis/edu-v-delivery/references.messages.js';
import type { Operation } from '../../../../platform/api/operation.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import { parseJson } from '../../../../platform/requirements/check-result.js';
import type { CallOptions } from '../../../runner/target-client.js';
import type { TestContext } from '../../../runner/test-context.js';
import type { DeliveryTestData } from '../test-data.js';

const {
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
} = deliveryOperations;

/** A call that reads delivery orders, by a client of that kind. */
export type ReadCall = CallOptions & { as: string };

/** The operations that read delivery orders. */
export const readOperations = [
  getDeliveryOrder,
  getDeliveryOrdersForSchool,
  getDeliveryOrdersForUser,
  getDeliveryOrdersByContract,
] as const satisfies readonly Operation[];

/** Creates a valid call of a read operation, with all optional parameters. */
export async function validReadCall(
  context: TestContext,
  testData: DeliveryTestData,
  operation: Operation,
): Promise<CallOptions> {
  const call = readCallOf(context, testData, operation);
  // Its answer says if the default client has the right to read.
  if (!context.session.hasClient(call.as)) await callAsReader(context, { ...call, probe: true });
  return call;
}

/** A call of a read operation for the configured data; skips the test without it. */
export function readCallOf(
  context: TestContext,
  testData: DeliveryTestData,
  { name }: Operation,
): ReadCall {
  switch (name) {
    case 'getDeliveryOrdersForSchool':
      return readBySchool(schoolQueryOf(testData.school(context)), {
        status: 'processed',
        deliveryType: 'school-all',
      });
    case 'getDeliveryOrdersForUser':
      return readByUser(testData.user(context), testData.school(context), { status: 'processed' });
    case 'getDeliveryOrdersByContract':
      return readByContract(testData.contract(context));
    default:
      return readById(testData.orderId(context));
  }
}

/**
 * Reads delivery orders. Skips the test if no client of that kind is configured and the default
 * client has no right to read them.
 */
export async function callAsReader(context: TestContext, call: ReadCall): Promise<Exchange> {
  const exchange = await context.call(call);
  const { method, path } = call.operation;
  if (context.session.hasClient(call.as) || ![401, 403].includes(exchange.status)) return exchange;
  return context.skip(
    `configure clients.${call.as}: ${method} ${path} answers ${exchange.status} to a token of ` +
      `the client ${context.session.options.client.clientId}`,
  );
}

export function readById(id: string, as = 'entitlor'): ReadCall {
  return {
    operation: getDeliveryOrder,
    path: getDeliveryOrder.path.replace('{id}', encodeURIComponent(id)),
    as,
  };
}

export function readByContract(id: string, as = 'entitlor'): ReadCall {
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
): ReadCall {
  return { operation: getDeliveryOrdersForSchool, query: { ...school, ...filter }, as };
}

export function readByUser(
  user: UserReference,
  school: SchoolReference,
  query: Record<string, string> = {},
  as = 'dashboard',
): ReadCall {
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
