import { randomUUID } from 'node:crypto';
import type { Mutant } from './mutant.js';
import { responseHeader, operation, statusBecomes, successBecomes } from './mutations.js';
import type { ProxiedResponse, ProxiedRequest, Mutation } from './proxy.js';

const send = operation('POST', '/orders/v1');
const list = operation('GET', '/orders/v1');
const get = operation('GET', /\/orders\/v1\/[^/]+$/);
const editx = operation('GET', /\/editx$/i);
const status = operation('POST', /\/lines\/[^/]+$/);
const quantity = operation('POST', '/update');
const update = (request: ProxiedRequest): boolean => status(request) || quantity(request);

type Fields = Record<string, unknown>;
type Line = Fields & { id: number; status: string; quantity: number };
type Order = Fields & { status: string; created: string; _embedded: { lines: Line[] } };

/** Changes the JSON of 200 responses of an operation. */
function jsonResponse<Body>(
  on: (request: ProxiedRequest) => boolean,
  change: (body: Body, request: ProxiedRequest) => unknown,
): Mutation {
  return {
    response: (response, request) =>
      on(request) && response.status === 200
        ? { ...response, body: JSON.stringify(change(JSON.parse(response.body) as Body, request)) }
        : response,
  };
}

const order = (change: (body: Order, request: ProxiedRequest) => unknown): Mutation =>
  jsonResponse(get, change);
const items = (change: (body: Fields[], request: ProxiedRequest) => unknown): Mutation =>
  jsonResponse(list, change);
const lines = (change: (all: Line[], body: Order, request: ProxiedRequest) => Line[]): Mutation =>
  order((body, request) => ({
    ...body,
    _embedded: { lines: change(body._embedded.lines, body, request) },
  }));

/** Predicate for requests with a token whose claims name the client. */
const isOf =
  (client: string) =>
  ({ headers }: ProxiedRequest): boolean => {
    const [, payload = ''] = (headers.authorization ?? '').split('.');
    return Buffer.from(payload, 'base64url').toString('utf8').includes(client);
  };
const isOfSeller = isOf('demo-seller');

/** Forwards orders of the seller with the token of the buyer. */
function asBuyer(): Mutation {
  let buyer: string | undefined;
  return {
    request: (request) => {
      if (!send(request)) return request;
      if (!isOfSeller(request)) buyer ??= request.headers.authorization;
      else if (bodyContains('<BuyerParty>')(request) && buyer !== undefined)
        return { ...request, headers: { ...request.headers, authorization: buyer } };
      return request;
    },
  };
}

/** Changes the document of an order. */
const documentText = (from: RegExp, to: string): Mutation => ({
  response: (response, request) =>
    editx(request) ? { ...response, body: response.body.replace(from, to) } : response,
});

/** Answers orders of three copies with the Location of the first of them. */
function oneLocation(): Mutation {
  let first: string | string[] | undefined;
  return {
    response: (response, request) => {
      if (!send(request) || response.status !== 202) return response;
      if (!bodyContains('<OrderQuantity>3<')(request)) return response;
      first ??= response.headers['location'];
      return { ...response, headers: { ...response.headers, location: first } };
    },
  };
}

/** Changes a single order and every item of a list. */
function everywhere(change: (head: Order) => Fields): Mutation {
  return jsonResponse<Order | Order[]>(
    (request) => get(request) || list(request),
    (body) => (Array.isArray(body) ? body.map(change) : change(body)),
  );
}

/** Answers matching requests with a status without forwarding them. */
function refuses(on: (request: ProxiedRequest) => boolean, code: number): Mutation {
  const response: ProxiedResponse = {
    status: code,
    headers: { 'www-authenticate': 'Bearer' },
    body: '{"message":"Refused"}',
  };
  return { request: (request) => (on(request) ? response : request) };
}

/** Replaces text in request bodies. */
function requestText(
  on: (request: ProxiedRequest) => boolean,
  from: RegExp | string,
  to: string,
): Mutation {
  return {
    request: (request) =>
      on(request) ? { ...request, body: request.body.replace(from, to) } : request,
  };
}

const bodyContains = (text: string | RegExp) => (request: ProxiedRequest) =>
  typeof text === 'string' ? request.body.includes(text) : text.test(request.body);
