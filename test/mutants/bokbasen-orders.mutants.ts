import { randomUUID } from 'node:crypto';
import { mutantsOf, type Mutant } from './bench.js';
import { header, is, statusBecomes, successIs } from './changes.js';
import type { Answer, Call, Mutation } from './proxy.js';
import { bokbasenOrders } from './subjects.js';

const send = is('POST', '/orders/v1');
const list = is('GET', '/orders/v1');
const get = is('GET', /\/orders\/v1\/[^/]+$/);
const editx = is('GET', /\/editx$/i);
const status = is('POST', /\/lines\/[^/]+$/);
const quantity = is('POST', '/update');
const update = (call: Call): boolean => status(call) || quantity(call);

type Fields = Record<string, unknown>;
type Line = Fields & { id: number; status: string; quantity: number };
type Order = Fields & { status: string; created: string; _embedded: { lines: Line[] } };

/** What is answered to an operation, where that is a JSON document. */
function answered<Body>(
  on: (call: Call) => boolean,
  change: (body: Body, call: Call) => unknown,
): Mutation {
  return {
    answer: (answer, call) =>
      on(call) && answer.status === 200
        ? { ...answer, body: JSON.stringify(change(JSON.parse(answer.body) as Body, call)) }
        : answer,
  };
}

const order = (change: (body: Order) => unknown): Mutation => answered(get, change);
const items = (change: (body: Fields[], call: Call) => unknown): Mutation => answered(list, change);
const lines = (change: (all: Line[], body: Order) => Line[]): Mutation =>
  order((body) => ({ ...body, _embedded: { lines: change(body._embedded.lines, body) } }));

/** The same change of an order and of the items of the list. */
function everywhere(change: (head: Order) => Fields): Mutation {
  return answered<Order | Order[]>(
    (call) => get(call) || list(call),
    (body) => (Array.isArray(body) ? body.map(change) : change(body)),
  );
}

/** Calls that fit are answered so, and not passed on. */
function refuses(on: (call: Call) => boolean, code: number): Mutation {
  const answer: Answer = {
    status: code,
    headers: { 'www-authenticate': 'Bearer' },
    body: '{"message":"Refused"}',
  };
  return { call: (call) => (on(call) ? answer : call) };
}

/** The text of calls is changed on their way. */
function reads(on: (call: Call) => boolean, from: RegExp | string, to: string): Mutation {
  return { call: (call) => (on(call) ? { ...call, body: call.body.replace(from, to) } : call) };
}

const says = (text: string | RegExp) => (call: Call) =>
  typeof text === 'string' ? call.body.includes(text) : text.test(call.body);
const both =
  (one: (call: Call) => boolean, other: (call: Call) => boolean) =>
  (call: Call): boolean =>
    one(call) && other(call);

/** Whether something was seen before, by what it says. */
function seenBefore(key: (call: Call) => string): (call: Call) => boolean {
  const seen = new Set<string>();
  return (call) => {
    const known = seen.has(key(call));
    seen.add(key(call));
    return known;
  };
}

const usedNumber = seenBefore(({ body }) => /<OrderNumber>.*<\/OrderNumber>/.exec(body)?.[0] ?? '');
const sameUpdate = seenBefore(({ path, body }) => path + body);
const wholeAgain = seenBefore(({ path }) => path);

const N = 'BOKB-ORDER-';
const ids = (...names: (string | number)[]): string[] => names.map((name) => `${N}${name}`);
const duty = (name: string): string[] =>
  ids(
    ...[
      'sendOrder',
      'listOrders',
      'getOrder',
      'getOrderEditx',
      'updateOrderLineStatus',
      'updateOrderLineQuantity',
    ].map((operation) => `${operation}-${name}`),
  );

