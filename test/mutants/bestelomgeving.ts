import { schools, seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import type { Mutant } from './mutant.js';
import {
  changesRepeats,
  responseBody,
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
import { orderWithoutConsent, seeded } from './subjects.js';

type Fields = Record<string, unknown>;
type Orders = (Fields & { deliveryOrderId: string })[];
const deliveryIds = (...names: string[]): string[] => names.map((name) => `EDUV-DELIVERY-${name}`);
const orderIds = (...names: string[]): string[] => names.map((name) => `EDUV-ORDER-${name}`);
const bothIds = (...names: string[]): string[] => [...deliveryIds(...names), ...orderIds(...names)];

const singleOrder = operation('GET', /\/deliveryorders\/(?!school$)[^/]+$/);
const schoolOrders = operation('GET', '/deliveryorders/school');
const userOrders = operation('POST', '/deliveryorders/school/user');
const contractOrders = operation('GET', /\/deliveryorders\/contracts\/[^/]+$/);
const deliveryConfirmations = operation('PUT', '/deliveryorders/confirmations');
const orderConfirmations = operation('PUT', '/orders/confirmations');
const orders = operation('PUT', '/orders');
const credits = operation('PUT', '/creditorders');
const deliveryOrders = operation('PUT', '/deliveryorders');
type On = (request: ProxiedRequest) => boolean;
const bodyContains =
  (text: string, on: On = () => true): On =>
  (request) =>
    on(request) && request.body.includes(text);
const unfiltered =
  (on: On): On =>
  (request) =>
    on(request) && !/status=|deliveryType=/.test(request.path);

/** Changes the JSON of successful responses. */
const readBody = (
  on: On,
  change: (value: never, request: ProxiedRequest) => unknown,
): Mutation => ({
  response: (response, request) =>
    response.status === 200 && on(request)
      ? { ...response, body: JSON.stringify(change(JSON.parse(response.body) as never, request)) }
      : response,
});
/** Changes every order in lists and single responses. */
const everyOrder = (change: (order: Fields) => Fields): Mutation =>
  readBody(
    (request) => [singleOrder, schoolOrders, userOrders, contractOrders].some((on) => on(request)),
    (value: Fields | Fields[]) => (Array.isArray(value) ? value.map(change) : change(value)),
  );
/** Adds an order to a list, derived from the last one. */
const withExtraOrder = (on: On, difference: Fields): Mutation =>
  readBody(on, (list: Orders) => [...list, { ...list.at(-1), ...difference }]);
const isSeeded = ({ deliveryOrderId }: { deliveryOrderId: string }): boolean =>
  seededOrders.some((seed) => seed.order.deliveryOrderId === deliveryOrderId);
/** Changes outgoing delivery orders with a status. */
const deliveryOrder = (status: string, change: (order: Fields) => Fields): Mutation =>
  requestBody(bodyContains(`"status":"${status}"`, deliveryOrders), (body) => ({
    ...body,
    deliveryOrder: change(body['deliveryOrder'] as Fields),
  }));
/** Turns a 400 with that reason into a 202. */
const acceptsRefused = (reason: string, on: On): Mutation => ({
  response: (response, request) =>
    response.status === 400 && on(request) && response.body.includes(reason)
      ? { ...response, status: 202, body: '' }
      : response,
});
const specified = (order: Fields, difference: Fields): Fields => ({
  ...order,
  deliverySpecification: { ...(order['deliverySpecification'] as Fields), ...difference },
});
const refusal: ProxiedResponse = { status: 409, headers: { 'api-version': '2.0.0' }, body: '' };
const without = (name: string) => (request: ProxiedRequest) => ({
  ...request,
  path: request.path.replace(new RegExp(`([?&])${name}=[a-z-]+(&|$)`), '$1'),
});
const methods = [
  'getDeliveryOrder',
  'getDeliveryOrdersForSchool',
  'getDeliveryOrdersForUser',
  'getDeliveryOrdersByContract',
  'confirmDeliveryOrder',
];

// prettier-ignore
export const bestelomgevingMutants: Mutant[] = [
  { name: 'no API-Version', breaks: bothIds('40'), server: responseHeader('api-version', undefined) },
  { name: '200 for 202 on delivery confirmations', breaks: deliveryIds('confirmDeliveryOrder-ok', '50', '77', '55'), server: successBecomes(200, deliveryConfirmations) },
  { name: '200 for 202 on order confirmations', breaks: orderIds('confirmOrder-ok', '18', '50'), server: successBecomes(200, orderConfirmations) },
  { name: '201 for a search by POST', breaks: deliveryIds('getDeliveryOrdersForUser-ok', '90'), server: successBecomes(201, userOrders), mayBreak: deliveryIds('50', '100') },
  { name: '400 without a StatusResponse', breaks: bothIds('41', '44'), server: responseBody(400, () => 'Bad Request') },
  { name: '404 without a StatusResponse', breaks: deliveryIds('41'), server: responseBody(404, () => '') },
  { name: '500 for a schema error', breaks: deliveryIds('confirmDeliveryOrder-ok', 'confirmDeliveryOrder-schema', '51', '52', '53', '58', '121'), server: statusBecomes(400, 500, deliveryConfirmations) },
  { name: '500 for a schema error in an order confirmation', breaks: orderIds('confirmOrder-ok', 'confirmOrder-schema', '51', '52', '58', '91'), server: statusBecomes(400, 500, orderConfirmations) },
  { name: 'a wrong filter is ignored', breaks: deliveryIds('getDeliveryOrdersForSchool-schema'), mayBreak: deliveryIds('93'), server: statusBecomes(400, 200, schoolOrders, '[]') },
  { name: '401 without WWW-Authenticate', breaks: bothIds('43'), server: responseHeader('www-authenticate', undefined) },
  { name: '401 with a body of another form', breaks: bothIds('42'), server: responseBody(401, () => ({ error: 'invalid_token' })) },
  { name: 'a token is not required', breaks: deliveryIds('getDeliveryOrder-token'), mayBreak: deliveryIds('49'), server: acceptsWithGoodToken((request) => singleOrder(request) && request.headers.authorization === undefined, singleOrder) },
  { name: 'a token of an Aanspraakmanager is enough for the orders of a school', breaks: deliveryIds('getDeliveryOrdersForSchool-scope'), server: acceptsWithGoodToken((request) => schoolOrders(request) && !/dashboard|portal/.test(scopesOf(request)) && scopesOf(request) !== '?', (request) => schoolOrders(request) && /dashboard/.test(scopesOf(request))) },
  { name: 'no scope is required at PUT /orders/confirmations', breaks: orderIds('confirmOrder-scope'), server: acceptsWithGoodToken((request) => orderConfirmations(request) && scopesOf(request) === '', orderConfirmations) },
  { name: 'a token in the query is accepted', breaks: bothIds('49'), server: acceptsWithGoodToken((request) => request.path.includes('access_token'), (request) => scopesOf(request).includes('eduv.order')) },
  { name: '404 for another method and another role', breaks: [...deliveryIds(...methods.map((name) => `${name}-method`), 'acceptDeliveryOrder-role-bestelomgeving'), ...orderIds('confirmOrder-method', 'confirmCreditOrder-method', 'acceptOrder-role-bestelomgeving', 'acceptCreditOrder-role-bestelomgeving')], mayBreak: deliveryIds('41'), server: statusBecomes(405, 404) },
  { name: 'DELETE of a delivery order', breaks: deliveryIds('getDeliveryOrder-method'), server: statusBecomes(405, 202, operation('DELETE', /\/deliveryorders\/[^/]+$/)), mayBreak: deliveryIds('confirmDeliveryOrder-method', 'getDeliveryOrdersForSchool-method') },
  { name: 'PUT /deliveryorders is accepted by the Bestelomgeving', breaks: deliveryIds('acceptDeliveryOrder-role-bestelomgeving'), server: statusBecomes(405, 202, deliveryOrders) },
  { name: 'PUT /orders is accepted by the Bestelomgeving', breaks: orderIds('acceptOrder-role-bestelomgeving'), server: statusBecomes(405, 202, orders) },
  { name: '405 without Allow', breaks: bothIds('47'), server: responseHeader('allow', undefined) },
  { name: '405 with a body', breaks: bothIds('48'), server: responseBody(405, () => ({ status: 99 })) },
  { name: '202 with the status code of a refusal', breaks: bothIds('46'), server: responseBody(202, () => ({ status: 99 })) },
  { name: 'an unknown field is refused', breaks: [...bothIds('50'), ...deliveryIds('confirmDeliveryOrder-ok', 'getDeliveryOrdersForUser-ok'), ...orderIds('confirmOrder-ok', 'confirmCreditOrder-ok')], server: refuses(bodyContains('fieldOfTheFuture')) },
  { name: 'text/plain is accepted', breaks: bothIds('58'), server: requestHeader((request) => request.body !== '', 'content-type', () => 'application/json') },
  { name: 'a repeated delivery confirmation is refused', breaks: deliveryIds('18'), server: changesRepeats((body) => body['deliveryOrderReceiveId'], () => refusal, deliveryConfirmations) },
  { name: 'a repeated order confirmation is refused', breaks: orderIds('17'), server: changesRepeats((body) => body['responseReferenceId'], () => refusal, orderConfirmations) },
  { name: 'a pending order is refused', breaks: orderIds('confirmOrder-ok', '18'), server: refuses(bodyContains('"orderStatus":"pending"', orderConfirmations)) },
  { name: 'a repeat is processed again', breaks: deliveryIds('19'), server: processesAgain() },
  { name: 'a delivery confirmation of an unknown request is accepted', breaks: deliveryIds('52'), server: acceptsRefused('unknown: ', deliveryConfirmations) },
  { name: 'an order confirmation of an unknown request is accepted', breaks: orderIds('52'), server: acceptsRefused('unknown: ', orderConfirmations) },
  { name: 'a confirmation of another delivery order is accepted', breaks: deliveryIds('53'), server: acceptsRefused('not that of the request', deliveryConfirmations) },
  // Every valid confirmation has the field: the partner refuses all of them.
  { name: 'newDeliveryOrderStatus is refused', breaks: deliveryIds('77'), mayBreak: deliveryIds('18', '44', '45', '49', '50', '54', '55', ...['ok', 'token', 'scope', 'method'].map((rule) => `confirmDeliveryOrder-${rule}`)), server: refuses(bodyContains('newDeliveryOrderStatus')) },
  { name: 'a confirmation with success false is refused', breaks: deliveryIds('confirmDeliveryOrder-ok', '55'), server: refuses(bodyContains('"success":false', deliveryConfirmations)) },
  { name: 'an order is cancelled after a refused cancellation', breaks: deliveryIds('55'), server: requestBody(bodyContains('"success":false', deliveryConfirmations), (body) => ({ ...body, success: true, newStatus: 'cancelled' })) },
  { name: 'orders stay ordered', breaks: deliveryIds('54'), mayBreak: deliveryIds('101'), server: readBody(singleOrder, (value: Fields) => (value['status'] === 'processed' ? { ...value, status: 'ordered' } : value)) },
  { name: 'an order is read with another product', breaks: deliveryIds('82', '101'), server: readBody(singleOrder, (value: Fields) => ({ ...value, productId: '9789000000000' })) },
  { name: 'a list differs from the single order', breaks: deliveryIds('101'), server: readBody(schoolOrders, (list: Orders) => list.map((value) => ({ ...value, productId: '9789000000000' }))) },
  { name: 'orders lack their productId', breaks: deliveryIds('getDeliveryOrdersByContract-answer'), server: readBody(contractOrders, (list: Orders) => list.map((value) => ({ ...value, productId: undefined }))) },
  { name: 'orders of a school lack their productId', breaks: deliveryIds('getDeliveryOrdersForSchool-answer'), mayBreak: deliveryIds('101'), server: readBody(schoolOrders, (list: Orders) => list.map((value) => ({ ...value, productId: undefined }))) },
  { name: 'orders of a user lack their productId', breaks: deliveryIds('getDeliveryOrdersForUser-answer'), mayBreak: deliveryIds('101'), server: readBody(userOrders, (list: Orders) => list.map((value) => ({ ...value, productId: undefined }))) },
  { name: 'status in upper case', breaks: deliveryIds('getDeliveryOrder-answer', '82', '54', '101'), server: readBody(singleOrder, (value: Fields) => ({ ...value, status: String(value['status']).toUpperCase() })) },
  { name: 'an order is read with local time', breaks: deliveryIds('78'), mayBreak: deliveryIds('82'), server: everyOrder((value) => ({ ...value, dateCreated: String(value['dateCreated']).replace('Z', '+00:00') })) },
  { name: 'an order is read without endDate', breaks: deliveryIds('79'), server: everyOrder(({ endDate: _, ...value }) => value) },
  { name: 'an order is read with a wrong total quantity', breaks: deliveryIds('80'), mayBreak: deliveryIds('54'), server: everyOrder((value) => ('subjects' in (value['deliverySpecification'] as Fields) ? specified(value, { totalQuantity: 31 }) : value)) },
  { name: 'created orders are shown', breaks: deliveryIds('81'), server: withExtraOrder(unfiltered(contractOrders), { status: 'created' }) },
  { name: 'an order that does not exist is answered 200', breaks: deliveryIds('83', '84'), server: statusBecomes(404, 200, singleOrder, '{}') },
  { name: '400 for an id that is not a UUID', breaks: deliveryIds('84'), server: refuses((request) => singleOrder(request) && request.path.includes('none-')) },
  { name: '200 with an empty list for an unknown school', breaks: deliveryIds('85'), server: statusBecomes(404, 200, schoolOrders, '[]') },
  { name: '200 with an empty list for an unknown contract', breaks: deliveryIds('86'), server: statusBecomes(404, 200, contractOrders, '[]') },
  { name: 'consent is not required', breaks: deliveryIds('87'), server: statusBecomes(403, 200, schoolOrders, '[]') },
  { name: 'consent is not required for a single order', breaks: deliveryIds('87', '107'), server: statusBecomes(403, 200, singleOrder, '{}') },
  { name: 'consent is not required of a portal for a single order', breaks: deliveryIds('107'), server: statusBecomes(403, 200, (request) => singleOrder(request) && scopesOf(request) === 'eduv.delivery.portal', '{}') },
  { name: 'another status code for missing consent', breaks: deliveryIds('88'), server: responseBody(403, (body) => ({ ...body, status: 99 })) },
  { name: 'consent is required of a Licentieregistratie', breaks: deliveryIds('89', '90'), server: refuses((request) => !deliveryConfirmations(request) && scopesOf(request) === 'eduv.delivery.licensor', 403) },
  // The refusal is taken for one because of missing consent.
  { name: 'all scopes are needed', breaks: deliveryIds('90'), mayBreak: deliveryIds('88'), server: refuses((request) => scopesOf(request) === 'eduv.delivery.portal' && !request.path.includes('09QQ') && !request.body.includes('09QQ'), 403) },
  { name: 'the filter status is ignored', breaks: deliveryIds('91'), server: { request: (request) => (schoolOrders(request) ? without('status')(request) : request) } },
  { name: 'the filter deliveryType is ignored', breaks: deliveryIds('92'), server: { request: (request) => (schoolOrders(request) ? without('deliveryType')(request) : request) } },
  { name: 'status is ignored next to deliveryType', breaks: deliveryIds('91'), server: { request: (request) => (schoolOrders(request) && request.path.includes('deliveryType=') ? without('status')(request) : request) } },
  { name: 'deliveryType is ignored next to status', breaks: deliveryIds('92'), server: { request: (request) => (schoolOrders(request) && request.path.includes('status=') ? without('deliveryType')(request) : request) } },
  { name: 'status is ignored for a user', breaks: deliveryIds('91'), server: { request: (request) => (userOrders(request) ? without('status')(request) : request) } },
  { name: 'a filtered list loses orders', breaks: deliveryIds('91'), server: readBody((request) => schoolOrders(request) && request.path.includes('status=processed') && !request.path.includes('deliveryType'), (list: Orders) => list.slice(1)) },
  { name: 'a list that is filtered twice is empty', breaks: deliveryIds('92'), server: readBody((request) => schoolOrders(request) && request.path.includes('status=') && request.path.includes('deliveryType='), () => []) },
  { name: '404 for a school without matching orders', breaks: deliveryIds('123'), server: { response: (response, request) => (schoolOrders(request) && response.status === 200 && response.body === '[]' ? { ...response, status: 404, body: '{"status":99}' } : response) } },
  { name: 'an order of another school in a filtered list', breaks: deliveryIds('96'), server: withExtraOrder((request) => schoolOrders(request) && request.path.includes('status=processed') && !request.path.includes('deliveryType='), { buyer: { organisationMasterIdentifier: '999Z999' }, deliveryType: 'school-all', deliverySpecification: { school: { organisationMasterIdentifier: '999Z999' } } }) },
  { name: 'an order of another school in the list of a user', breaks: deliveryIds('99'), server: withExtraOrder(unfiltered(userOrders), { buyer: { organisationMasterIdentifier: '999Z999' }, deliveryType: 'school-all', deliverySpecification: { school: { organisationMasterIdentifier: '999Z999' } } }) },
  { name: 'an order of another customer in the list of a user', breaks: deliveryIds('99'), server: withExtraOrder(unfiltered(userOrders), { buyer: { displayName: 'P. Pieters' }, deliveryType: 'customer-user', deliverySpecification: { student: { userMasterIdentifier: 'https://ketenid.nl/201703/other' } } }) },
  { name: 'a user without an identifier is answered', breaks: deliveryIds('124'), server: statusBecomes(400, 200, (request) => userOrders(request) && request.body.includes('"user":{}'), '[]') },
  { name: '500 for an unknown field', breaks: [...bothIds('50', '51'), ...deliveryIds('confirmDeliveryOrder-ok', 'getDeliveryOrdersForUser-ok'), ...orderIds('confirmOrder-ok', 'confirmCreditOrder-ok')], server: refuses(bodyContains('fieldOfTheFuture'), 500) },
  { name: 'a statusMessage is required in a delivery confirmation', breaks: deliveryIds('confirmDeliveryOrder-ok'), server: refuses((request) => deliveryConfirmations(request) && request.body.startsWith('{"') && !request.body.includes('"statusMessage"')) },
  { name: 'a salesOrderId is required in an order confirmation', breaks: orderIds('confirmOrder-ok'), server: refuses((request) => orderConfirmations(request) && request.body.startsWith('{"') && !request.body.includes('"salesOrderId"')) },
  { name: 'lines are required in an order confirmation', breaks: orderIds('confirmOrder-ok'), server: refuses((request) => orderConfirmations(request) && request.body.startsWith('{"') && !request.body.includes('"orderConfirmationLines"')) },
  { name: 'null is accepted in an order confirmation', breaks: orderIds('91'), server: statusBecomes(400, 202, (request) => orderConfirmations(request) && request.body.includes('"statusMessage":null'), '') },
  { name: 'a request without a school is answered', breaks: deliveryIds('93'), server: statusBecomes(400, 200, (request) => /school(\?(orgId|orgIdType)=[^&]*)?$/.test(request.path), '[]') },
  { name: 'a school is not found by its other identifier', breaks: deliveryIds('94'), mayBreak: deliveryIds('100'), server: readBody((request) => schoolOrders(request) && request.path.includes('orgId=') && !/status=|deliveryType=/.test(request.path), () => []) },
  { name: 'a new order is missing in the list of its school', breaks: deliveryIds('95'), server: readBody(schoolOrders, (list: Orders) => list.filter(isSeeded)) },
  { name: 'a new order is missing in the list of its contract', breaks: deliveryIds('97'), server: readBody(contractOrders, (list: Orders) => list.filter(isSeeded)) },
  { name: 'an order of another school', breaks: deliveryIds('96'), server: withExtraOrder(unfiltered(schoolOrders), { buyer: { organisationMasterIdentifier: '999Z999' }, deliveryType: 'school-all', deliverySpecification: { school: { organisationMasterIdentifier: '999Z999' } } }) },
  { name: 'an order of another contract', breaks: deliveryIds('98'), server: withExtraOrder(contractOrders, { contractId: 'CT-OTHER' }) },
  { name: 'an order of another user', breaks: deliveryIds('99'), server: readBody(unfiltered(userOrders), (list: Orders) => [...list, seeded('school-employees')]) },
  { name: 'an order that lists the user is missing', breaks: deliveryIds('100'), server: readBody(userOrders, (list: Orders) => list.filter((value) => value['deliveryType'] !== 'school-students')) },

  { name: 'a cancelled order without endDate', breaks: deliveryIds('01', '34'), client: deliveryOrder('cancelled', ({ endDate: _, ...value }) => value) },
  { name: 'an endDate on an order that is not cancelled', breaks: deliveryIds('32'), mayBreak: deliveryIds('82'), client: deliveryOrder('ordered', (value) => ({ ...value, endDate: '2026-09-01' })) },
  { name: 'a created order is sent', breaks: deliveryIds('31'), client: deliveryOrder('ordered', (value) => ({ ...value, status: 'created' })) },
  { name: 'a period that ends before it starts', breaks: deliveryIds('36'), mayBreak: deliveryIds('82'), client: deliveryOrder('ordered', (value) => ({ ...value, activationUntilDate: '2020-07-31' })) },
  { name: 'quantities that do not add up', breaks: deliveryIds('37'), client: deliveryOrder('licensed', (value) => specified(value, { totalQuantity: 19 })) },
  { name: 'a school buys for a customer', breaks: deliveryIds('38', '67'), client: deliveryOrder('cancelled', (value) => ({ ...value, buyer: schools.second })) },
  { name: 'a quantity of 0', breaks: deliveryIds('39'), mayBreak: deliveryIds('82'), client: deliveryOrder('ordered', (value) => specified(value, { totalQuantity: 0 })) },
  { name: 'a delivery order in local time', breaks: deliveryIds('20'), mayBreak: deliveryIds('82'), client: deliveryOrder('ordered', (value) => ({ ...value, dateCreated: '2026-06-01T12:00:00+02:00' })) },
  { name: 'another startDate with a lower quantity', breaks: deliveryIds('67'), mayBreak: deliveryIds('82'), client: deliveryOrder('licensed', (value) => ({ ...value, startDate: '2026-08-02' })) },
  { name: 'a higher quantity', breaks: deliveryIds('68'), client: deliveryOrder('licensed', (value) => specified(value, { subjects: [{ subjectId: 'SUB-EN', quantity: 40 }], totalQuantity: 40 })) },
  { name: 'a change of an order that was never sent', breaks: deliveryIds('35'), client: deliveryOrder('licensed', (value) => ({ ...value, deliveryOrderId: orderWithoutConsent })) },
  { name: 'a change of an order that was cancelled', breaks: deliveryIds('69'), mayBreak: deliveryIds('67'), client: deliveryOrder('licensed', (value) => ({ ...value, deliveryOrderId: seeded('school-activationcodes').deliveryOrderId })) },
  { name: 'a repeated delivery order has different content', breaks: deliveryIds('10'), mayBreak: deliveryIds('67', '82'), client: changesRepeats((body) => body['deliveryOrderReferenceId'], (request) => ({ ...request, body: request.body.replace('"productId":"', '"productId":"9') }), deliveryOrders) },
  { name: 'a repeated credit order has different content', breaks: orderIds('10'), client: changesRepeats((body) => body['requestReferenceId'], (request) => ({ ...request, body: request.body.replace('"purchaseOrderId":"', '"purchaseOrderId":"X') }), credits), mayBreak: orderIds('29') },
  { name: 'a quantity is a string', breaks: orderIds('01'), client: lines(orders, (line) => ({ ...line, quantity: '5' })) },
  { name: 'a token in the query', breaks: deliveryIds('02', '04'), client: { request: (request) => (deliveryOrders(request) ? { ...request, path: `${request.path}?access_token=x`, headers: { ...request.headers, authorization: undefined } } : request) } },
  { name: 'POST for PUT /orders', breaks: orderIds('03'), client: { request: (request) => (orders(request) ? { ...request, method: 'POST' } : request) } },
  { name: 'an order without lines', breaks: orderIds('31'), mayBreak: orderIds('94', '39'), client: requestBody(orders, (body) => ({ ...body, orderLines: [] })) },
  { name: 'an order line with quantity 0', breaks: orderIds('32'), mayBreak: orderIds('39'), client: lines(orders, (line) => ({ ...line, quantity: 0 })) },
  { name: 'two lines with the same purchaseOrderLineId', breaks: orderIds('33'), mayBreak: orderIds('94'), client: lines(orders, (line) => ({ ...line, purchaseOrderLineId: '10' })) },
  { name: 'a countryCode of three letters', breaks: orderIds('34'), client: requestBody(orders, (body) => ({ ...body, deliveryLocation: { ...(body['deliveryLocation'] as Fields), countryCode: 'NLD' } })) },
  { name: 'a zipCode of another country', breaks: orderIds('38'), client: requestBody(orders, (body) => ({ ...body, deliveryLocation: { ...(body['deliveryLocation'] as Fields), zipCode: '12345' } })) },
  { name: 'a credit of an order that was never sent', breaks: orderIds('29'), mayBreak: orderIds('39'), client: requestBody(credits, (body) => ({ ...body, purchaseOrderId: 'PO-NEVER' })) },
  { name: 'a credit with an unknown responseReferenceId', breaks: orderIds('37'), client: requestBody(credits, (body) => ({ ...body, responseReferenceId: orderWithoutConsent })) },
  { name: 'a credit of more than was ordered', breaks: orderIds('39'), client: lines(credits, (line) => ({ ...line, quantity: 1000 })) },
  // Any valid call, not only the first one.
  { name: '500 for one value of a filter', breaks: deliveryIds('getDeliveryOrdersForSchool-ok', '51'), mayBreak: deliveryIds('91', '92', '123'), server: refuses((request) => schoolOrders(request) && request.path.includes('status=licensed'), 500) },
  { name: '400 for one value of a filter', breaks: deliveryIds('getDeliveryOrdersForSchool-ok'), mayBreak: deliveryIds('91', '92', '123'), server: refuses((request) => schoolOrders(request) && request.path.includes('deliveryType=school-studies')) },
  { name: '404 for a filter that orders match', breaks: deliveryIds('91'), server: refuses((request) => schoolOrders(request) && request.path.includes('status=processed') && !request.path.includes('deliveryType='), 404) },
  { name: '500 for an unknown order', breaks: deliveryIds('getDeliveryOrder-ok', '51', '83', '84'), server: statusBecomes(404, 500, singleOrder) },
  { name: '500 without consent', breaks: deliveryIds('getDeliveryOrdersForSchool-ok', '51', '87'), server: statusBecomes(403, 500, schoolOrders) },
  { name: '500 for a confirmation with success false', breaks: deliveryIds('confirmDeliveryOrder-ok', '51', '55'), server: refuses(bodyContains('"success":false', deliveryConfirmations), 500) },
  { name: '500 for the confirmation as licensed', breaks: deliveryIds('confirmDeliveryOrder-ok', '51'), server: refuses(bodyContains('"newStatus":"licensed"', deliveryConfirmations), 500) },
  { name: '500 for a pending order', breaks: orderIds('confirmOrder-ok', '18', '51'), server: refuses(bodyContains('"orderStatus":"pending"', orderConfirmations), 500) },
  { name: '500 for an empty statusMessage', breaks: [...deliveryIds('confirmDeliveryOrder-ok', '51'), ...orderIds('confirmOrder-ok', 'confirmCreditOrder-ok', '51')], server: refuses(bodyContains('"statusMessage":""'), 500) },
  { name: 'a rejected cancellation sets an endDate', breaks: deliveryIds('55'), server: showsAfter(bodyContains('"success":false', deliveryConfirmations), seeded('customer-user').deliveryOrderId, { endDate: '2026-09-01' }) },
  { name: 'a change is shown with another product', breaks: deliveryIds('82'), server: showsAfter(bodyContains('"newTotalQuantity":20', deliveryConfirmations), seeded('school-subjects').deliveryOrderId, { productId: '9789000000000' }) },
  { name: 'a change is shown with another period', breaks: deliveryIds('82'), server: showsAfter(bodyContains('"newTotalQuantity":20', deliveryConfirmations), seeded('school-subjects').deliveryOrderId, { startDate: '2026-09-01' }) },
  { name: 'orders are read as made in the future', breaks: deliveryIds('128'), mayBreak: deliveryIds('82'), server: everyOrder((value) => ({ ...value, dateCreated: '2126-01-01T00:00:00Z' })) },
  { name: 'orders are read as changed in 1970', breaks: deliveryIds('128'), server: everyOrder((value) => ({ ...value, dateLastModified: '1970-01-01T00:00:00Z' })) },
  { name: 'an order of a customer is read as bought by a school', breaks: deliveryIds('127'), server: everyOrder((value) => (String(value['deliveryType']).startsWith('customer-') ? { ...value, buyer: schools.first } : value)) },
  { name: 'a delivery order of the future', breaks: deliveryIds('129'), client: deliveryOrder('ordered', (value) => ({ ...value, dateLastModified: '2126-01-01T00:00:00Z' })) },
  { name: 'a delivery order of 1970', breaks: deliveryIds('129'), mayBreak: deliveryIds('82'), client: deliveryOrder('ordered', (value) => ({ ...value, dateCreated: '1970-01-01T00:00:00Z' })) },
  { name: 'a change that was made before its order', breaks: deliveryIds('129'), client: deliveryOrder('licensed', (value) => ({ ...value, dateLastModified: '2026-01-01T00:00:00Z' })) },
  { name: 'a cancellation of the future', breaks: deliveryIds('129'), client: deliveryOrder('cancelled', (value) => ({ ...value, dateLastModified: '2126-01-01T00:00:00Z' })) },
  { name: 'a credit of a product that was not ordered', breaks: orderIds('94'), client: lines(credits, (line) => ({ ...line, productId: '9789999999991' })) },
  { name: 'a credit of a line that was not ordered', breaks: orderIds('94'), client: lines(credits, (line) => ({ ...line, purchaseOrderLineId: '999' })) },
];

/** Shows an order with other values after a request. */
function showsAfter(on: On, id: string, difference: Fields): Mutation {
  let isAfter = false;
  return {
    request: (request) => {
      isAfter ||= on(request);
      return request;
    },
    response: (response, request) =>
      isAfter && response.status === 200 && singleOrder(request) && request.path.includes(id)
        ? {
            ...response,
            body: JSON.stringify({ ...(JSON.parse(response.body) as Fields), ...difference }),
          }
        : response,
  };
}

/** Changes the order lines of requests. */
function lines(on: On, change: (line: Fields) => Fields): Mutation {
  return requestBody(bodyContains('"orderLines"', on), (body) => ({
    ...body,
    orderLines: (body['orderLines'] as Fields[]).map(change),
  }));
}

/** Shows a licensed order as processed after a further confirmation. */
function processesAgain(): Mutation {
  let state: 'before' | 'licensed' | 'again' = 'before';
  return {
    request: (request) => {
      if (bodyContains('"newStatus":"licensed"', deliveryConfirmations)(request))
        state = 'licensed';
      else if (state === 'licensed' && deliveryConfirmations(request)) state = 'again';
      return request;
    },
    response: (response, request) =>
      state === 'again' && singleOrder(request)
        ? { ...response, body: response.body.replace('"licensed"', '"processed"') }
        : response,
  };
}