const both =
  (left: (request: ProxiedRequest) => boolean, right: (request: ProxiedRequest) => boolean) =>
  (request: ProxiedRequest): boolean =>
    left(request) && right(request);

/** Predicate for requests with a key that occurred before. */
function isRepeat(key: (request: ProxiedRequest) => string): (request: ProxiedRequest) => boolean {
  const keys = new Set<string>();
  return (request) => {
    const known = keys.has(key(request));
    keys.add(key(request));
    return known;
  };
}

const usedNumber = isRepeat(({ body }) => /<OrderNumber>.*<\/OrderNumber>/.exec(body)?.[0] ?? '');
const sameUpdate = isRepeat(({ path, body }) => path + body);
const samePath = isRepeat(({ path }) => path);

const PREFIX = 'BOKB-ORDER-';
const ids = (...names: (string | number)[]): string[] => names.map((name) => `${PREFIX}${name}`);
const idsOfEveryOperation = (suffix: string): string[] =>
  ids(
    ...[
      'sendOrder',
      'listOrders',
      'getOrder',
      'getOrderEditx',
      'updateOrderLineStatus',
      'updateOrderLineQuantity',
    ].map((name) => `${name}-${suffix}`),
  );

// prettier-ignore
export const bokbasenOrdersMutants: Mutant[] = [
  { name: '200 for 202 on POST /orders/v1', server: successBecomes(200, send), breaks: ids('sendOrder-ok'), mayBreak: ids(61, 142) },
  { name: '202 for 200 on a status update', server: successBecomes(202, status), breaks: ids('updateOrderLineStatus-ok'), mayBreak: ids(61, 62, 104, 115, 147) },
  { name: 'no Location', server: responseHeader('location', undefined), breaks: ids(50) },
  { name: 'a Location without its host', server: { response: (response) => ({ ...response, headers: { ...response.headers, location: new URL(String(response.headers['location'] ?? 'http://x/')).pathname } }) }, breaks: ids(50) },
  { name: 'a Location of an unknown order', server: { response: (response, request) => (send(request) ? { ...response, headers: { ...response.headers, location: `http://x/orders/v1/${randomUUID()}` } } : response) }, breaks: ids(51), mayBreak: ids(63, 64, 69, 70, 71, 72, 73) },
  { name: 'a response body with 202', server: { response: (response, request) => (send(request) && response.status === 202 ? { ...response, body: '{"status":"ok"}' } : response) }, breaks: ids(52) },
  { name: 'a response body for an update', server: { response: (response, request) => (update(request) && response.status === 200 ? { ...response, body: '{}' } : response) }, breaks: ids(52) },
  { name: 'application/json for hal+json', server: { response: (response, request) => (get(request) || list(request) ? { ...response, headers: { ...response.headers, 'content-type': 'application/json' } } : response) }, breaks: ids(53) },
  { name: 'text/plain for the document', server: { response: (response, request) => (editx(request) ? { ...response, headers: { ...response.headers, 'content-type': 'text/plain' } } : response) }, breaks: ids(54) },
  { name: 'errors in XML', server: { response: (response) => (response.status >= 400 ? { ...response, body: '<errors/>' } : response) }, breaks: ids(55) },
  { name: '401 without a challenge', server: responseHeader('www-authenticate', undefined), breaks: ids(57) },
  { name: '405 without Allow', server: responseHeader('allow', undefined), breaks: ids(58) },
  { name: '404 for 405', server: statusBecomes(405, 404), breaks: idsOfEveryOperation('method') },
  { name: 'a DELETE of an order is accepted', server: statusBecomes(405, 200, operation('DELETE', /orders/)), breaks: idsOfEveryOperation('method') },
  { name: '500 for a schema error in an update', server: statusBecomes(400, 500, status), breaks: ids('updateOrderLineStatus-schema', 56), mayBreak: ids(101) },
  { name: 'an invalid token is accepted for an order', server: statusBecomes(401, 200, get), breaks: ids('getOrder-token') },
  { name: '400 for an invalid token', server: statusBecomes(401, 400), breaks: idsOfEveryOperation('token') },
  { name: 'a token for another audience is accepted for a list', server: statusBecomes(403, 200, list), breaks: ids('listOrders-scope') },
  { name: '401 for a token of another audience', server: statusBecomes(403, 401, (request) => request.method === 'GET'), breaks: ids('listOrders-scope', 'getOrder-scope', 'getOrderEditx-scope'), mayBreak: ids(57) },
  { name: 'a request with an old Date is refused', server: refuses((request) => /2014/.test(String(request.headers['date'])), 401), breaks: ids(59) },
  { name: 'any media type is accepted', server: { request: (request) => ({ ...request, headers: { ...request.headers, 'content-type': send(request) ? 'application/xml' : 'application/json' } }) }, breaks: ids(60) },
  { name: 'a Content-Type with charset is refused', server: refuses((request) => /charset/.test(String(request.headers['content-type'])), 415), breaks: ids(61) },
  { name: 'unknown fields are refused', server: refuses(bodyContains('fieldOfTheFuture'), 400), breaks: ids(62) },
  { name: 'an order with references is refused', server: refuses(both(send, bodyContains('OrderSourceLocationReference')), 400), breaks: ids(63) },
  { name: 'an order without SellerParty is refused', server: refuses((request) => send(request) && bodyContains('<Order')(request) && !bodyContains('<SellerParty>')(request), 400), breaks: ids(64, 142) },
  { name: 'a schema error is accepted', server: statusBecomes(400, 202, send), breaks: ids('sendOrder-schema', 65) },
  { name: 'a date with hyphens is accepted', server: requestText(send, '2026-11-21', '20261121'), breaks: ids('sendOrder-schema', 65) },
  { name: 'a code in lower case is accepted', server: requestText(send, '>original<', '>Original<'), breaks: ids('sendOrder-schema', 65) },
  { name: 'elements in another order are accepted', server: requestText(send, /(<SellerParty>.*<\/SellerParty>)(\s*)(<BuyerParty>.*<\/BuyerParty>)/s, '$3$2$1'), breaks: ids('sendOrder-schema', 65) },
  { name: 'an order with any BuyerParty is accepted', server: requestText(send, /(?<=<BuyerParty>.*)987654/, '4321'), breaks: ids(66) },
  { name: 'nothing is ever processed', server: order((body) => ({ ...body, status: 'UNPROCESSED' })), breaks: ids(67), options: { timeoutMs: 300 }, mayBreak: ids(63, 64, 69, 70, 71, 72, 73, 74) },
  { name: 'valid orders become FAILED', server: order((body) => ({ ...body, status: body.status === 'SENT' ? 'FAILED' : body.status })), breaks: ids(68, 63, 64, 70) },
  { name: 'a repeated OrderNumber is accepted', server: { request: (request) => (send(request) && usedNumber(request) ? { ...request, body: request.body.replace(/(?<=<OrderNumber>)/, randomUUID()) } : request) }, breaks: ids(69, 70) },
  { name: 'orders are processed twice', server: { times: (request) => (send(request) ? 2 : 1) }, breaks: ids(68), mayBreak: ids(63, 64, 70) },
  { name: 'an unknown product is accepted', server: requestText(send, '9788200099017', '9788200000013'), breaks: ids(71) },
  { name: 'e-books are sent', server: requestText(send, '9788200000037', '9788200000013'), breaks: ids(72) },
  { name: 'a quantity of 0 is sent', server: requestText(send, '<OrderQuantity>0', '<OrderQuantity>1'), breaks: ids(73) },
  { name: 'the lines of a FAILED order are SENT', server: lines((all) => all.map((line) => ({ ...line, status: ['FAILED', 'UNPROCESSED'].includes(line.status) ? 'SENT' : line.status }))), breaks: ids(74) },
  { name: 'every client sees every order', server: statusBecomes(404, 200, get), breaks: ids(75, 76, 77, 140) },
  { name: '403 for an order that does not exist', server: statusBecomes(404, 403), breaks: ids(140) },
  { name: 'another buyerOrderNumber', server: everywhere((head) => ({ ...head, buyerOrderNumber: 'ANOTHER' })), breaks: ids(78) },
  { name: 'buyer and seller are swapped', server: everywhere((head) => ({ ...head, buyer: head['seller'], seller: head['buyer'] })), breaks: ids(79), mayBreak: ids(64) },
  { name: 'created in ISO 8601', server: everywhere((head) => ({ ...head, created: head.created.replace('Z', 'T') })), breaks: ids(80) },
  { name: 'created in the time of Oslo', server: everywhere((head) => ({ ...head, created: new Date(Date.parse(`${head.created.replace('Z', 'T')}Z`) + 3_600_000).toISOString().slice(0, 19).replace('T', 'Z') })), breaks: ids(81) },
  { name: 'orderId in upper case', server: order((body) => ({ ...body, orderId: String(body['orderId']).toUpperCase() })), breaks: ids(82, 51), mayBreak: ids(88) },
  { name: 'the list is HAL', server: items((all) => ({ _embedded: { orders: all } })), breaks: ids('listOrders-answer') },
  { name: 'links of the list are an object', server: items((all) => all.map((item) => ({ ...item, links: { self: { href: 'x' } } }))), breaks: ids('listOrders-answer', 83) },
  { name: 'links of the list lead to the list', server: items((all) => all.map((item) => ({ ...item, links: [{ rel: 'self', href: 'http://x/orders/v1' }] }))), breaks: ids(83) },
  { name: 'no _links', server: order(({ _links: _, ...body }) => body), breaks: ids('getOrder-answer', 84) },
  { name: '_links to another document', server: order((body) => ({ ...body, _links: { self: { href: 'http://x/1' }, editx: { href: 'http://x/1/editx' } } })), breaks: ids(84) },
  { name: 'an order without one of its lines', server: lines((all) => all.slice(0, 1)), breaks: ids(85, 86, 87), mayBreak: ids(97, 106, 107, 115, 147) },
  { name: 'a wrong quantity', server: lines((all) => all.map((line) => (line.quantity === 120 ? { ...line, quantity: 12 } : line))), breaks: ids(85) },
  { name: 'line ids that are positions', server: lines((all) => all.map((line) => (line.id % 10 === 0 ? { ...line, id: line.id / 10 } : line))), breaks: ids(86) },
  { name: 'line ids that are strings', server: lines((all) => all.map((line) => ({ ...line, id: String(line.id) as never }))), breaks: ids('getOrder-answer'), mayBreak: ids(77, 140, 98, 100) },
  { name: 'no ean', server: lines((all) => all.map(({ ean: _, ...line }) => line)), breaks: ids(87) },
  { name: 'a status in lower case', server: lines((all) => all.map((line) => ({ ...line, status: line.status.toLowerCase() }))), breaks: ids('getOrder-answer', 68, 98), mayBreak: ids(74, 106) },
  { name: 'another status in the list', server: items((all) => all.map((item) => ({ ...item, status: 'UNPROCESSED' }))), breaks: ids(88) },
  { name: 'an empty SENT_BY_ME list', server: items((all, { path }) => (path.includes('SENT_BY_ME') ? [] : all)), breaks: ids(89), mayBreak: ids(93) },
  { name: 'SENT_TO_ME is treated as SENT_BY_ME', server: { request: (request) => ({ ...request, path: request.path.replace('SENT_TO_ME', 'SENT_BY_ME') }) }, breaks: ids(90, 91) },
  { name: 'a mode that does not exist is accepted', server: { request: (request) => ({ ...request, path: request.path.replace('UNHEARD-OF', 'SENT_BY_ME') }) }, breaks: ids('listOrders-schema') },
  { name: 'fromDate is ignored', server: { request: (request) => ({ ...request, path: request.path.replace(/fromDate=\d{14}/, 'fromDate=20200101000000') }) }, breaks: ids(92, 93, 94) },
  { name: 'the document of another order', server: { response: (response, request) => (editx(request) ? { ...response, body: response.body.replace(/(?<=<OrderNumber>).*?(?=<)/, 'OTHER') } : response) }, breaks: ids(95) },
  { name: 'FULFILLED_BLOCKED is refused', server: refuses(both(status, bodyContains('"FULFILLED_BLOCKED"')), 400), breaks: ids(97), mayBreak: ids(147) },
  { name: 'a status with one L too many is accepted', server: requestText(status, '"FULLFILLED"', '"FULFILLED"'), breaks: ids(101) },
  { name: 'a status in lower case is accepted', server: requestText(status, '"fulfilled"', '"FULFILLED"'), breaks: ids(101) },
  { name: 'REJECTED is shown as RECEIVED', server: lines((all) => all.map((line) => ({ ...line, status: line.status === 'REJECTED' ? 'RECEIVED' : line.status }))), breaks: ids(98) },
  { name: 'a line without its comment', server: lines((all) => all.map(({ comment: _, ...line }) => line)), breaks: ids(99) },
  { name: 'a price without decimals', server: lines((all) => all.map((line) => (line['price'] ? { ...line, price: { amount: 250, tax: 25 } } : line))), breaks: ids(100) },
  { name: 'every client can update the status of a line', server: statusBecomes(403, 200, status), breaks: ids('updateOrderLineStatus-scope', 103, 105) },
  { name: 'a line of a FAILED order is fulfilled', server: statusBecomes(404, 200, both(status, bodyContains('{"status":"FULFILLED"}'))), breaks: ids(102) },
  { name: 'a repeated status is refused', server: refuses(both(both(status, bodyContains('Linje som er')), sameUpdate), 409), breaks: ids(104) },
  { name: 'a change of quantity is SENT', server: lines((all) => all.map((line) => ({ ...line, status: line.status === 'REQUESTED' ? 'SENT' : line.status }))), breaks: ids(106) },
  { name: 'a change of quantity without its sign', server: lines((all) => all.map((line) => ({ ...line, quantity: Math.abs(line.quantity) }))), breaks: ids(107) },
  { name: 'a change of quantity is made twice', server: { times: (request) => (quantity(request) ? 2 : 1) }, breaks: ids(106), mayBreak: ids(109) },
  { name: '400 for a reduction beyond the remaining quantity', server: statusBecomes(403, 400, quantity), breaks: ids(108, 109, 111, 'updateOrderLineQuantity-scope') },
  { name: 'every reduction is accepted', server: statusBecomes(403, 200, quantity), breaks: ids(108, 109, 110, 111, 113, 114, 'updateOrderLineQuantity-scope') },
  { name: 'any number is accepted', server: requestText(quantity, /"number":[01]}/, '"number":-1}'), breaks: ids(112), mayBreak: ids('updateOrderLineQuantity-schema') },
  { name: 'a number that is a string is accepted', server: requestText(quantity, /"number":"-?\d+"/, '"number":-1'), breaks: ids('updateOrderLineQuantity-schema') },
  { name: 'a status update of a quantity change is refused', server: refuses(both(operation('POST', /\/lines\/2$/), bodyContains('{"status":"RECEIVED"}')), 403), breaks: ids(115) },
  { name: 'a FULFILLED_BLOCKED line of an UNPROCESSED order is accepted', server: statusBecomes(404, 200, both(status, bodyContains('{"status":"FULFILLED_BLOCKED"}'))), breaks: ids(102) },
  { name: 'a line that is not processed is rejected by the seller', server: statusBecomes(404, 200, both(status, bodyContains('{"status":"REJECTED"}'))), breaks: ids(143) },
  { name: 'a seller orders in the name of a buyer', server: asBuyer(), breaks: ids(66) },
  { name: 'the document lacks a message', server: documentText(/<Message>.*?<\/Message>/s, ''), breaks: ids(95) },
  { name: 'the document has another quantity', server: documentText(/(?<=<OrderQuantity>)\d+/, '99'), breaks: ids(95) },
  { name: 'the document has one more line', server: documentText(/(<ItemDetail>\s*<LineNumber>)1(<.*?<\/ItemDetail>)/s, '$11$2$13$2'), breaks: ids(95) },
  { name: 'the document is in lower case', server: { response: (response, request) => (editx(request) && response.status === 200 ? { ...response, body: response.body.replace(/(?<=<OrderNumber>).*?(?=<)/, (number) => number.toLowerCase()) } : response) }, breaks: ids(95) },
  { name: 'the quantities of two lines are swapped', server: lines((all) => (all.length === 2 && all[0]!.id === 10 ? [{ ...all[0]!, quantity: all[1]!.quantity }, { ...all[1]!, quantity: all[0]!.quantity }] : all)), breaks: ids(85) },
  { name: 'the seller sees another quantity', server: lines((all, _, request) => (isOfSeller(request) ? all.map((line) => ({ ...line, quantity: line.quantity * 10 })) : all)), breaks: ids(85) },
  { name: 'the seller sees another buyer', server: order((body, request) => (isOfSeller(request) ? { ...body, buyer: '1' } : body)), breaks: ids(79) },
  { name: 'buyerOrderNumber in lower case', server: everywhere((head) => ({ ...head, buyerOrderNumber: String(head['buyerOrderNumber']).toLowerCase() })), breaks: ids(78) },
  { name: 'created in 2016', server: everywhere((head) => ({ ...head, created: `2016${head.created.slice(4)}` })), breaks: ids(81) },
  { name: 'a relative Location', server: { response: (response, request) => (send(request) && response.status === 202 ? { ...response, headers: { ...response.headers, location: new URL(String(response.headers['location'])).pathname } } : response) }, breaks: ids(50) },
  { name: 'relative _links', server: order((body) => ({ ...body, _links: JSON.parse(JSON.stringify(body['_links']).replaceAll(/http:\/\/[^/]+/g, '')) as unknown })), breaks: ids(84) },
  { name: 'relative links in the list', server: items((all) => all.map((item) => ({ ...item, links: JSON.parse(JSON.stringify(item['links']).replaceAll(/http:\/\/[^/]+/g, '')) as unknown }))), breaks: ids(83) },
  { name: '404 for a list without orders', server: { response: (response, request) => (list(request) && response.body === '[]' ? { status: 404, headers: response.headers, body: '{"message":"No orders"}' } : response) }, breaks: ids(145), mayBreak: ids(93, 'listOrders-ok') },
  { name: 'a list without orders has no body', server: { response: (response, request) => (list(request) && response.body === '[]' ? { ...response, body: '' } : response) }, breaks: ids(145, 'listOrders-answer'), mayBreak: ids(93) },
  { name: 'fromDate is ignored for SENT_TO_ME', server: { request: (request) => ({ ...request, path: request.path.includes('SENT_TO_ME') ? request.path.replace(/fromDate=\d{14}/, 'fromDate=20200101000000') : request.path }) }, breaks: ids(92) },
  { name: 'one Location for all orders', server: oneLocation(), breaks: ids(146) },
  { name: 'an order with a BillToParty is refused', server: refuses(both(send, bodyContains('<BillToParty>')), 400), breaks: ids(142) },
  { name: 'an order without UnitsOrdered is refused', server: refuses((request) => send(request) && bodyContains('<Summary>')(request) && !bodyContains('<UnitsOrdered>')(request), 400), breaks: ids(142) },
  { name: 'an order with a message in a line becomes FAILED', server: requestText((request) => send(request) && /<OrderQuantity>\d+<\/OrderQuantity>\s*<Message>/.test(request.body), /<OrderQuantity>\d+/, '<OrderQuantity>0'), breaks: ids(142) },
  { name: 'a status without a comment is refused', server: refuses((request) => status(request) && bodyContains('"status"')(request) && !bodyContains('"comment"')(request) && !bodyContains('Future')(request), 400), breaks: ids(147), mayBreak: ids(93, 115, 140, 'updateOrderLineStatus-schema') },
  { name: 'a price alone is refused', server: refuses(both(status, bodyContains(/^\{"status":"FULFILLED","price"/)), 400), breaks: ids(147) },
  { name: 'an unknown field is answered 500', server: refuses(both(status, bodyContains('fieldOfTheFuture')), 500), breaks: ids('updateOrderLineStatus-ok', 56) },
  { name: 'a later status is not shown', server: lines((all) => all.map((line) => (String(line['comment']).startsWith('Nå er') ? { ...line, status: 'RECEIVED' } : line))), breaks: ids(98) },
  { name: 'a later comment is not shown', server: lines((all) => all.map((line) => (String(line['comment']).startsWith('Nå er') ? { ...line, comment: 'Linjen er mottatt.' } : line))), breaks: ids(99) },
  { name: 'a change of quantity of another product', server: lines((all) => all.map((line) => (line.quantity === -1 ? { ...line, ean: '9788200000044' } : line))), breaks: ids(107) },
  { name: 'a third party can reduce an order', server: statusBecomes(404, 200, both(quantity, isOf('demo-reader'))), breaks: ids(114) },
  { name: 'a third party can update a line', server: statusBecomes(404, 200, both(status, isOf('demo-reader'))), breaks: ids(105) },
  { name: 'a rejected quantity change counts', server: refuses(both(both(quantity, bodyContains('"number":-4')), samePath), 403), breaks: ids(116) },
];