// prettier-ignore
const mutants: Mutant[] = [
  { name: '200 for 202 on POST /orders/v1', server: successIs(200, send), breaks: ids('sendOrder-ok'), also: ids(61) },
  { name: '202 for 200 on a status', server: successIs(202, status), breaks: ids('updateOrderLineStatus-ok'), also: ids(61, 62, 104, 115) },
  { name: 'no Location', server: header('location', undefined), breaks: ids(50) },
  { name: 'a Location without its host', server: { answer: (answer) => ({ ...answer, headers: { ...answer.headers, location: new URL(String(answer.headers['location'] ?? 'http://x/')).pathname } }) }, breaks: ids(50) },
  { name: 'a Location that leads nowhere', server: { answer: (answer, call) => (send(call) ? { ...answer, headers: { ...answer.headers, location: `http://x/orders/v1/${randomUUID()}` } } : answer) }, breaks: ids(51), also: ids(63, 64, 69, 70, 71, 72, 73) },
  { name: 'a body with 202', server: { answer: (answer, call) => (send(call) && answer.status === 202 ? { ...answer, body: '{"status":"ok"}' } : answer) }, breaks: ids(52) },
  { name: 'a body with an update', server: { answer: (answer, call) => (update(call) && answer.status === 200 ? { ...answer, body: '{}' } : answer) }, breaks: ids(52) },
  { name: 'application/json for hal+json', server: { answer: (answer, call) => (get(call) || list(call) ? { ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } } : answer) }, breaks: ids(53) },
  { name: 'text/plain for the document', server: { answer: (answer, call) => (editx(call) ? { ...answer, headers: { ...answer.headers, 'content-type': 'text/plain' } } : answer) }, breaks: ids(54) },
  { name: 'errors in XML', server: { answer: (answer) => (answer.status >= 400 ? { ...answer, body: '<errors/>' } : answer) }, breaks: ids(55) },
  { name: '401 without a challenge', server: header('www-authenticate', undefined), breaks: ids(57) },
  { name: '405 without Allow', server: header('allow', undefined), breaks: ids(58) },
  { name: '404 for 405', server: statusBecomes(405, 404), breaks: duty('method') },
  { name: 'a DELETE of an order is taken', server: statusBecomes(405, 200, is('DELETE', /orders/)), breaks: duty('method') },
  { name: '500 for an update against its schema', server: statusBecomes(400, 500, status), breaks: ids('updateOrderLineStatus-schema', 56), also: ids(101) },
  { name: 'a bad token is taken for an order', server: statusBecomes(401, 200, get), breaks: ids('getOrder-token') },
  { name: 'a bad token is answered 400', server: statusBecomes(401, 400), breaks: duty('token') },
  { name: 'a token of another audience is taken for a list', server: statusBecomes(403, 200, list), breaks: ids('listOrders-scope') },
  { name: '401 for a token of another audience', server: statusBecomes(403, 401, (call) => call.method === 'GET'), breaks: ids('listOrders-scope', 'getOrder-scope', 'getOrderEditx-scope'), also: ids(57) },
  { name: 'the old Date is wanted', server: refuses((call) => /2014/.test(String(call.headers['date'])), 401), breaks: ids(59) },
  { name: 'any media type is taken', server: { call: (call) => ({ ...call, headers: { ...call.headers, 'content-type': send(call) ? 'application/xml' : 'application/json' } }) }, breaks: ids(60) },
  { name: 'no charset is taken', server: refuses((call) => /charset/.test(String(call.headers['content-type'])), 415), breaks: ids(61) },
  { name: 'unknown fields are refused', server: refuses(says('fieldOfTheFuture'), 400), breaks: ids(62) },
  { name: 'no references in the header', server: refuses(both(send, says('<ReferenceCoded>')), 400), breaks: ids(63) },
  { name: 'a SellerParty is wanted', server: refuses((call) => send(call) && says('<Order')(call) && !says('<SellerParty>')(call), 400), breaks: ids(64) },
  { name: 'no schema is looked at', server: statusBecomes(400, 202, send), breaks: ids('sendOrder-schema', 65) },
  { name: 'a date with hyphens is taken', server: reads(send, '2026-11-21', '20261121'), breaks: ids('sendOrder-schema', 65) },
  { name: 'a code in lower case is taken', server: reads(send, '>original<', '>Original<'), breaks: ids('sendOrder-schema', 65) },
  { name: 'elements in another order are taken', server: reads(send, /(<SellerParty>.*<\/SellerParty>)(\s*)(<BuyerParty>.*<\/BuyerParty>)/s, '$3$2$1'), breaks: ids('sendOrder-schema', 65) },
  { name: 'orders of any BuyerParty are taken', server: reads(send, /(?<=<BuyerParty>.*)987654/, '4321'), breaks: ids(66) },
  { name: 'nothing is ever processed', server: order((body) => ({ ...body, status: 'UNPROCESSED' })), breaks: ids(67), options: { timeoutMs: 300 }, also: ids(63, 64, 69, 70, 71, 72, 73, 74) },
  { name: 'good orders fail', server: order((body) => ({ ...body, status: body.status === 'SENT' ? 'FAILED' : body.status })), breaks: ids(68, 63, 64, 70) },
  { name: 'an OrderNumber is good twice', server: { call: (call) => (send(call) && usedNumber(call) ? { ...call, body: call.body.replace(/(?<=<OrderNumber>)/, randomUUID()) } : call) }, breaks: ids(69, 70) },
  { name: 'orders are processed twice', server: { times: (call) => (send(call) ? 2 : 1) }, breaks: ids(68), also: ids(63, 64, 70) },
  { name: 'every product is known', server: reads(send, '9788200099017', '9788200000013'), breaks: ids(71) },
  { name: 'e-books are sent', server: reads(send, '9788200000037', '9788200000013'), breaks: ids(72) },
  { name: 'a quantity of 0 is sent', server: reads(send, '<OrderQuantity>0', '<OrderQuantity>1'), breaks: ids(73) },
  { name: 'the lines of an order that failed are SENT', server: lines((all) => all.map((line) => ({ ...line, status: ['FAILED', 'UNPROCESSED'].includes(line.status) ? 'SENT' : line.status }))), breaks: ids(74) },
  { name: 'everybody sees every order', server: statusBecomes(404, 200, get), breaks: ids(75, 76, 77) },
  { name: '403 for an order that there is not', server: statusBecomes(404, 403), breaks: ids(77) },
  { name: 'another buyerOrderNumber', server: everywhere((head) => ({ ...head, buyerOrderNumber: 'ANOTHER' })), breaks: ids(78) },
  { name: 'buyer and seller the other way round', server: everywhere((head) => ({ ...head, buyer: head['seller'], seller: head['buyer'] })), breaks: ids(79), also: ids(64) },
  { name: 'created as ISO 8601 has it', server: everywhere((head) => ({ ...head, created: head.created.replace('Z', 'T') })), breaks: ids(80) },
  { name: 'created in the time of Oslo', server: everywhere((head) => ({ ...head, created: new Date(Date.parse(`${head.created.replace('Z', 'T')}Z`) + 3_600_000).toISOString().slice(0, 19).replace('T', 'Z') })), breaks: ids(81) },
  { name: 'orderId in capitals', server: order((body) => ({ ...body, orderId: String(body['orderId']).toUpperCase() })), breaks: ids(82, 51), also: ids(88) },
  { name: 'the list is HAL', server: items((all) => ({ _embedded: { orders: all } })), breaks: ids('listOrders-answer') },
  { name: 'links of the list are an object', server: items((all) => all.map((item) => ({ ...item, links: { self: { href: 'x' } } }))), breaks: ids('listOrders-answer', 83) },
  { name: 'links of the list lead to the list', server: items((all) => all.map((item) => ({ ...item, links: [{ rel: 'self', href: 'http://x/orders/v1' }] }))), breaks: ids(83) },
  { name: 'no _links', server: order(({ _links: _, ...body }) => body), breaks: ids('getOrder-answer', 84) },
  { name: '_links to another document', server: order((body) => ({ ...body, _links: { self: { href: 'http://x/1' }, editx: { href: 'http://x/1/editx' } } })), breaks: ids(84) },
  { name: 'a lost line', server: lines((all) => all.slice(0, 1)), breaks: ids(85, 86, 87), also: ids(97, 106, 107, 115) },
  { name: 'a wrong quantity', server: lines((all) => all.map((line) => (line.quantity === 120 ? { ...line, quantity: 12 } : line))), breaks: ids(85) },
  { name: 'ids of lines that are places', server: lines((all) => all.map((line) => (line.id % 10 === 0 ? { ...line, id: line.id / 10 } : line))), breaks: ids(86) },
  { name: 'ids of lines as text', server: lines((all) => all.map((line) => ({ ...line, id: String(line.id) as never }))), breaks: ids('getOrder-answer'), also: ids(77, 98, 100) },
  { name: 'no ean', server: lines((all) => all.map(({ ean: _, ...line }) => line)), breaks: ids(87) },
  { name: 'a status in lower case', server: lines((all) => all.map((line) => ({ ...line, status: line.status.toLowerCase() }))), breaks: ids('getOrder-answer', 68, 98), also: ids(74, 106) },
  { name: 'another status in the list', server: items((all) => all.map((item) => ({ ...item, status: 'UNPROCESSED' }))), breaks: ids(88) },
  { name: 'an empty list of what was sent', server: items((all, { path }) => (path.includes('SENT_BY_ME') ? [] : all)), breaks: ids(89), also: ids(93) },
  { name: 'one mode for both', server: { call: (call) => ({ ...call, path: call.path.replace('SENT_TO_ME', 'SENT_BY_ME') }) }, breaks: ids(90, 91) },
  { name: 'a mode that there is not is taken', server: { call: (call) => ({ ...call, path: call.path.replace('UNHEARD-OF', 'SENT_BY_ME') }) }, breaks: ids('listOrders-schema') },
  { name: 'any fromDate is the beginning', server: { call: (call) => ({ ...call, path: call.path.replace(/fromDate=\d{14}/, 'fromDate=20200101000000') }) }, breaks: ids(92, 93, 94) },
  { name: 'the document of another order', server: { answer: (answer, call) => (editx(call) ? { ...answer, body: answer.body.replace(/(?<=<OrderNumber>).*?(?=<)/, 'OTHER') } : answer) }, breaks: ids(95) },
  { name: 'FULFILLED_BLOCKED is not known', server: refuses(both(status, says('"FULFILLED_BLOCKED"')), 400), breaks: ids(97) },
  { name: 'a status with one L too many is taken', server: reads(status, '"FULLFILLED"', '"FULFILLED"'), breaks: ids(101) },
  { name: 'a status in lower case is taken', server: reads(status, '"fulfilled"', '"FULFILLED"'), breaks: ids(101) },
  { name: 'REJECTED is shown as RECEIVED', server: lines((all) => all.map((line) => ({ ...line, status: line.status === 'REJECTED' ? 'RECEIVED' : line.status }))), breaks: ids(98) },
  { name: 'a lost comment', server: lines((all) => all.map(({ comment: _, ...line }) => line)), breaks: ids(99) },
  { name: 'a price without decimals', server: lines((all) => all.map((line) => (line['price'] ? { ...line, price: { amount: 250, tax: 25 } } : line))), breaks: ids(100) },
  { name: 'everybody gives any line a status', server: statusBecomes(403, 200, status), breaks: ids('updateOrderLineStatus-scope', 103, 105) },
  { name: 'a line of an order that failed is fulfilled', server: statusBecomes(404, 200, both(status, says('{"status":"FULFILLED"}'))), breaks: ids(102) },
  { name: 'a status is good once', server: refuses(both(both(status, says('Linje som er')), sameUpdate), 409), breaks: ids(104) },
  { name: 'a change of quantity is SENT', server: lines((all) => all.map((line) => ({ ...line, status: line.status === 'REQUESTED' ? 'SENT' : line.status }))), breaks: ids(106) },
  { name: 'a change of quantity without its sign', server: lines((all) => all.map((line) => ({ ...line, quantity: Math.abs(line.quantity) }))), breaks: ids(107) },
  { name: 'a change of quantity is made twice', server: { times: (call) => (quantity(call) ? 2 : 1) }, breaks: ids(106), also: ids(109) },
  { name: '400 for what is more than is left', server: statusBecomes(403, 400, quantity), breaks: ids(108, 109, 111, 'updateOrderLineQuantity-scope') },
  { name: 'every reduction is taken', server: statusBecomes(403, 200, quantity), breaks: ids(108, 109, 110, 111, 113, 114, 'updateOrderLineQuantity-scope') },
  { name: 'any number is taken', server: reads(quantity, /"number":[01]}/, '"number":-1}'), breaks: ids(112) },
  { name: 'a number in a text is taken', server: reads(quantity, /"number":"1"/, '"number":-1'), breaks: ids('updateOrderLineQuantity-schema') },
  { name: 'changes of quantity take no status', server: refuses(both(is('POST', /\/lines\/2$/), says('{"status":"RECEIVED"}')), 403), breaks: ids(115) },
  { name: 'what was rejected counts', server: refuses(both(both(quantity, says('"number":-4')), wholeAgain), 403), breaks: ids(116) },
];

mutantsOf(bokbasenOrders, mutants);
