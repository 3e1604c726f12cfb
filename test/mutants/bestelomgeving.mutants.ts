import { schools, seededOrders } from '../../src/apis/edu-v-delivery/seed.js';
import { mutantsOf, type Mutant } from './bench.js';
import {
  again,
  bodyOf,
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
import { bestelomgeving, orderWithoutConsent, seeded } from './subjects.js';

type Fields = Record<string, unknown>;
type Orders = (Fields & { deliveryOrderId: string })[];
const delivery = (...names: string[]): string[] => names.map((name) => `EDUV-DELIVERY-${name}`);
const ordering = (...names: string[]): string[] => names.map((name) => `EDUV-ORDER-${name}`);
const both = (...names: string[]): string[] => [...delivery(...names), ...ordering(...names)];

const one = is('GET', /\/deliveryorders\/(?!school$)[^/]+$/);
const school = is('GET', '/deliveryorders/school');
const user = is('POST', '/deliveryorders/school/user');
const contract = is('GET', /\/deliveryorders\/contracts\/[^/]+$/);
const deliveries = is('PUT', '/deliveryorders/confirmations');
const confirmOrders = is('PUT', '/orders/confirmations');
const orders = is('PUT', '/orders');
const credits = is('PUT', '/creditorders');
const sent = is('PUT', '/deliveryorders');
type On = (call: Call) => boolean;
const says =
  (text: string, on: On = () => true): On =>
  (call) =>
    on(call) && call.body.includes(text);
const unfiltered =
  (on: On): On =>
  (call) =>
    on(call) && !/status=|deliveryType=/.test(call.path);

/** Answers of success to those calls have another content. */
const read = (on: On, change: (value: never, call: Call) => unknown): Mutation => ({
  answer: (answer, call) =>
    answer.status === 200 && on(call)
      ? { ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as never, call)) }
      : answer,
});
/** Every order that is read is changed, in lists and alone. */
const everyOrder = (change: (order: Fields) => Fields): Mutation =>
  read(
    (call) => [one, school, user, contract].some((on) => on(call)),
    (value: Fields | Fields[]) => (Array.isArray(value) ? value.map(change) : change(value)),
  );
/** One more order in a list, made of another one. */
const oneMore = (on: On, difference: Fields): Mutation =>
  read(on, (list: Orders) => [...list, { ...list.at(-1), ...difference }]);
const isSeeded = ({ deliveryOrderId }: { deliveryOrderId: string }): boolean =>
  seededOrders.some((seed) => seed.order.deliveryOrderId === deliveryOrderId);
/** Delivery orders that are sent, with that status, are changed on their way. */
const deliveryOrder = (status: string, change: (order: Fields) => Fields): Mutation =>
  message(says(`"status":"${status}"`, sent), (body) => ({
    ...body,
    deliveryOrder: change(body['deliveryOrder'] as Fields),
  }));
/** What is refused for that reason is taken. */
const takes = (reason: string, on: On): Mutation => ({
  answer: (answer, call) =>
    answer.status === 400 && on(call) && answer.body.includes(reason)
      ? { ...answer, status: 202, body: '' }
      : answer,
});
const specified = (order: Fields, difference: Fields): Fields => ({
  ...order,
  deliverySpecification: { ...(order['deliverySpecification'] as Fields), ...difference },
});
const refusal: Answer = { status: 409, headers: { 'api-version': '2.0.0' }, body: '' };
const without = (name: string) => (call: Call) => ({
  ...call,
  path: call.path.replace(new RegExp(`([?&])${name}=[a-z-]+(&|$)`), '$1'),
});
const methods = [
  'getDeliveryOrder',
  'getDeliveryOrdersForSchool',
  'getDeliveryOrdersForUser',
  'getDeliveryOrdersByContract',
  'confirmDeliveryOrder',
];

