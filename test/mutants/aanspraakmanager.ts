import { randomUUID } from 'node:crypto';
import { schools } from '../../src/apis/edu-v-delivery/seed.js';
import type { Mutant } from './mutant.js';
import {
  changesRepeats,
  responseBody,
  fieldsOf,
  responseHeader,
  operation,
  acceptsWithGoodToken,
  requestBody,
  refuses,
  scopesOf,
  statusBecomes,
  successBecomes,
  requestHeader,
} from './mutations.js';
import type { ProxiedResponse, ProxiedRequest, Mutation } from './proxy.js';

const accepted: ProxiedResponse = { status: 202, headers: {}, body: '' };
const refusal: ProxiedResponse = {
  status: 400,
  headers: { 'content-type': 'application/json', 'api-version': '2.0.0' },
  body: JSON.stringify({ status: 11, statusMessage: 'Schema incorrect' }),
};
const id = (name: string): string => `EDUV-DELIVERY-${name}`;
const ids = (...names: string[]): string[] => names.map(id);
const orders = operation('PUT', '/deliveryorders');
const confirmations = operation('PUT', '/deliveryorders/confirmations');
const confirmed = (change: (body: Fields) => Fields): Mutation =>
  requestBody(confirmations, change);
type Fields = Record<string, unknown>;
type Order = Fields & { deliverySpecification: Fields };
const orderIn = (request: ProxiedRequest): Order => fieldsOf(request)['deliveryOrder'] as Order;
const receiveId = (body: Fields): unknown => body['deliveryOrderReceiveId'];
/** Turns refusals with that reason into approvals. */
const refusalBecomesApproval = (reason: string, newStatus: string): Mutation =>
  confirmed((body) =>
    String(body['statusMessage']).includes(reason)
      ? { ...body, success: true, status: 0, newStatus }
      : body,
  );

