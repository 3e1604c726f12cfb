import { randomUUID } from 'node:crypto';
import { mutantsOf, type Mutant } from './bench.js';
import { bodyOf, header, is, message, statusBecomes, successIs } from './changes.js';
import type { Call, Mutation } from './proxy.js';
import { ordersysteem, type Subject } from './subjects.js';

let goodToken = '';
const subject: Subject = {
  ...ordersysteem,
  prepare: async (server) => {
    goodToken = await server.token('ordersysteem');
  },
};

const orders = is('PUT', '/orders');
const credits = is('PUT', '/creditorders');
const requests = (call: Call): boolean => orders(call) || credits(call);
const orderConfirmed = is('PUT', '/orders/confirmations');
const creditConfirmed = is('PUT', '/creditorders/confirmations');
const confirmed = (call: Call): boolean => orderConfirmed(call) || creditConfirmed(call);

type Fields = Record<string, unknown>;
const read = ({ body }: Call): Fields => JSON.parse(body) as Fields;
const readable = ({ body }: Call): boolean => body.startsWith('{"');
const linesOf = (body: Fields): [string, Fields[]] => {
  const name =
    'orderConfirmationLines' in body ? 'orderConfirmationLines' : 'creditOrderConfirmationLines';
  return [name, (body[name] ?? []) as Fields[]];
};
const eachLine = (change: (line: Fields) => Fields) =>
  message(confirmed, (body) => {
    const [name, lines] = linesOf(body);
    return { ...body, [name]: lines.map(change) };
  });
const without =
  (...names: string[]) =>
  (body: Fields): Fields =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
const having =
  (fields: Fields) =>
  (body: Fields): Fields => ({ ...body, ...fields });
const shifted =
  (days: number) =>
  (body: Fields): Fields => {
    const at = Date.parse(String(body['processedTimestamp'])) + days * 24 * 3_600_000;
    return { ...body, processedTimestamp: new Date(at).toISOString() };
  };
const isDeclined = (call: Call): boolean => confirmed(call) && call.body.includes('"declined"');
const isApproved = (call: Call): boolean => confirmed(call) && call.body.includes('"approved"');
const isOrderApproved = (call: Call): boolean => orderConfirmed(call) && isApproved(call);
const isCreditApproved = (call: Call): boolean => creditConfirmed(call) && isApproved(call);

/** Whose token a call has, good or not. */
function bearerOf({ headers }: Call): string | undefined {
  const [, payload] = (headers.authorization ?? '').split('.');
  if (payload === undefined) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { azp?: string };
  return claims.azp;
}

/** Calls that fit are let in as if they had a good token. */
function letsIn(fits: (call: Call) => boolean): Mutation {
  const authorization = () => `Bearer ${goodToken}`;
  return {
    call: (call) =>
      fits(call) ? { ...call, headers: { ...call.headers, authorization: authorization() } } : call,
  };
}

/** Messages that fit are mended before they are judged, so that they are taken. */
function mends(fits: (call: Call) => boolean, mend: (body: Fields) => Fields): Mutation {
  return message((call) => fits(call) && readable(call), mend);
}

const refusal = (status: number, code: number, text = 'refused') => ({
  status,
  headers: { 'content-type': 'application/json', 'api-version': '0.9.2' },
  body: JSON.stringify({ status: code, statusMessage: text }),
});

/** Refuses what fits. */
function refuses(fits: (call: Call) => boolean, status = 400, code = 11): Mutation {
  return {
    call: (call) => (fits(call) ? refusal(status, code, 'Schema incorrect') : call),
  };
}

const UUID_LENGTH = 36;

/** Refuses every request that comes a second time. */
function refusesRepeats(): Mutation {
  const seen = new Set<string>();
  return refuses(
    (call) => {
      if (!requests(call) || !readable(call)) return false;
      const reference = String(read(call)['requestReferenceId']);
      if (reference.length !== UUID_LENGTH) return false;
      const known = seen.has(reference);
      seen.add(reference);
      return known;
    },
    409,
    99,
  );
}