// prettier-ignore
const mutants: Mutant[] = [
  { name: 'no API-Version', breaks: both('40'), server: header('api-version', undefined) },
  { name: '200 for 202 on delivery confirmations', breaks: delivery('confirmDeliveryOrder-ok', '18', '50', '77', '55'), server: successIs(200, deliveries) },
  { name: '200 for 202 on order confirmations', breaks: ordering('confirmOrder-ok', '17', '18', '50'), server: successIs(200, confirmOrders) },
  { name: '201 for a question by POST', breaks: delivery('getDeliveryOrdersForUser-ok', '90'), server: successIs(201, user), also: delivery('50', '100') },
  { name: '400 without a StatusResponse', breaks: both('41', '44', '45'), server: bodyOf(400, () => 'Bad Request') },
  { name: '404 without a StatusResponse', breaks: delivery('41'), server: bodyOf(404, () => '') },
  { name: '500 for a message against its schema', breaks: delivery('confirmDeliveryOrder-schema', '51', '52', '53', '58'), server: statusBecomes(400, 500, deliveries) },
  { name: '500 for a confirmation of an order against its schema', breaks: ordering('confirmOrder-schema', '51', '52', '58'), server: statusBecomes(400, 500, confirmOrders) },
  { name: 'a wrong filter is ignored', breaks: delivery('getDeliveryOrdersForSchool-schema'), also: delivery('93'), server: statusBecomes(400, 200, school, '[]') },
  { name: '401 without WWW-Authenticate', breaks: both('43'), server: header('www-authenticate', undefined) },
  { name: '401 without a body', breaks: both('42'), server: bodyOf(401, () => '') },
  { name: 'no token is asked for', breaks: delivery('getDeliveryOrder-token'), also: delivery('49'), server: letsIn((call) => one(call) && call.headers.authorization === undefined, one) },
  { name: 'a token of an Aanspraakmanager is enough for the orders of a school', breaks: delivery('getDeliveryOrdersForSchool-scope'), server: letsIn((call) => school(call) && !/dashboard|portal/.test(scopesOf(call)) && scopesOf(call) !== '?', (call) => school(call) && /dashboard/.test(scopesOf(call))) },
  { name: 'no scope is asked for at PUT /orders/confirmations', breaks: ordering('confirmOrder-scope'), server: letsIn((call) => confirmOrders(call) && scopesOf(call) === '', confirmOrders) },
  { name: 'a token in the query is taken', breaks: both('49'), server: letsIn((call) => call.path.includes('access_token'), (call) => scopesOf(call).includes('eduv.order')) },
  { name: '404 for another method and another role', breaks: [...delivery(...methods.map((name) => `${name}-method`), 'acceptDeliveryOrder-role-bestelomgeving'), ...ordering('confirmOrder-method', 'confirmCreditOrder-method', 'acceptOrder-role-bestelomgeving', 'acceptCreditOrder-role-bestelomgeving')], also: delivery('41'), server: statusBecomes(405, 404) },
  { name: 'DELETE of a delivery order', breaks: delivery('getDeliveryOrder-method'), server: statusBecomes(405, 202, is('DELETE', /\/deliveryorders\/[^/]+$/)), also: delivery('confirmDeliveryOrder-method', 'getDeliveryOrdersForSchool-method') },
  { name: 'PUT /deliveryorders is taken by the Bestelomgeving', breaks: delivery('acceptDeliveryOrder-role-bestelomgeving'), server: statusBecomes(405, 202, sent) },
  { name: 'PUT /orders is taken by the Bestelomgeving', breaks: ordering('acceptOrder-role-bestelomgeving'), server: statusBecomes(405, 202, orders) },
  { name: '405 without Allow', breaks: both('47'), server: header('allow', undefined) },
  { name: '405 with a body', breaks: both('48'), server: bodyOf(405, () => ({ status: 99 })) },
  { name: '202 with a status of refusal', breaks: both('46'), server: bodyOf(202, () => ({ status: 99 })) },
  { name: 'a field of the future is refused', breaks: both('50'), server: refuses(says('fieldOfTheFuture')) },
  { name: 'text/plain is taken', breaks: both('58'), server: withHeader((call) => call.body !== '', 'content-type', () => 'application/json') },
  { name: 'a repeated delivery confirmation is refused', breaks: delivery('18'), server: again((body) => body['deliveryOrderReceiveId'], () => refusal, deliveries) },
  { name: 'a repeated order confirmation is refused', breaks: ordering('17'), server: again((body) => body['responseReferenceId'], () => refusal, confirmOrders) },
  { name: 'a pending order is refused', breaks: ordering('18'), server: refuses(says('"orderStatus":"pending"', confirmOrders)) },
  { name: 'a repeat is processed again', breaks: delivery('19'), server: processesAgain() },
  { name: 'a delivery confirmation of nothing is taken', breaks: delivery('52'), server: takes('unknown: ', deliveries) },
  { name: 'an order confirmation of nothing is taken', breaks: ordering('52'), server: takes('unknown: ', confirmOrders) },
  { name: 'a confirmation of another delivery order is taken', breaks: delivery('53'), server: takes('not that of the request', deliveries) },
  { name: 'newDeliveryOrderStatus is refused', breaks: delivery('77'), server: refuses(says('newDeliveryOrderStatus')) },
  { name: 'a refusal is refused', breaks: delivery('55'), server: refuses(says('"success":false', deliveries)) },
  { name: 'a refused cancellation is cancelled', breaks: delivery('55'), server: message(says('"success":false', deliveries), (body) => ({ ...body, success: true, newStatus: 'cancelled' })) },
  { name: 'orders stay ordered', breaks: delivery('54'), also: delivery('101'), server: read(one, (value: Fields) => (value['status'] === 'processed' ? { ...value, status: 'ordered' } : value)) },
  { name: 'an order is read with another product', breaks: delivery('82', '101'), server: read(one, (value: Fields) => ({ ...value, productId: '9789000000000' })) },
  { name: 'a list says something else', breaks: delivery('101'), server: read(school, (list: Orders) => list.map((value) => ({ ...value, productId: '9789000000000' }))) },
  { name: 'orders lack their productId', breaks: delivery('getDeliveryOrdersByContract-answer'), server: read(contract, (list: Orders) => list.map((value) => ({ ...value, productId: undefined }))) },
  { name: 'capitals in status', breaks: delivery('getDeliveryOrder-answer', '82', '54', '101'), server: read(one, (value: Fields) => ({ ...value, status: String(value['status']).toUpperCase() })) },
  { name: 'local time in what is read', breaks: delivery('78'), also: delivery('82'), server: everyOrder((value) => ({ ...value, dateCreated: String(value['dateCreated']).replace('Z', '+00:00') })) },
  { name: 'no endDate in what is read', breaks: delivery('79'), server: everyOrder(({ endDate: _, ...value }) => value) },
  { name: 'wrong sums in what is read', breaks: delivery('80'), also: delivery('54'), server: everyOrder((value) => ('subjects' in (value['deliverySpecification'] as Fields) ? specified(value, { totalQuantity: 31 }) : value)) },
  { name: 'created orders are shown', breaks: delivery('81'), server: oneMore(unfiltered(contract), { status: 'created' }) },
  { name: 'an order that there is not is answered 200', breaks: delivery('83', '84'), server: statusBecomes(404, 200, one, '{}') },
  { name: '400 for an id that is no uuid', breaks: delivery('84'), server: refuses((call) => one(call) && call.path.includes('none-')) },
  { name: 'no orders of a school that nobody knows', breaks: delivery('85'), server: statusBecomes(404, 200, school, '[]') },
  { name: 'no orders of a contract that nobody knows', breaks: delivery('86'), server: statusBecomes(404, 200, contract, '[]') },
  { name: 'no consent is asked for', breaks: delivery('87'), server: statusBecomes(403, 200, school, '[]') },
  { name: 'no consent is asked of a dashboard for one order', breaks: delivery('87'), server: statusBecomes(403, 200, one, '{}') },
  { name: 'another status for want of consent', breaks: delivery('88'), server: bodyOf(403, (body) => ({ ...body, status: 99 })) },
  { name: 'consent is asked of a Licentieregistratie', breaks: delivery('89', '90'), server: refuses((call) => !deliveries(call) && scopesOf(call) === 'eduv.delivery.licensor', 403) },
  { name: 'all scopes are needed', breaks: delivery('90'), server: refuses((call) => scopesOf(call) === 'eduv.delivery.portal' && !call.path.includes('09QQ') && !call.body.includes('09QQ'), 403) },
  { name: 'status is no filter', breaks: delivery('91'), server: { call: (call) => (school(call) ? without('status')(call) : call) } },
  { name: 'deliveryType is no filter', breaks: delivery('92'), server: { call: (call) => (school(call) ? without('deliveryType')(call) : call) } },
  { name: 'who names no school is answered', breaks: delivery('93'), server: statusBecomes(400, 200, (call) => /school(\?(orgId|orgIdType)=[^&]*)?$/.test(call.path), '[]') },
  { name: 'a school is not known by its other identifier', breaks: delivery('94'), also: delivery('100'), server: read((call) => school(call) && call.path.includes('orgId=') && call.path.includes('school-students'), () => []) },
  { name: 'a new order is lost in the list of its school', breaks: delivery('95'), server: read(school, (list: Orders) => list.filter(isSeeded)) },
  { name: 'a new order is lost in the list of its contract', breaks: delivery('97'), server: read(contract, (list: Orders) => list.filter(isSeeded)) },
  { name: 'an order of another school', breaks: delivery('96'), server: oneMore(unfiltered(school), { buyer: { organisationMasterIdentifier: '999Z999' }, deliveryType: 'school-all', deliverySpecification: { school: { organisationMasterIdentifier: '999Z999' } } }) },
  { name: 'an order of another contract', breaks: delivery('98'), server: oneMore(contract, { contractId: 'CT-OTHER' }) },
  { name: 'an order of another user', breaks: delivery('99'), server: read(unfiltered(user), (list: Orders) => [...list, seeded('school-employees')]) },
  { name: 'an order that lists the user is lost', breaks: delivery('100'), server: read(user, (list: Orders) => list.filter((value) => value['deliveryType'] !== 'school-students')) },

  { name: 'a cancelled order without endDate', breaks: delivery('01', '34'), client: deliveryOrder('cancelled', ({ endDate: _, ...value }) => value) },
  { name: 'an endDate before the end', breaks: delivery('32'), also: delivery('82'), client: deliveryOrder('ordered', (value) => ({ ...value, endDate: '2026-09-01' })) },
  { name: 'a created order is sent', breaks: delivery('31'), client: deliveryOrder('ordered', (value) => ({ ...value, status: 'created' })) },
  { name: 'a period that ends first', breaks: delivery('36'), also: delivery('82'), client: deliveryOrder('ordered', (value) => ({ ...value, activationUntilDate: '2020-07-31' })) },
  { name: 'quantities that do not add up', breaks: delivery('37'), client: deliveryOrder('licensed', (value) => specified(value, { totalQuantity: 19 })) },
  { name: 'a school buys for a customer', breaks: delivery('38', '67'), client: deliveryOrder('cancelled', (value) => ({ ...value, buyer: schools.second })) },
  { name: 'a quantity of 0', breaks: delivery('39'), also: delivery('82'), client: deliveryOrder('ordered', (value) => specified(value, { totalQuantity: 0 })) },
  { name: 'a delivery order in local time', breaks: delivery('20'), also: delivery('82'), client: deliveryOrder('ordered', (value) => ({ ...value, dateCreated: '2026-06-01T12:00:00+02:00' })) },
  { name: 'another startDate with a lower quantity', breaks: delivery('67'), client: deliveryOrder('licensed', (value) => ({ ...value, startDate: '2026-08-02' })) },
  { name: 'a higher quantity', breaks: delivery('68'), client: deliveryOrder('licensed', (value) => specified(value, { subjects: [{ subjectId: 'SUB-EN', quantity: 40 }], totalQuantity: 40 })) },
  { name: 'a change of an order that was never sent', breaks: delivery('35'), client: deliveryOrder('licensed', (value) => ({ ...value, deliveryOrderId: orderWithoutConsent })) },
  { name: 'a change of an order that was cancelled', breaks: delivery('69'), also: delivery('67'), client: deliveryOrder('licensed', (value) => ({ ...value, deliveryOrderId: seeded('school-activationcodes').deliveryOrderId })) },
  { name: 'a repeat of a delivery order says something else', breaks: delivery('10'), also: delivery('67', '82'), client: again((body) => body['deliveryOrderReferenceId'], (call) => ({ ...call, body: call.body.replace('"productId":"', '"productId":"9') }), sent) },
  { name: 'a repeat of a credit order says something else', breaks: ordering('10'), client: again((body) => body['requestReferenceId'], (call) => ({ ...call, body: call.body.replace('"purchaseOrderId":"', '"purchaseOrderId":"X') }), credits), also: ordering('29') },
  { name: 'a text for a quantity', breaks: ordering('01'), client: lines(orders, (line) => ({ ...line, quantity: '5' })) },
  { name: 'a token in the query', breaks: delivery('02', '04'), client: { call: (call) => (sent(call) ? { ...call, path: `${call.path}?access_token=x`, headers: { ...call.headers, authorization: undefined } } : call) } },
  { name: 'POST for PUT /orders', breaks: ordering('03'), client: { call: (call) => (orders(call) ? { ...call, method: 'POST' } : call) } },
  { name: 'an order without lines', breaks: ordering('31'), also: ordering('39'), client: message(orders, (body) => ({ ...body, orderLines: [] })) },
  { name: 'an order of nothing', breaks: ordering('32'), also: ordering('39'), client: lines(orders, (line) => ({ ...line, quantity: 0 })) },
  { name: 'one id for two lines', breaks: ordering('33'), client: lines(orders, (line) => ({ ...line, purchaseOrderLineId: '10' })) },
  { name: 'three letters for the country', breaks: ordering('34'), client: message(orders, (body) => ({ ...body, deliveryLocation: { ...(body['deliveryLocation'] as Fields), countryCode: 'NLD' } })) },
  { name: 'a zipCode of another country', breaks: ordering('38'), client: message(orders, (body) => ({ ...body, deliveryLocation: { ...(body['deliveryLocation'] as Fields), zipCode: '12345' } })) },
  { name: 'a credit of an order that was never sent', breaks: ordering('29'), also: ordering('39'), client: message(credits, (body) => ({ ...body, purchaseOrderId: 'PO-NEVER' })) },
  { name: 'a credit of what nobody approved', breaks: ordering('37'), client: message(credits, (body) => ({ ...body, responseReferenceId: orderWithoutConsent })) },
  { name: 'a credit of more than was ordered', breaks: ordering('39'), client: lines(credits, (line) => ({ ...line, quantity: 1000 })) },
];

/** The lines of those messages are changed. */
function lines(on: On, change: (line: Fields) => Fields): Mutation {
  return message(says('"orderLines"', on), (body) => ({
    ...body,
    orderLines: (body['orderLines'] as Fields[]).map(change),
  }));
}

/** Once it has heard processed after licensed, an order is processed again. */
function processesAgain(): Mutation {
  let seen: 'before' | 'licensed' | 'again' = 'before';
  return {
    call: (call) => {
      if (says('"newStatus":"licensed"', deliveries)(call)) seen = 'licensed';
      else if (seen === 'licensed' && deliveries(call)) seen = 'again';
      return call;
    },
    answer: (answer, call) =>
      seen === 'again' && one(call)
        ? { ...answer, body: answer.body.replace('"licensed"', '"processed"') }
        : answer,
  };
}

mutantsOf(bestelomgeving, mutants);