// prettier-ignore
export const aanspraakmanagerMutants: Mutant[] = [
  { name: '200 for 202', breaks: ids('acceptDeliveryOrder-ok', '11', '50', '59', '76'), server: successBecomes(200, orders) },
  { name: 'no API-Version', breaks: ids('40'), server: responseHeader('api-version', undefined) },
  { name: '400 without a StatusResponse', breaks: ids('41', '44'), server: responseBody(400, () => 'Bad Request') },
  { name: 'another status for a schema error', breaks: ids('44'), server: responseBody(400, (body) => ({ ...body, status: 99 })) },
  { name: 'another text for a schema error', breaks: ids('45'), server: responseBody(400, (body) => ({ ...body, statusMessage: 'oops' })) },
  { name: '500 for a schema error', breaks: ids('acceptDeliveryOrder-ok', 'acceptDeliveryOrder-schema', '51', '58', '75', '121', '124', '125'), server: statusBecomes(400, 500, orders) },
  { name: '422 for a schema error', breaks: ids('acceptDeliveryOrder-schema', '58', '121'), server: statusBecomes(400, 422, orders) },
  { name: '401 without WWW-Authenticate', breaks: ids('43'), server: responseHeader('www-authenticate', undefined) },
  { name: '401 with a body of another form', breaks: ids('42'), server: responseBody(401, () => ({ error: 'invalid_token' })) },
  { name: '403 for an invalid token', breaks: ids('acceptDeliveryOrder-token', 'acceptDeliveryOrder-scope'), server: statusBecomes(401, 403) },
  { name: 'a token is not required', breaks: ids('acceptDeliveryOrder-token'), mayBreak: ids('49'), server: acceptsWithGoodToken((request) => request.headers.authorization === undefined, (request) => scopesOf(request).includes('entitlor')) },
  { name: 'any scope is enough', breaks: ids('acceptDeliveryOrder-scope'), server: acceptsWithGoodToken((request) => /dashboard/.test(scopesOf(request)) && !/entitlor/.test(scopesOf(request))) },
  { name: 'a token in the query is accepted', breaks: ids('49'), server: acceptsWithGoodToken((request) => request.path.includes('access_token'), (request) => scopesOf(request).includes('entitlor')) },
  { name: '404 for another method and another role', breaks: ids('acceptDeliveryOrder-method', 'getDeliveryOrder-role-aanspraakmanager', 'getDeliveryOrdersForSchool-role-aanspraakmanager', 'getDeliveryOrdersForUser-role-aanspraakmanager', 'getDeliveryOrdersByContract-role-aanspraakmanager', 'confirmDeliveryOrder-role-aanspraakmanager'), mayBreak: ids('41'), server: statusBecomes(405, 404) },
  { name: 'POST /deliveryorders is accepted', breaks: ids('acceptDeliveryOrder-method'), server: statusBecomes(405, 202, operation('POST', '/deliveryorders')) },
  { name: 'PUT /deliveryorders/confirmations is accepted', breaks: ids('confirmDeliveryOrder-role-aanspraakmanager'), server: statusBecomes(405, 202, confirmations) },
  { name: 'GET /deliveryorders/school is answered', breaks: ids('getDeliveryOrdersForSchool-role-aanspraakmanager'), server: statusBecomes(405, 200, operation('GET', '/deliveryorders/school'), '[]') },
  { name: '405 without Allow', breaks: ids('47'), server: responseHeader('allow', undefined) },
  { name: '405 with a body', breaks: ids('48'), server: responseBody(405, () => ({ status: 99 })) },
  { name: '202 with the status code of a refusal', breaks: ids('46'), server: responseBody(202, () => ({ status: 99 })) },
  { name: 'an unknown field is refused', breaks: ids('acceptDeliveryOrder-ok', '50'), server: refuses((request) => request.body.includes('fieldOfTheFuture')) },
  { name: 'text/plain is accepted', breaks: ids('58'), server: requestHeader(orders, 'content-type', () => 'application/json') },
  { name: 'an empty list of groups is refused', breaks: ids('acceptDeliveryOrder-ok', '59'), server: refuses((request) => request.body.includes('"groups":[]')) },
  { name: 'school-admin is refused', breaks: ids('acceptDeliveryOrder-ok', '76'), server: refuses((request) => request.body.includes('"school-admin"')) },
  { name: 'a repeat is refused', breaks: ids('acceptDeliveryOrder-ok', '11', '56'), server: changesRepeats((body) => String(body['deliveryOrderReferenceId']).toLowerCase(), () => refusal, orders) },
  { name: 'a cancellation without endDate is accepted', breaks: ids('75'), server: addsEndDate() },
  { name: 'a refused order is processed', breaks: ids('09'), server: refusesAndTakes() },

  { name: 'nothing is confirmed', breaks: ids('05'), mayBreak: ids('57'), client: { request: (request) => (confirmations(request) ? accepted : request) } },
  { name: 'another reference', breaks: ids('06'), mayBreak: ids('05'), client: confirmed((body) => ({ ...body, deliveryOrderReferenceId: randomUUID() })) },
  { name: 'a new receive id each time', breaks: ids('07', '08', '15', '56'), client: confirmed((body) => ({ ...body, deliveryOrderReceiveId: randomUUID() })) },
  { name: 'a repeat is not confirmed', breaks: ids('07', '56'), client: changesRepeats(receiveId, () => accepted, confirmations) },
  { name: 'a repeat is confirmed with different content', breaks: ids('16'), client: changesRepeats(receiveId, (request) => ({ ...request, body: JSON.stringify({ ...fieldsOf(request), statusMessage: 'again' }) }), confirmations) },
  { name: 'another product', breaks: ids('12'), client: confirmed((body) => ({ ...body, productId: '9789000000000' })) },
  { name: 'another delivery order', breaks: ids('23'), mayBreak: ids('57'), client: confirmed((body) => ({ ...body, deliveryOrderId: randomUUID() })) },
  { name: 'a refusal without a reason', breaks: ids('13'), client: confirmed(({ statusMessage, ...body }) => (body['success'] ? { ...body, statusMessage } : body)) },
  { name: 'a refusal with the status code of success', breaks: ids('13'), client: confirmed((body) => ({ ...body, status: 0 })) },
  { name: 'no newStatus', breaks: ids('14', '26', '29'), mayBreak: ids('15'), client: confirmed(({ newStatus: _, ...body }) => body) },
  { name: 'a success with the status code of a refusal', breaks: ids('17'), client: confirmed((body) => ({ ...body, status: 4199 })) },
  { name: 'local time', breaks: ids('20'), client: confirmed((body) => ({ ...body, processedTimestamp: String(body['processedTimestamp']).replace('Z', '+00:00') })) },
  { name: 'processed tomorrow', breaks: ids('21'), client: confirmed((body) => ({ ...body, processedTimestamp: '2126-01-01T00:00:00Z' })) },
  { name: 'processed long ago', breaks: ids('22'), client: confirmed((body) => ({ ...body, processedTimestamp: '2016-01-01T00:00:00Z' })) },
  { name: 'licensed for processed', breaks: ids('24', '26'), client: confirmed((body) => (body['newStatus'] === 'processed' ? { ...body, newStatus: 'licensed' } : body)) },
  { name: 'another total quantity', breaks: ids('25'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, newTotalQuantity: 79 } : body)) },
  { name: 'no total quantity', breaks: ids('27'), client: confirmed(({ newTotalQuantity, ...body }) => (newTotalQuantity ? { ...body, newStatus: 'processed' } : body)) },
  { name: 'one receive id for processed and licensed', breaks: ids('28'), client: oneReceiveId() },
  { name: 'processed for cancelled', breaks: ids('29', '126'), client: confirmed((body) => (body['newStatus'] === 'cancelled' ? { ...body, newStatus: 'processed' } : body)) },
  { name: 'an empty receive id', breaks: ids('33'), mayBreak: ids('28'), client: confirmed((body) => ({ ...body, deliveryOrderReceiveId: '' })) },
  { name: 'newStatus in upper case', breaks: ids('01', '26'), mayBreak: ids('29', '126'), client: confirmed(({ newStatus, ...body }) => (typeof newStatus === 'string' ? { ...body, newStatus: newStatus.toUpperCase() } : body)) },
  { name: 'success is a string', breaks: ids('01'), mayBreak: ids('27', '60', '70', '71', '72', '73', '74', '125'), client: confirmed((body) => ({ ...body, success: String(body['success']) })) },
  { name: 'the reference in lower case', breaks: ids('57'), client: confirmed((body) => ({ ...body, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']).toLowerCase() })) },
  { name: 'the token in the query', breaks: ids('02', '04'), client: { request: (request) => (confirmations(request) ? { ...request, path: `${request.path}?access_token=x`, headers: { ...request.headers, authorization: undefined } } : request) } },
  { name: 'POST for PUT', breaks: ids('03'), client: { request: (request) => (confirmations(request) ? { ...request, method: 'POST' } : request) }, mayBreak: ids('05', '57') },
  { name: 'a raised quantity is accepted', breaks: ids('70'), mayBreak: ids('24'), client: refusalBecomesApproval('can only be reduced', 'processed') },
  { name: 'another startDate is accepted', breaks: ids('71'), mayBreak: ids('24'), client: refusalBecomesApproval('startDate', 'processed') },
  { name: 'a cancelled order is processed again', breaks: ids('72'), client: refusalBecomesApproval('which is final', 'cancelled') },
  { name: 'a licensed order is cancelled', breaks: ids('73'), client: refusalBecomesApproval('cannot be cancelled', 'licensed') },
  { name: 'quantities that do not add up are accepted', breaks: ids('74'), client: refusalBecomesApproval('add up', 'processed') },
  { name: 'a change is never confirmed', breaks: ids('05'), client: { request: (request) => (confirmations(request) && 'newTotalQuantity' in fieldsOf(request) ? accepted : request) } },
  { name: 'a cancellation is never confirmed', breaks: ids('05'), client: { request: (request) => (confirmations(request) && fieldsOf(request)['newStatus'] === 'cancelled' ? accepted : request) } },
  { name: 'a rejection is never confirmed', breaks: ids('05'), client: { request: (request) => (confirmations(request) && fieldsOf(request)['success'] === false ? accepted : request) } },
  { name: 'a second message for a cancelled order is never confirmed', breaks: ids('05'), client: { request: (request) => (confirmations(request) && request.body.includes('which is final') ? accepted : request) } },
  { name: 'the old total quantity', breaks: ids('25'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, newTotalQuantity: 100 } : body)) },
  { name: 'one receive id for everything', breaks: ids('122'), mayBreak: ids('28'), client: confirmed((body) => ({ ...body, deliveryOrderReceiveId: 'RECEIVED' })) },
  { name: 'deliveryOrderId in lower case', breaks: ids('57'), client: confirmed((body) => ({ ...body, deliveryOrderId: String(body['deliveryOrderId']).toLowerCase() })) },
  { name: 'a rejection was processed in 2020', breaks: ids('22'), client: confirmed((body) => (body['success'] ? body : { ...body, processedTimestamp: '2020-01-01T00:00:00Z' })) },
  { name: 'a change was processed in 2020', breaks: ids('22'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, processedTimestamp: '2020-01-01T00:00:00Z' } : body)) },
  ...['productId', 'buyer', 'contractId', 'deliveryType', 'deliverySpecification', 'portals', 'activationUntilDate'].map((field) => ({ name: `another ${field} is accepted`, breaks: ids('71'), client: refusalBecomesApproval(`can change: ${field}`, 'processed') })),
  { name: 'a quantity is raised after a reduction', breaks: ids('70'), client: refusalBecomesApproval('it is 80', 'processed') },
  { name: 'the quantity of a licensed order is raised', breaks: ids('70'), client: licensedRaise() },
  { name: 'the sum of study years is not checked', breaks: ids('74'), client: refusalBecomesApproval('add up to 90', 'processed') },
  { name: 'an unknown order is cancelled without endDate', breaks: ids('60', '75'), mayBreak: ids('24'), server: addsEndDate(), client: refusalBecomesApproval('unknown order', 'cancelled') },
  { name: 'a user without an identifier is accepted', breaks: ids('124'), server: replacesInOrders('"students":[{}]', '"students":[{"userMasterIdentifier":"somebody"}]') },
  { name: '500 for an unknown field', breaks: ids('acceptDeliveryOrder-ok', '50', '51'), server: refuses((request) => request.body.includes('fieldOfTheFuture'), 500) },
  { name: 'portals are required', breaks: ids('acceptDeliveryOrder-ok', '76'), mayBreak: ids('44', '45', '59'), server: refuses((request) => isForGroups(request) && !request.body.includes('"portals"')) },
  { name: 'totalQuantity is required', breaks: ids('acceptDeliveryOrder-ok'), mayBreak: ids('44', '45', '59'), server: refuses((request) => isForGroups(request) && !request.body.includes('"totalQuantity"')) },
  { name: '500 for a change', breaks: ids('acceptDeliveryOrder-ok', '51'), server: refuses((request) => orders(request) && orderIn(request)?.['status'] === 'processed', 500) },
  { name: 'an order that is unknown is cancelled', breaks: ids('60'), mayBreak: ids('24'), client: refusalBecomesApproval('unknown order', 'cancelled') },
  // Any valid message, not only the first one.
  { name: '500 for ids in upper case', breaks: ids('acceptDeliveryOrder-ok', '51'), server: refuses((request) => orders(request) && hasUpperCaseReference(request), 500) },
  { name: '400 for ids in upper case', breaks: ids('acceptDeliveryOrder-ok'), server: refuses((request) => orders(request) && hasUpperCaseReference(request)) },
  { name: '400 for a cancellation', breaks: ids('acceptDeliveryOrder-ok'), server: refuses((request) => orders(request) && orderIn(request)?.['status'] === 'cancelled') },
  { name: '500 for a cancellation', breaks: ids('acceptDeliveryOrder-ok', '51', '75'), server: refuses((request) => orders(request) && orderIn(request)?.['status'] === 'cancelled', 500) },
  { name: '500 for another startDate', breaks: ids('acceptDeliveryOrder-ok', '51'), server: refuses((request) => orders(request) && orderIn(request)?.['startDate'] === '2020-08-01', 500) },
  { name: '500 for an order that another kind of buyer buys', breaks: ids('acceptDeliveryOrder-ok', '51', '125'), server: refuses((request) => orders(request) && /"buyer":\{"displayName".*"deliveryType":"school-/.test(request.body), 500) },
  { name: '503 for a repeat', breaks: ids('acceptDeliveryOrder-ok', '11', '51', '56'), server: changesRepeats(referenceIn, () => ({ ...refusal, status: 503 }), orders) },
  { name: '500 for an empty list of students', breaks: ids('acceptDeliveryOrder-ok', '51'), server: refuses((request) => orders(request) && request.body.includes('"students":[]'), 500) },
  { name: 'Schema incorrect for a quantity of 0', breaks: ids('acceptDeliveryOrder-ok'), server: { request: (request) => (orders(request) && request.body.includes('"totalQuantity":0}') ? refusal : request) } },
  { name: 'a change is confirmed for another product', breaks: ids('12'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, productId: '9789000000000' } : body)) },
  { name: 'a cancellation is confirmed for another product', breaks: ids('12'), client: confirmed((body) => (body['newStatus'] === 'cancelled' ? { ...body, productId: '9789000000000' } : body)) },
  { name: 'a rejection is sent for another product', breaks: ids('12'), client: confirmed((body) => (body['success'] ? body : { ...body, productId: '9789000000000' })) },
  { name: 'a change is confirmed for another delivery order', breaks: ids('23'), mayBreak: ids('57'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, deliveryOrderId: randomUUID() } : body)) },
  { name: 'a second reduction is confirmed with the quantity of the first', breaks: ids('25'), client: firstReductionAgain() },
  { name: 'the cancellation of a reduced order is confirmed as processed', breaks: ids('29', '126'), client: keepsReducedOrders() },
  { name: 'the reference in upper case', breaks: ids('57'), client: confirmed((body) => ({ ...body, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']).toUpperCase() })) },
  { name: 'deliveryOrderId in upper case', breaks: ids('57'), client: confirmed((body) => ({ ...body, deliveryOrderId: String(body['deliveryOrderId']).toUpperCase() })) },
  { name: 'a change is processed in the future', breaks: ids('21'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, processedTimestamp: '2126-01-01T00:00:00Z' } : body)) },
  { name: 'a rejection is processed in the future', breaks: ids('21'), client: confirmed((body) => (body['success'] ? body : { ...body, processedTimestamp: '2126-01-01T00:00:00Z' })) },
  { name: 'a school buys for a customer', breaks: ids('125'), client: refusalBecomesApproval('must be a customer', 'processed') },
  { name: 'a customer buys for a school', breaks: ids('125'), server: requestBody((request) => orders(request) && /"buyer":\{"displayName".*"deliveryType":"school-/.test(request.body), (body) => ({ ...body, deliveryOrder: { ...(body['deliveryOrder'] as Fields), buyer: schools.first } })) },
  { name: 'a school without an identifier is accepted', breaks: ids('124'), server: replacesInOrders('"school":{}', '"school":{"organisationMasterIdentifier":"104A158"}') },
];

/** True for an order for groups of which a field may be missing. */
function isForGroups(request: ProxiedRequest): boolean {
  return orders(request) && request.body.includes('"school-groups"');
}

/** Confirms the refused raise of an order that is in use. */
function licensedRaise(): Mutation {
  const licensed = new Set<unknown>();
  return confirmed((body) => {
    if (body['newStatus'] === 'licensed') licensed.add(body['deliveryOrderId']);
    const isRaise = String(body['statusMessage']).includes('can only be reduced');
    return isRaise && licensed.has(body['deliveryOrderId'])
      ? { ...body, success: true, status: 0, newStatus: 'licensed' }
      : body;
  });
}

/** Accepts a cancellation without endDate, as if it had one. */
function addsEndDate(): Mutation {
  const isIncomplete = (request: ProxiedRequest): boolean =>
    orders(request) && orderIn(request)?.['status'] === 'cancelled' && !orderIn(request)['endDate'];
  return requestBody(isIncomplete, (body) => ({
    ...body,
    deliveryOrder: { ...(body['deliveryOrder'] as Fields), endDate: '2026-09-01' },
  }));
}

/** Replaces a text in the orders that the server receives. */
function replacesInOrders(from: string, to: string): Mutation {
  return {
    request: (request) =>
      orders(request) ? { ...request, body: request.body.replace(from, to) } : request,
  };
}

/** The reference of a request; undefined if it has none. */
function referenceIn({ deliveryOrderReferenceId: reference }: Fields): string | undefined {
  return typeof reference === 'string' ? reference.toLowerCase() : undefined;
}

function hasUpperCaseReference(request: ProxiedRequest): boolean {
  return /"deliveryOrderReferenceId":"[^a-z"]*[A-Z][^a-z"]*"/.test(request.body);
}

/** Confirms every reduction of an order with the quantity of the first one. */
function firstReductionAgain(): Mutation {
  const first = new Map<unknown, unknown>();
  return confirmed((body) => {
    const { deliveryOrderId: order, newTotalQuantity: quantity } = body;
    if (quantity === undefined) return body;
    if (!first.has(order)) first.set(order, quantity);
    return { ...body, newTotalQuantity: first.get(order) };
  });
}

/** Confirms the cancellation of an order that was reduced with its earlier status. */
function keepsReducedOrders(): Mutation {
  const reduced = new Set<unknown>();
  return confirmed((body) => {
    if (body['newTotalQuantity'] !== undefined) reduced.add(body['deliveryOrderId']);
    const isEnd = body['newStatus'] === 'cancelled' && reduced.has(body['deliveryOrderId']);
    return isEnd ? { ...body, newStatus: 'processed' } : body;
  });
}

/** Forwards a corrected request when its productId is a number, and answers with a refusal. */
function refusesAndTakes(): Mutation {
  const isWrong = (request: ProxiedRequest): boolean =>
    orders(request) && typeof orderIn(request)?.['productId'] === 'number';
  return {
    request: (request) =>
      isWrong(request)
        ? {
            ...request,
            body: request.body.replace(/"productId":\d+/, '"productId":"9789000000029"'),
          }
        : request,
    response: (response, request) => (isWrong(request) ? { ...response, ...refusal } : response),
  };
}

/** Sends all confirmations of an order with the receive id of the first. */
function oneReceiveId(): Mutation {
  const first = new Map<unknown, unknown>();
  return confirmed((body) => {
    const order = body['deliveryOrderReferenceId'];
    if (!first.has(order)) first.set(order, receiveId(body));
    return { ...body, deliveryOrderReceiveId: first.get(order) };
  });
}
