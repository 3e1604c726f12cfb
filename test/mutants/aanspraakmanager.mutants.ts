import { randomUUID } from 'node:crypto';
import { mutantsOf, type Mutant } from './bench.js';
import {
  again,
  bodyOf,
  fieldsOf,
  header,
  is,
  letsIn,
  message,
  refuses,
  scopesOf,
  statusBecomes,
  successIs,
  withHeader,
} from './changes.js';
import type { Answer, Call, Mutation } from './proxy.js';
import { aanspraakmanager } from './subjects.js';

const taken: Answer = { status: 202, headers: {}, body: '' };
const refusal: Answer = {
  status: 400,
  headers: { 'content-type': 'application/json', 'api-version': '2.0.0' },
  body: JSON.stringify({ status: 11, statusMessage: 'Schema incorrect' }),
};
const id = (name: string): string => `EDUV-DELIVERY-${name}`;
const ids = (...names: string[]): string[] => names.map(id);
const orders = is('PUT', '/deliveryorders');
const confirmations = is('PUT', '/deliveryorders/confirmations');
const confirmed = (change: (body: Fields) => Fields): Mutation => message(confirmations, change);
type Fields = Record<string, unknown>;
type Order = Fields & { deliverySpecification: Fields };
const orderIn = (call: Call): Order => fieldsOf(call)['deliveryOrder'] as Order;
const receiveId = (body: Fields): unknown => body['deliveryOrderReceiveId'];
/** Refusals for that reason become approvals. */
const accepts = (reason: string, newStatus: string): Mutation =>
  confirmed((body) =>
    String(body['statusMessage']).includes(reason)
      ? { ...body, success: true, status: 0, newStatus }
      : body,
  );