/** Every confirmation but the first of its id says something else. */
function changesRepeats(): Mutation {
  const seen = new Set<string>();
  return message(confirmed, (body) => {
    const id = String(body['responseReferenceId']);
    const known = seen.has(id);
    seen.add(id);
    return known ? { ...body, statusMessage: 'changed' } : body;
  });
}

const noNulls = (body: Fields): Fields =>
  JSON.parse(JSON.stringify(body, (_, value: unknown) => value ?? undefined)) as Fields;
const hasNull = (call: Call): boolean => call.body.includes(':null');

// prettier-ignore
const mutants: Mutant[] = [
  { name: '200 for 202 on PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-ok'], also: ['EDUV-ORDER-11', 'EDUV-ORDER-50', 'EDUV-ORDER-59'],
    server: successIs(200, orders) },
  { name: '201 for 202 on PUT /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-ok'], also: ['EDUV-ORDER-11', 'EDUV-ORDER-50', 'EDUV-ORDER-60'],
    server: successIs(201, credits) },
  { name: 'no API-Version', breaks: ['EDUV-ORDER-40'], server: header('api-version', undefined) },
  { name: 'the major version alone in API-Version', breaks: ['EDUV-ORDER-40'], server: header('api-version', '1') },
  { name: 'a 202 with a text', breaks: ['EDUV-ORDER-46'], server: { answer: (answer) => answer.status === 202 ? { ...answer, body: 'OK' } : answer } },
  { name: 'a 202 with the status of a failure', breaks: ['EDUV-ORDER-46'], server: { answer: (answer) => answer.status === 202 ? { ...answer, body: '{"status":99}' } : answer } },
  { name: '400 without a StatusResponse', breaks: ['EDUV-ORDER-41', 'EDUV-ORDER-44', 'EDUV-ORDER-45'], server: bodyOf(400, () => 'Bad Request') },
  { name: '400 with a status of text', breaks: ['EDUV-ORDER-41', 'EDUV-ORDER-44'], server: bodyOf(400, having({ status: '0011' })) },
  { name: '400 with status 99 for a schema error', breaks: ['EDUV-ORDER-44'], server: bodyOf(400, having({ status: 99 })) },
  { name: '400 with another text for a schema error', breaks: ['EDUV-ORDER-45'], server: bodyOf(400, having({ statusMessage: 'Invalid request' })) },
  { name: '401 without WWW-Authenticate', breaks: ['EDUV-ORDER-43'], server: header('www-authenticate', undefined) },
  { name: '401 without a body', breaks: ['EDUV-ORDER-42'], server: { answer: (answer) => answer.status === 401 ? { ...answer, body: '' } : answer } },
  { name: '405 without Allow', breaks: ['EDUV-ORDER-47'], server: header('allow', undefined) },
  { name: '405 with a body', breaks: ['EDUV-ORDER-48'], server: { answer: (answer) => answer.status === 405 ? { ...answer, body: '{"status":99}' } : answer } },
  { name: '404 for another method at /orders', breaks: ['EDUV-ORDER-acceptOrder-method'], server: statusBecomes(405, 404, ({ path }) => path.endsWith('/orders')) },
  { name: 'POST is taken at /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-method'], server: { call: (call) => call.method === 'POST' && call.path.endsWith('/creditorders') ? { ...call, method: 'PUT' } : call } },
  { name: 'PUT /orders/confirmations is taken by the Ordersysteem', breaks: ['EDUV-ORDER-confirmOrder-role-ordersysteem'], server: statusBecomes(405, 202, orderConfirmed) },
  { name: '404 for PUT /creditorders/confirmations', breaks: ['EDUV-ORDER-confirmCreditOrder-role-ordersysteem'], server: statusBecomes(405, 404, creditConfirmed) },
  { name: 'nobody is asked for a token at PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-token'], also: ['EDUV-ORDER-49'], server: letsIn((call) => orders(call) && bearerOf(call) === undefined) },
  { name: 'the signature of a token is not looked at', breaks: ['EDUV-ORDER-acceptOrder-token', 'EDUV-ORDER-acceptCreditOrder-token'], server: letsIn((call) => requests(call) && bearerOf(call) === 'demo') },
  { name: '403 for a call without a token', breaks: ['EDUV-ORDER-acceptCreditOrder-token'], also: ['EDUV-ORDER-49'], server: statusBecomes(401, 403, (call) => credits(call) && bearerOf(call) !== 'demo-noscope') },
  { name: 'a token without the scope is good at PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-scope'], server: letsIn((call) => orders(call) && bearerOf(call) === 'demo-noscope') },
  { name: 'a token without the scope is good at PUT /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-scope'], server: letsIn((call) => credits(call) && bearerOf(call) === 'demo-noscope') },
  { name: '403 for a token without the scope', breaks: ['EDUV-ORDER-acceptOrder-scope'], server: statusBecomes(401, 403, (call) => orders(call) && bearerOf(call) === 'demo-noscope') },
  { name: 'a token in the query is good', breaks: ['EDUV-ORDER-49'], server: letsIn(({ path }) => path.includes('access_token=')) },
  { name: 'an unknown field is refused', breaks: ['EDUV-ORDER-50'], server: refuses(({ body }) => body.includes('fieldOfTheFuture')) },
  { name: 'text/plain is taken', breaks: ['EDUV-ORDER-58'], server: { call: (call) => call.headers['content-type'] === 'text/plain' ? { ...call, headers: { ...call.headers, 'content-type': 'application/json' } } : call } },
  { name: '415 for text/plain', breaks: ['EDUV-ORDER-58'], server: statusBecomes(400, 415, ({ headers }) => headers['content-type'] === 'text/plain') },
  { name: '500 for a message against its schema on PUT /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-schema', 'EDUV-ORDER-51'], also: ['EDUV-ORDER-58'], server: statusBecomes(400, 500, credits) },
  { name: '422 for a message against its schema on PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-schema'], also: ['EDUV-ORDER-58'], server: statusBecomes(400, 422, orders) },
  { name: 'null is taken for an optional field of an order', breaks: ['EDUV-ORDER-acceptOrder-schema'], server: mends((call) => orders(call) && hasNull(call), noNulls) },
  { name: 'an order without a city is taken', breaks: ['EDUV-ORDER-acceptOrder-schema'], server: mends(orders, (body) => ({ ...body, deliveryLocation: { city: 'Utrecht', ...(body['deliveryLocation'] as Fields) } })) },
  { name: 'a quantity of text is taken', breaks: ['EDUV-ORDER-acceptOrder-schema'], also: ['EDUV-ORDER-26'], server: mends((call) => orders(call) && call.body.includes('"quantity":"1"'), (body) => JSON.parse(JSON.stringify(body).replace('"quantity":"1"', '"quantity":1')) as Fields) },
  { name: 'any text is taken for a requestReferenceId', breaks: ['EDUV-ORDER-acceptCreditOrder-schema'], also: ['EDUV-ORDER-06'], server: mends((call) => credits(call) && call.body.includes('"requestReferenceId":"not-a-uuid"'), (body) => ({ ...body, requestReferenceId: randomUUID() })) },
  { name: 'a deliveryDate in the thirteenth month is taken', breaks: ['EDUV-ORDER-acceptOrder-schema'], server: mends((call) => orders(call) && call.body.includes('2026-13-45'), having({ deliveryDate: '2026-08-01' })) },
  { name: '409 for a repeated request', breaks: ['EDUV-ORDER-11'], server: refusesRepeats() },
  { name: 'an order without lines is refused', breaks: ['EDUV-ORDER-59'], server: refuses((call) => orders(call) && call.body.includes('"orderLines":[]')) },
  { name: 'a credit order before its order is refused', breaks: ['EDUV-ORDER-60', 'EDUV-ORDER-53'], server: refuses((call) => credits(call) && readable(call) && !('responseReferenceId' in read(call)), 400, 99) },
  { name: 'what is answered 400 is processed all the same', breaks: ['EDUV-ORDER-09'],
    server: { ...mends((call) => orders(call) && hasNull(call), noNulls), answer: (answer, call) => orders(call) && hasNull(call) && answer.status === 202 ? refusal(400, 11, 'Schema incorrect') : answer } },

  { name: 'orders are never confirmed', breaks: ['EDUV-ORDER-05'], also: ['EDUV-ORDER-57'], client: { call: (call) => orderConfirmed(call) ? refusal(202, 2) : call } },
  { name: 'credit orders are never confirmed', breaks: ['EDUV-ORDER-05'], also: ['EDUV-ORDER-53', 'EDUV-ORDER-54', 'EDUV-ORDER-55'], client: { call: (call) => creditConfirmed(call) ? refusal(202, 2) : call } },
  { name: 'a confirmation goes to another path', breaks: ['EDUV-ORDER-05'], also: ['EDUV-ORDER-57'], client: { call: (call) => orderConfirmed(call) ? { ...call, path: call.path.replace('/orders/', '/order/') } : call } },
  { name: 'a confirmation is sent by POST', breaks: ['EDUV-ORDER-03'], also: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: { call: (call) => orderConfirmed(call) ? { ...call, method: 'POST' } : call } },
  { name: 'a confirmation is sent without a token', breaks: ['EDUV-ORDER-02'], also: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: { call: (call) => orderConfirmed(call) ? { ...call, headers: { ...call.headers, authorization: undefined } } : call } },
  { name: 'a confirmation has its token in the query too', breaks: ['EDUV-ORDER-04'], client: { call: (call) => confirmed(call) ? { ...call, path: `${call.path}?access_token=${call.headers.authorization?.slice(7)}` } : call } },
  { name: 'another requestReferenceId in a confirmation', breaks: ['EDUV-ORDER-06'], also: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: message(orderConfirmed, (body) => ({ ...body, requestReferenceId: randomUUID() })) },
  { name: 'a requestReferenceId in small letters', breaks: ['EDUV-ORDER-57'], client: message(confirmed, (body) => ({ ...body, requestReferenceId: String(body['requestReferenceId']).toLowerCase() })) },
  { name: 'another responseReferenceId for a repeat', breaks: ['EDUV-ORDER-07', 'EDUV-ORDER-08'], also: ['EDUV-ORDER-55'], client: message(orderConfirmed, (body) => ({ ...body, responseReferenceId: randomUUID() })) },
  { name: 'a decision is sent twice, under two ids', breaks: ['EDUV-ORDER-07', 'EDUV-ORDER-08'], client: { more: (call) => creditConfirmed(call) ? [{ ...call, body: JSON.stringify({ ...read(call), responseReferenceId: randomUUID() }) }] : [] } },
  { name: 'an approval is taken back', breaks: ['EDUV-ORDER-15'], also: ['EDUV-ORDER-07', 'EDUV-ORDER-08'],
    client: { more: (call) => isOrderApproved(call) ? [{ ...call, body: JSON.stringify({ ...read(call), responseReferenceId: randomUUID(), orderStatus: 'declined', success: false, status: 99, statusMessage: 'changed my mind', orderConfirmationLines: [] }) }] : [] } },
  { name: 'pending and approved under one responseReferenceId', breaks: ['EDUV-ORDER-28'],
    client: { call: (call) => isOrderApproved(call) ? { ...call, body: call.body.replace('"approved"', '"pending"') } : call, more: (call) => isOrderApproved(call) ? [call] : [] } },
  { name: 'a repeated confirmation is another message', breaks: ['EDUV-ORDER-16'], client: changesRepeats() },
  { name: 'a confirmation without a processedTimestamp', breaks: ['EDUV-ORDER-01'], also: ['EDUV-ORDER-05', 'EDUV-ORDER-55'], client: message(orderConfirmed, without('processedTimestamp')) },
  { name: 'orderStatus in capitals', breaks: ['EDUV-ORDER-01'], also: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: message(orderConfirmed, (body) => ({ ...body, orderStatus: String(body['orderStatus']).toUpperCase() })) },
  { name: 'a status of text in a confirmation', breaks: ['EDUV-ORDER-01'], also: ['EDUV-ORDER-05'], client: message(creditConfirmed, (body) => ({ ...body, status: String(body['status']) })) },
  { name: 'a line without its productId', breaks: ['EDUV-ORDER-01'], also: ['EDUV-ORDER-05'], client: eachLine(without('productId')) },
  { name: 'local time in processedTimestamp', breaks: ['EDUV-ORDER-20'], client: message(confirmed, (body) => ({ ...body, processedTimestamp: String(body['processedTimestamp']).replace('Z', '+00:00') })) },
  { name: 'a processedTimestamp of tomorrow', breaks: ['EDUV-ORDER-21'], client: message(confirmed, shifted(1)) },
  { name: 'a processedTimestamp of yesterday', breaks: ['EDUV-ORDER-22'], client: message(confirmed, shifted(-1)) },
  { name: 'credit orders are confirmed for another purchaseOrderId', breaks: ['EDUV-ORDER-12'], client: message(creditConfirmed, having({ purchaseOrderId: 'PO-OTHER' })) },
  { name: 'a decline with success: true', breaks: ['EDUV-ORDER-13'], client: message(isDeclined, having({ success: true })) },
  { name: 'an approval with success: false', breaks: ['EDUV-ORDER-13'], client: message(isApproved, having({ success: false })) },
  { name: 'a decline without a reason', breaks: ['EDUV-ORDER-14'], client: message(isDeclined, without('statusMessage')) },
  { name: 'a decline with the code of a success', breaks: ['EDUV-ORDER-14'], client: message(isDeclined, having({ status: 2 })) },
  { name: 'an approval with the code of a failure', breaks: ['EDUV-ORDER-23'], client: message(isApproved, having({ status: 99 })) },
  { name: 'an approval without a salesOrderId', breaks: ['EDUV-ORDER-24'], client: message(orderConfirmed, without('salesOrderId')) },
  { name: 'a line is refused without a word', breaks: ['EDUV-ORDER-25'], client: eachLine((line) => ({ ...without('statusMessage')(line), status: 99 })) },
  { name: 'off-by-one quantity in a confirmation', breaks: ['EDUV-ORDER-26'], client: eachLine((line) => ({ ...line, quantity: Number(line['quantity']) + 1 })) },
  { name: 'lost line in a confirmation', breaks: ['EDUV-ORDER-27'], client: message(orderConfirmed, (body) => ({ ...body, orderConfirmationLines: linesOf(body)[1].slice(1) })) },
  { name: 'a line for a product that was not ordered', breaks: ['EDUV-ORDER-36'], client: eachLine(having({ productId: '9789999999991' })) },
  { name: 'lines whose purchaseOrderLineIds are mixed up', breaks: ['EDUV-ORDER-36'], client: eachLine(having({ purchaseOrderLineId: '999' })) },
  { name: 'credit orders are approved whatever they ask', breaks: ['EDUV-ORDER-53', 'EDUV-ORDER-54', 'EDUV-ORDER-56'], client: message((call) => creditConfirmed(call) && isDeclined(call), having({ creditOrderStatus: 'approved', success: true, status: 2 })) },
  { name: 'credit orders for a whole order are declined', breaks: ['EDUV-ORDER-55'], client: message(isCreditApproved, having({ creditOrderStatus: 'declined', success: false, status: 99, statusMessage: 'name the lines' })) },
];

mutantsOf(subject, mutants);