// prettier-ignore
const mutants: Mutant[] = [
  { name: '200 for 202', breaks: ids('acceptDeliveryOrder-ok', '11', '50', '59', '76'), server: successIs(200, orders) },
  { name: 'no API-Version', breaks: ids('40'), server: header('api-version', undefined) },
  { name: '400 without a StatusResponse', breaks: ids('41', '44', '45'), server: bodyOf(400, () => 'Bad Request') },
  { name: 'another status for a message against its schema', breaks: ids('44'), server: bodyOf(400, (body) => ({ ...body, status: 99 })) },
  { name: 'another text for a message against its schema', breaks: ids('45'), server: bodyOf(400, (body) => ({ ...body, statusMessage: 'oops' })) },
  { name: '500 for a message against its schema', breaks: ids('acceptDeliveryOrder-schema', '51', '58', '75'), server: statusBecomes(400, 500, orders) },
  { name: '422 for a message against its schema', breaks: ids('acceptDeliveryOrder-schema', '58', '75'), server: statusBecomes(400, 422, orders) },
  { name: '401 without WWW-Authenticate', breaks: ids('43'), server: header('www-authenticate', undefined) },
  { name: '401 without a body', breaks: ids('42'), server: bodyOf(401, () => '') },
  { name: '403 for no good token', breaks: ids('acceptDeliveryOrder-token', 'acceptDeliveryOrder-scope', '49'), server: statusBecomes(401, 403) },
  { name: 'no token is asked for', breaks: ids('acceptDeliveryOrder-token'), also: ids('49'), server: letsIn((call) => call.headers.authorization === undefined, (call) => scopesOf(call).includes('entitlor')) },
  { name: 'any scope is enough', breaks: ids('acceptDeliveryOrder-scope'), server: letsIn((call) => /dashboard/.test(scopesOf(call)) && !/entitlor/.test(scopesOf(call))) },
  { name: 'a token in the query is taken', breaks: ids('49'), server: letsIn((call) => call.path.includes('access_token'), (call) => scopesOf(call).includes('entitlor')) },
  { name: '404 for another method and another role', breaks: ids('acceptDeliveryOrder-method', 'getDeliveryOrder-role-aanspraakmanager', 'getDeliveryOrdersForSchool-role-aanspraakmanager', 'getDeliveryOrdersForUser-role-aanspraakmanager', 'getDeliveryOrdersByContract-role-aanspraakmanager', 'confirmDeliveryOrder-role-aanspraakmanager'), also: ids('41'), server: statusBecomes(405, 404) },
  { name: 'POST /deliveryorders is taken', breaks: ids('acceptDeliveryOrder-method'), server: statusBecomes(405, 202, is('POST', '/deliveryorders')) },
  { name: 'PUT /deliveryorders/confirmations is taken', breaks: ids('confirmDeliveryOrder-role-aanspraakmanager'), server: statusBecomes(405, 202, confirmations) },
  { name: 'GET /deliveryorders/school is answered', breaks: ids('getDeliveryOrdersForSchool-role-aanspraakmanager'), server: statusBecomes(405, 200, is('GET', '/deliveryorders/school'), '[]') },
  { name: '405 without Allow', breaks: ids('47'), server: header('allow', undefined) },
  { name: '405 with a body', breaks: ids('48'), server: bodyOf(405, () => ({ status: 99 })) },
  { name: '202 with a status of refusal', breaks: ids('46'), server: bodyOf(202, () => ({ status: 99 })) },
  { name: 'a field of the future is refused', breaks: ids('50'), server: refuses((call) => call.body.includes('fieldOfTheFuture')) },
  { name: 'text/plain is taken', breaks: ids('58'), server: withHeader(orders, 'content-type', () => 'application/json') },
  { name: 'no groups are refused', breaks: ids('59'), server: refuses((call) => call.body.includes('"groups":[]')) },
  { name: 'school-admin is refused', breaks: ids('76'), server: refuses((call) => call.body.includes('"school-admin"')) },
  { name: 'a repeat is refused', breaks: ids('11', '56'), server: again((body) => String(body['deliveryOrderReferenceId']).toLowerCase(), () => refusal, orders) },
  { name: 'no endDate is fine for a cancellation', breaks: ids('75'), server: statusBecomes(400, 202, (call) => orderIn(call)?.['status'] === 'cancelled', '') },
  { name: 'what was refused is processed all the same', breaks: ids('09'), server: refusesAndTakes() },

  { name: 'nothing is confirmed', breaks: ids('05'), also: ids('57'), client: { call: (call) => (confirmations(call) ? taken : call) } },
  { name: 'another reference', breaks: ids('06', '57'), also: ids('05'), client: confirmed((body) => ({ ...body, deliveryOrderReferenceId: randomUUID() })) },
  { name: 'a new receive id each time', breaks: ids('07', '08', '15', '56'), client: confirmed((body) => ({ ...body, deliveryOrderReceiveId: randomUUID() })) },
  { name: 'a repeat is not confirmed', breaks: ids('07', '56'), client: again(receiveId, () => taken, confirmations) },
  { name: 'a repeat is confirmed in other words', breaks: ids('16'), client: again(receiveId, (call) => ({ ...call, body: JSON.stringify({ ...fieldsOf(call), statusMessage: 'again' }) }), confirmations) },
  { name: 'another product', breaks: ids('12'), client: confirmed((body) => ({ ...body, productId: '9789000000000' })) },
  { name: 'another delivery order', breaks: ids('23'), client: confirmed((body) => ({ ...body, deliveryOrderId: randomUUID() })) },
  { name: 'no reason with a refusal', breaks: ids('13'), client: confirmed(({ statusMessage, ...body }) => (body['success'] ? { ...body, statusMessage } : body)) },
  { name: 'a status of success with a refusal', breaks: ids('13'), client: confirmed((body) => ({ ...body, status: 0 })) },
  { name: 'no newStatus', breaks: ids('14', '26', '29'), also: ids('15'), client: confirmed(({ newStatus: _, ...body }) => body) },
  { name: 'a status of refusal with success', breaks: ids('17'), client: confirmed((body) => ({ ...body, status: 4199 })) },
  { name: 'local time', breaks: ids('20'), client: confirmed((body) => ({ ...body, processedTimestamp: String(body['processedTimestamp']).replace('Z', '+00:00') })) },
  { name: 'processed tomorrow', breaks: ids('21'), client: confirmed((body) => ({ ...body, processedTimestamp: '2126-01-01T00:00:00Z' })) },
  { name: 'processed long ago', breaks: ids('22'), client: confirmed((body) => ({ ...body, processedTimestamp: '2016-01-01T00:00:00Z' })) },
  { name: 'licensed for processed', breaks: ids('24', '26'), client: confirmed((body) => (body['newStatus'] === 'processed' ? { ...body, newStatus: 'licensed' } : body)) },
  { name: 'another total quantity', breaks: ids('25'), client: confirmed((body) => (body['newTotalQuantity'] ? { ...body, newTotalQuantity: 79 } : body)) },
  { name: 'no total quantity', breaks: ids('27'), client: confirmed(({ newTotalQuantity, ...body }) => (newTotalQuantity ? { ...body, newStatus: 'processed' } : body)) },
  { name: 'one receive id for processed and licensed', breaks: ids('28'), client: oneReceiveId() },
  { name: 'processed for cancelled', breaks: ids('29'), client: confirmed((body) => (body['newStatus'] === 'cancelled' ? { ...body, newStatus: 'processed' } : body)) },
  { name: 'an empty receive id', breaks: ids('33'), also: ids('28'), client: confirmed((body) => ({ ...body, deliveryOrderReceiveId: '' })) },
  { name: 'capitals in newStatus', breaks: ids('01', '26'), also: ids('29'), client: confirmed(({ newStatus, ...body }) => (typeof newStatus === 'string' ? { ...body, newStatus: newStatus.toUpperCase() } : body)) },
  { name: 'a text for success', breaks: ids('01'), also: ids('60', '70', '71', '72', '73', '74'), client: confirmed((body) => ({ ...body, success: String(body['success']) })) },
  { name: 'the reference in small letters', breaks: ids('57'), client: confirmed((body) => ({ ...body, deliveryOrderReferenceId: String(body['deliveryOrderReferenceId']).toLowerCase() })) },
  { name: 'the token in the query', breaks: ids('02', '04'), client: { call: (call) => (confirmations(call) ? { ...call, path: `${call.path}?access_token=x`, headers: { ...call.headers, authorization: undefined } } : call) } },
  { name: 'POST for PUT', breaks: ids('03'), client: { call: (call) => (confirmations(call) ? { ...call, method: 'POST' } : call) }, also: ids('05', '57') },
  { name: 'a raised quantity is accepted', breaks: ids('70'), client: accepts('can only be lowered', 'processed') },
  { name: 'another startDate is accepted', breaks: ids('71'), client: accepts('startDate', 'processed') },
  { name: 'a cancelled order is processed again', breaks: ids('72'), client: accepts('which is final', 'cancelled') },
  { name: 'an order in use is cancelled', breaks: ids('73'), client: accepts('cannot be cancelled', 'licensed') },
  { name: 'wrong sums are accepted', breaks: ids('74'), client: accepts('add up', 'processed') },
  { name: 'an order that nobody knows is cancelled', breaks: ids('60'), also: ids('24'), client: accepts('unknown order', 'cancelled') },
];

/** A good request in the place of one whose productId is a number, and a refusal all the same. */
function refusesAndTakes(): Mutation {
  const isWrong = (call: Call): boolean => orders(call) && orderIn(call)?.['productId'] === 4711;
  return {
    call: (call) =>
      isWrong(call) ? { ...call, body: call.body.replace(':4711', ':"9789000000029"') } : call,
    answer: (answer, call) => (isWrong(call) ? { ...answer, ...refusal } : answer),
  };
}

/** All confirmations of an order come under the receive id of the first. */
function oneReceiveId(): Mutation {
  const first = new Map<unknown, unknown>();
  return confirmed((body) => {
    const order = body['deliveryOrderReferenceId'];
    if (!first.has(order)) first.set(order, receiveId(body));
    return { ...body, deliveryOrderReceiveId: first.get(order) };
  });
}

mutantsOf(aanspraakmanager, mutants);
