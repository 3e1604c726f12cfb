import { randomUUID } from 'node:crypto';
import type { Mutant } from './mutant.js';
import {
  responseBody,
  responseHeader,
  operation,
  requestBody,
  statusBecomes,
  successBecomes,
} from './mutations.js';
import type { ProxiedRequest, Mutation } from './proxy.js';
import { ordersysteem, type Subject } from './subjects.js';

let goodToken = '';
export const subject: Subject = {
  ...ordersysteem,
  prepare: async (server) => {
    goodToken = await server.token('ordersysteem');
  },
};

const orders = operation('PUT', '/orders');
const credits = operation('PUT', '/creditorders');
const requests = (request: ProxiedRequest): boolean => orders(request) || credits(request);
const orderConfirmations = operation('PUT', '/orders/confirmations');
const creditConfirmations = operation('PUT', '/creditorders/confirmations');
const confirmations = (request: ProxiedRequest): boolean =>
  orderConfirmations(request) || creditConfirmations(request);

type Fields = Record<string, unknown>;
const parsedBody = ({ body }: ProxiedRequest): Fields => JSON.parse(body) as Fields;
const isJsonObject = ({ body }: ProxiedRequest): boolean => body.startsWith('{"');
const linesOf = (body: Fields): [string, Fields[]] => {
  const name =
    'orderConfirmationLines' in body ? 'orderConfirmationLines' : 'creditOrderConfirmationLines';
  return [name, (body[name] ?? []) as Fields[]];
};
const eachLine = (change: (line: Fields) => Fields) =>
  requestBody(confirmations, (body) => {
    const [name, lines] = linesOf(body);
    return { ...body, [name]: lines.map(change) };
  });
const without =
  (...names: string[]) =>
  (body: Fields): Fields =>
    Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
const withFields =
  (fields: Fields) =>
  (body: Fields): Fields => ({ ...body, ...fields });
const shifted =
  (days: number) =>
  (body: Fields): Fields => {
    const at = Date.parse(String(body['processedTimestamp'])) + days * 24 * 3_600_000;
    return { ...body, processedTimestamp: new Date(at).toISOString() };
  };
const isDeclined = (request: ProxiedRequest): boolean =>
  confirmations(request) && request.body.includes('"declined"');
const isApproved = (request: ProxiedRequest): boolean =>
  confirmations(request) && request.body.includes('"approved"');
const isOrderApproved = (request: ProxiedRequest): boolean =>
  orderConfirmations(request) && isApproved(request);
const isCreditApproved = (request: ProxiedRequest): boolean =>
  creditConfirmations(request) && isApproved(request);

/** Client id in the token of a request, whether valid or not. */
function bearerOf({ headers }: ProxiedRequest): string | undefined {
  const [, payload] = (headers.authorization ?? '').split('.');
  if (payload === undefined) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { azp?: string };
  return claims.azp;
}

/** Sends matching requests with a valid token. */
function acceptsWithGoodToken(matches: (request: ProxiedRequest) => boolean): Mutation {
  const authorization = () => `Bearer ${goodToken}`;
  return {
    request: (request) =>
      matches(request)
        ? { ...request, headers: { ...request.headers, authorization: authorization() } }
        : request,
  };
}

/** Corrects matching requests before the server validates them, so that it accepts them. */
function correctsRequest(
  matches: (request: ProxiedRequest) => boolean,
  correct: (body: Fields) => Fields,
): Mutation {
  return requestBody((request) => matches(request) && isJsonObject(request), correct);
}

const refusal = (status: number, code: number, text = 'refused') => ({
  status,
  headers: { 'content-type': 'application/json', 'api-version': '0.9.2' },
  body: JSON.stringify({ status: code, statusMessage: text }),
});

/** Refuses matching requests. */
function refuses(matches: (request: ProxiedRequest) => boolean, status = 400, code = 11): Mutation {
  return {
    request: (request) => (matches(request) ? refusal(status, code, 'Schema incorrect') : request),
  };
}

const UUID_LENGTH = 36;

/** Refuses every repeated request. */
function refusesRepeats(status = 409): Mutation {
  const references = new Set<string>();
  return refuses(
    (request) => {
      if (!requests(request) || !isJsonObject(request)) return false;
      const reference = String(parsedBody(request)['requestReferenceId']);
      if (reference.length !== UUID_LENGTH) return false;
      const known = references.has(reference);
      references.add(reference);
      return known;
    },
    status,
    99,
  );
}

function hasUpperCaseReference(request: ProxiedRequest): boolean {
  return /"requestReferenceId":"[^a-z"]*[A-Z][^a-z"]*"/.test(request.body);
}

/** Turns credit orders that are declined for that reason into approvals. */
function approvesDeclined(reason: string): Mutation {
  return requestBody(
    (request) =>
      creditConfirmations(request) && isDeclined(request) && request.body.includes(reason),
    (body) => ({
      ...body,
      creditOrderStatus: 'approved',
      success: true,
      status: 2,
      creditOrderConfirmationLines: linesOf(body)[1].map(withFields({ status: 2 })),
    }),
  );
}

/** Changes the lines in confirmations of credit orders that have none. */
function changesUnrequestedLines(change: (line: Fields) => Fields): Mutation {
  const whole = new Set<unknown>();
  return requestBody(creditConfirmations, (body) => {
    const [name, lines] = linesOf(body);
    // Only the credit of a whole order has more than one line.
    if (lines.length > 1) whole.add(body['requestReferenceId']);
    return whole.has(body['requestReferenceId']) ? { ...body, [name]: lines.map(change) } : body;
  });
}

/** Changes repeated confirmations. */
function changesRepeatedConfirmations(): Mutation {
  const references = new Set<string>();
  return requestBody(confirmations, (body) => {
    const id = String(body['responseReferenceId']);
    const known = references.has(id);
    references.add(id);
    return known ? { ...body, statusMessage: 'changed' } : body;
  });
}

const noNulls = (body: Fields): Fields =>
  JSON.parse(JSON.stringify(body, (_, value: unknown) => value ?? undefined)) as Fields;
const hasNull = (request: ProxiedRequest): boolean => request.body.includes(':null');

// prettier-ignore
export const ordersysteemMutants: Mutant[] = [
  { name: '200 for 202 on PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-ok'], mayBreak: ['EDUV-ORDER-11', 'EDUV-ORDER-50', 'EDUV-ORDER-59'],
    server: successBecomes(200, orders) },
  { name: '201 for 202 on PUT /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-ok'], mayBreak: ['EDUV-ORDER-11', 'EDUV-ORDER-50', 'EDUV-ORDER-60'],
    server: successBecomes(201, credits) },
  { name: 'no API-Version', breaks: ['EDUV-ORDER-40'], server: responseHeader('api-version', undefined) },
  { name: 'the major version alone in API-Version', breaks: ['EDUV-ORDER-40'], server: responseHeader('api-version', '1') },
  { name: '202 with a text body', breaks: ['EDUV-ORDER-46'], server: { response: (response) => response.status === 202 ? { ...response, body: 'OK' } : response } },
  { name: '202 with the status code of a failure', breaks: ['EDUV-ORDER-46'], server: { response: (response) => response.status === 202 ? { ...response, body: '{"status":99}' } : response } },
  { name: '400 without a StatusResponse', breaks: ['EDUV-ORDER-41', 'EDUV-ORDER-44'], server: responseBody(400, () => 'Bad Request') },
  { name: '400 with a status that is a string', breaks: ['EDUV-ORDER-41', 'EDUV-ORDER-44'], server: responseBody(400, withFields({ status: '0011' })) },
  { name: '400 with status 99 for a schema error', breaks: ['EDUV-ORDER-44'], server: responseBody(400, withFields({ status: 99 })) },
  { name: '400 with another text for a schema error', breaks: ['EDUV-ORDER-45'], server: responseBody(400, withFields({ statusMessage: 'Invalid request' })) },
  { name: '401 without WWW-Authenticate', breaks: ['EDUV-ORDER-43'], server: responseHeader('www-authenticate', undefined) },
  { name: '401 with a body of another form', breaks: ['EDUV-ORDER-42'], server: responseBody(401, () => ({ error: 'invalid_token' })) },
  { name: '405 without Allow', breaks: ['EDUV-ORDER-47'], server: responseHeader('allow', undefined) },
  { name: '405 with a body', breaks: ['EDUV-ORDER-48'], server: { response: (response) => response.status === 405 ? { ...response, body: '{"status":99}' } : response } },
  { name: '404 for another method at /orders', breaks: ['EDUV-ORDER-acceptOrder-method'], server: statusBecomes(405, 404, ({ path }) => path.endsWith('/orders')) },
  { name: 'POST is accepted at /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-method'], server: { request: (request) => request.method === 'POST' && request.path.endsWith('/creditorders') ? { ...request, method: 'PUT' } : request } },
  { name: 'PUT /orders/confirmations is accepted by the Ordersysteem', breaks: ['EDUV-ORDER-confirmOrder-role-ordersysteem'], server: statusBecomes(405, 202, orderConfirmations) },
  { name: '404 for PUT /creditorders/confirmations', breaks: ['EDUV-ORDER-confirmCreditOrder-role-ordersysteem'], server: statusBecomes(405, 404, creditConfirmations) },
  { name: 'a token is not required at PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-token'], mayBreak: ['EDUV-ORDER-49'], server: acceptsWithGoodToken((request) => orders(request) && bearerOf(request) === undefined) },
  { name: 'the signature of a token is not checked', breaks: ['EDUV-ORDER-acceptOrder-token', 'EDUV-ORDER-acceptCreditOrder-token'], server: acceptsWithGoodToken((request) => requests(request) && bearerOf(request) === 'demo') },
  { name: '403 for a call without a token', breaks: ['EDUV-ORDER-acceptCreditOrder-token'], mayBreak: ['EDUV-ORDER-49'], server: statusBecomes(401, 403, (request) => credits(request) && bearerOf(request) !== 'demo-noscope') },
  { name: 'a token without the scope is accepted at PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-scope'], server: acceptsWithGoodToken((request) => orders(request) && bearerOf(request) === 'demo-noscope') },
  { name: 'a token without the scope is accepted at PUT /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-scope'], server: acceptsWithGoodToken((request) => credits(request) && bearerOf(request) === 'demo-noscope') },
  { name: '403 for a token without the scope', breaks: ['EDUV-ORDER-acceptOrder-scope'], server: statusBecomes(401, 403, (request) => orders(request) && bearerOf(request) === 'demo-noscope') },
  { name: 'a token in the query is accepted', breaks: ['EDUV-ORDER-49'], server: acceptsWithGoodToken(({ path }) => path.includes('access_token=')) },
  { name: 'an unknown field is refused', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-acceptCreditOrder-ok', 'EDUV-ORDER-50'], server: refuses(({ body }) => body.includes('fieldOfTheFuture')) },
  { name: 'text/plain is accepted', breaks: ['EDUV-ORDER-58'], server: { request: (request) => request.headers['content-type'] === 'text/plain' ? { ...request, headers: { ...request.headers, 'content-type': 'application/json' } } : request } },
  { name: '415 for text/plain', breaks: ['EDUV-ORDER-58'], server: statusBecomes(400, 415, ({ headers }) => headers['content-type'] === 'text/plain') },
  { name: '500 for a schema error on PUT /creditorders', breaks: ['EDUV-ORDER-acceptCreditOrder-schema', 'EDUV-ORDER-51'], mayBreak: ['EDUV-ORDER-58', 'EDUV-ORDER-91'], server: statusBecomes(400, 500, credits) },
  { name: '422 for a schema error on PUT /orders', breaks: ['EDUV-ORDER-acceptOrder-schema'], mayBreak: ['EDUV-ORDER-58', 'EDUV-ORDER-91'], server: statusBecomes(400, 422, orders) },
  { name: 'null is accepted for an optional field of an order', breaks: ['EDUV-ORDER-91'], server: correctsRequest((request) => orders(request) && hasNull(request), noNulls) },
  { name: 'an order without a city is accepted', breaks: ['EDUV-ORDER-acceptOrder-schema'], server: correctsRequest((request) => orders(request) && request.body.includes('"deliveryLocation":{'), (body) => ({ ...body, deliveryLocation: { city: 'Utrecht', ...(body['deliveryLocation'] as Fields) } })) },
  { name: 'a quantity that is a string is accepted', breaks: ['EDUV-ORDER-acceptOrder-schema'], mayBreak: ['EDUV-ORDER-26'], server: correctsRequest((request) => orders(request) && /"quantity":"\d/.test(request.body), (body) => JSON.parse(JSON.stringify(body).replaceAll(/"quantity":"(\d+)"/g, '"quantity":$1')) as Fields) },
  { name: 'a requestReferenceId that is not a UUID is accepted', breaks: ['EDUV-ORDER-acceptCreditOrder-schema'], mayBreak: ['EDUV-ORDER-06'], server: correctsRequest((request) => credits(request) && request.body.includes('"requestReferenceId":"not-a-uuid"'), (body) => ({ ...body, requestReferenceId: randomUUID() })) },
  { name: 'a deliveryDate in the thirteenth month is accepted', breaks: ['EDUV-ORDER-acceptOrder-schema'], server: correctsRequest((request) => orders(request) && request.body.includes('2026-13-45'), withFields({ deliveryDate: '2026-08-01' })) },
  { name: '409 for a repeated request', breaks: ['EDUV-ORDER-11'], server: refusesRepeats() },
  { name: 'an order without lines is refused', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-59'], server: refuses((request) => orders(request) && request.body.includes('"orderLines":[]')) },
  { name: 'a credit order before its order is refused', breaks: ['EDUV-ORDER-60'], mayBreak: ['EDUV-ORDER-acceptCreditOrder-ok'], server: refuses((request) => credits(request) && isJsonObject(request) && !('responseReferenceId' in parsedBody(request)), 400, 99) },
  { name: 'an order that is answered 400 is processed', breaks: ['EDUV-ORDER-09'],
    server: { ...correctsRequest((request) => orders(request) && hasNull(request), noNulls), response: (response, request) => orders(request) && hasNull(request) && response.status === 202 ? refusal(400, 11, 'Schema incorrect') : response } },

  { name: 'orders are never confirmed', breaks: ['EDUV-ORDER-05'], mayBreak: ['EDUV-ORDER-57'], client: { request: (request) => orderConfirmations(request) ? refusal(202, 2) : request } },
  { name: 'credit orders are never confirmed', breaks: ['EDUV-ORDER-05'], mayBreak: ['EDUV-ORDER-53', 'EDUV-ORDER-54', 'EDUV-ORDER-55'], client: { request: (request) => creditConfirmations(request) ? refusal(202, 2) : request } },
  { name: 'a confirmation goes to another path', breaks: ['EDUV-ORDER-05'], mayBreak: ['EDUV-ORDER-57'], client: { request: (request) => orderConfirmations(request) ? { ...request, path: request.path.replace('/orders/', '/order/') } : request } },
  { name: 'a confirmation is sent by POST', breaks: ['EDUV-ORDER-03'], mayBreak: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: { request: (request) => orderConfirmations(request) ? { ...request, method: 'POST' } : request } },
  { name: 'a confirmation is sent without a token', breaks: ['EDUV-ORDER-02'], mayBreak: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: { request: (request) => orderConfirmations(request) ? { ...request, headers: { ...request.headers, authorization: undefined } } : request } },
  { name: 'a confirmation has its token also in the query', breaks: ['EDUV-ORDER-04'], client: { request: (request) => confirmations(request) ? { ...request, path: `${request.path}?access_token=${request.headers.authorization?.slice(7)}` } : request } },
  { name: 'another requestReferenceId in a confirmation', breaks: ['EDUV-ORDER-06'], mayBreak: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: requestBody(orderConfirmations, (body) => ({ ...body, requestReferenceId: randomUUID() })) },
  { name: 'a requestReferenceId in lower case', breaks: ['EDUV-ORDER-57'], client: requestBody(confirmations, (body) => ({ ...body, requestReferenceId: String(body['requestReferenceId']).toLowerCase() })) },
  { name: 'another responseReferenceId for a repeat', breaks: ['EDUV-ORDER-07', 'EDUV-ORDER-08'], mayBreak: ['EDUV-ORDER-55'], client: requestBody(orderConfirmations, (body) => ({ ...body, responseReferenceId: randomUUID() })) },
  { name: 'a decision is sent twice, under two ids', breaks: ['EDUV-ORDER-07', 'EDUV-ORDER-08'], client: { extraRequests: (request) => creditConfirmations(request) ? [{ ...request, body: JSON.stringify({ ...parsedBody(request), responseReferenceId: randomUUID() }) }] : [] } },
  { name: 'an approval is declined later', breaks: ['EDUV-ORDER-15'], mayBreak: ['EDUV-ORDER-07', 'EDUV-ORDER-08'],
    client: { extraRequests: (request) => isOrderApproved(request) ? [{ ...request, body: JSON.stringify({ ...parsedBody(request), responseReferenceId: randomUUID(), orderStatus: 'declined', success: false, status: 99, statusMessage: 'changed my mind', orderConfirmationLines: [] }) }] : [] } },
  { name: 'pending and approved under one responseReferenceId', breaks: ['EDUV-ORDER-28'],
    client: { request: (request) => isOrderApproved(request) ? { ...request, body: request.body.replace('"approved"', '"pending"') } : request, extraRequests: (request) => isOrderApproved(request) ? [request] : [] } },
  { name: 'a repeated confirmation has different content', breaks: ['EDUV-ORDER-16'], client: changesRepeatedConfirmations() },
  { name: 'a confirmation without a processedTimestamp', breaks: ['EDUV-ORDER-01'], mayBreak: ['EDUV-ORDER-05', 'EDUV-ORDER-55'], client: requestBody(orderConfirmations, without('processedTimestamp')) },
  { name: 'orderStatus in upper case', breaks: ['EDUV-ORDER-01'], mayBreak: ['EDUV-ORDER-05', 'EDUV-ORDER-57'], client: requestBody(orderConfirmations, (body) => ({ ...body, orderStatus: String(body['orderStatus']).toUpperCase() })) },
  { name: 'a status that is a string in a confirmation', breaks: ['EDUV-ORDER-01'], mayBreak: ['EDUV-ORDER-05'], client: requestBody(creditConfirmations, (body) => ({ ...body, status: String(body['status']) })) },
  { name: 'a line without its productId', breaks: ['EDUV-ORDER-01'], mayBreak: ['EDUV-ORDER-97', 'EDUV-ORDER-05'], client: eachLine(without('productId')) },
  { name: 'local time in processedTimestamp', breaks: ['EDUV-ORDER-20'], client: requestBody(confirmations, (body) => ({ ...body, processedTimestamp: String(body['processedTimestamp']).replace('Z', '+00:00') })) },
  { name: 'a processedTimestamp in the future', breaks: ['EDUV-ORDER-21'], client: requestBody(confirmations, shifted(1)) },
  { name: 'a processedTimestamp of yesterday', breaks: ['EDUV-ORDER-22'], client: requestBody(confirmations, shifted(-1)) },
  { name: 'credit orders are confirmed for another purchaseOrderId', breaks: ['EDUV-ORDER-12'], client: requestBody(creditConfirmations, withFields({ purchaseOrderId: 'PO-OTHER' })) },
  { name: 'a decline with success: true', breaks: ['EDUV-ORDER-13'], client: requestBody(isDeclined, withFields({ success: true })) },
  { name: 'an approval with success: false', breaks: ['EDUV-ORDER-13'], client: requestBody(isApproved, withFields({ success: false })) },
  { name: 'a decline without a reason', breaks: ['EDUV-ORDER-14'], client: requestBody(isDeclined, without('statusMessage')) },
  { name: 'a decline with the status code of success', breaks: ['EDUV-ORDER-14'], client: requestBody(isDeclined, withFields({ status: 2 })) },
  { name: 'an approval with the status code of a failure', breaks: ['EDUV-ORDER-23'], client: requestBody(isApproved, withFields({ status: 99 })) },
  { name: 'an approval without a salesOrderId', breaks: ['EDUV-ORDER-24'], client: requestBody(orderConfirmations, without('salesOrderId')) },
  { name: 'a line is declined without a statusMessage', breaks: ['EDUV-ORDER-25'], client: eachLine((line) => ({ ...without('statusMessage')(line), status: 99 })) },
  { name: 'off-by-one quantity in a confirmation', breaks: ['EDUV-ORDER-26'], mayBreak: ['EDUV-ORDER-97'], client: eachLine((line) => ({ ...line, quantity: Number(line['quantity']) + 1 })) },
  { name: 'a confirmation without one of the lines', breaks: ['EDUV-ORDER-27'], client: requestBody(orderConfirmations, (body) => ({ ...body, orderConfirmationLines: linesOf(body)[1].slice(1) })) },
  { name: 'a line for a product that was not ordered', breaks: ['EDUV-ORDER-36'], mayBreak: ['EDUV-ORDER-97'], client: eachLine(withFields({ productId: '9789999999991' })) },
  { name: 'lines with another purchaseOrderLineId', breaks: ['EDUV-ORDER-36'], mayBreak: ['EDUV-ORDER-97'], client: eachLine(withFields({ purchaseOrderLineId: '999' })) },
  { name: 'every credit order is approved', breaks: ['EDUV-ORDER-53', 'EDUV-ORDER-54', 'EDUV-ORDER-56', 'EDUV-ORDER-95', 'EDUV-ORDER-96'], client: requestBody((request) => creditConfirmations(request) && isDeclined(request), withFields({ creditOrderStatus: 'approved', success: true, status: 2 })) },
  { name: 'declined credit orders are never confirmed', breaks: ['EDUV-ORDER-05'], client: { request: (request) => creditConfirmations(request) && isDeclined(request) ? refusal(202, 2) : request } },
  { name: 'an order with ids in upper case is never confirmed', breaks: ['EDUV-ORDER-05'], client: { request: (request) => orderConfirmations(request) && hasUpperCaseReference(request) ? refusal(202, 2) : request } },
  // A credit order refers to it.
  { name: 'one responseReferenceId for all orders', breaks: ['EDUV-ORDER-92'], mayBreak: ['EDUV-ORDER-55'], client: requestBody(orderConfirmations, withFields({ responseReferenceId: '5eed0000-0000-4000-8001-000000000001' })) },
  { name: 'one responseReferenceId for all credit orders', breaks: ['EDUV-ORDER-92'], client: requestBody(creditConfirmations, withFields({ responseReferenceId: '5eed0000-0000-4000-8001-000000000001' })) },
  // A credit order with the changed number is declined.
  { name: 'one salesOrderId for all orders', breaks: ['EDUV-ORDER-93'], mayBreak: ['EDUV-ORDER-55'], client: requestBody(orderConfirmations, withFields({ salesOrderId: 'SO-1' })) },
  { name: 'a credit confirmation repeats the ordered quantity', breaks: ['EDUV-ORDER-26'], mayBreak: ['EDUV-ORDER-97'], client: requestBody(creditConfirmations, (body) => ({ ...body, creditOrderConfirmationLines: linesOf(body)[1].map((line) => ({ ...line, quantity: 30 })) })) },
  { name: 'purchaseOrderId in lower case', breaks: ['EDUV-ORDER-12'], client: requestBody(confirmations, (body) => ({ ...body, purchaseOrderId: String(body['purchaseOrderId']).toLowerCase() })) },
  { name: 'purchaseOrderId in upper case', breaks: ['EDUV-ORDER-12'], client: requestBody(confirmations, (body) => ({ ...body, purchaseOrderId: String(body['purchaseOrderId']).toUpperCase() })) },
  { name: 'purchaseOrderLineId in upper case', breaks: ['EDUV-ORDER-36'], client: eachLine((line) => ({ ...line, ...('purchaseOrderLineId' in line && { purchaseOrderLineId: String(line['purchaseOrderLineId']).toUpperCase() }) })) },
  { name: 'declined credit orders were processed in 2020', breaks: ['EDUV-ORDER-22'], client: requestBody((request) => creditConfirmations(request) && isDeclined(request), withFields({ processedTimestamp: '2020-01-01T00:00:00Z' })) },
  { name: '500 for an unknown field', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-acceptCreditOrder-ok', 'EDUV-ORDER-50', 'EDUV-ORDER-51'], server: refuses(({ body }) => body.includes('fieldOfTheFuture'), 500, 99) },
  { name: 'a contractId is required', breaks: ['EDUV-ORDER-acceptOrder-ok'], server: refuses((request) => orders(request) && isJsonObject(request) && !('contractId' in parsedBody(request))) },
  { name: 'a purchaseOrderLineId is required', breaks: ['EDUV-ORDER-acceptOrder-ok'], server: refuses((request) => orders(request) && /"orderLines":\[\{"productId/.test(request.body)) },
  { name: 'a deliveryLocation needs a name', breaks: ['EDUV-ORDER-acceptOrder-ok'], server: refuses((request) => orders(request) && /"deliveryLocation":\{(?!"name")/.test(request.body)) },
  { name: '500 for a credit without salesOrderId', breaks: ['EDUV-ORDER-acceptCreditOrder-ok', 'EDUV-ORDER-51'], mayBreak: ['EDUV-ORDER-60'], server: refuses((request) => credits(request) && isJsonObject(request) && !('salesOrderId' in parsedBody(request)), 500, 99) },
  { name: 'orderLines of a credit are required', breaks: ['EDUV-ORDER-acceptCreditOrder-ok'], server: refuses((request) => credits(request) && isJsonObject(request) && !('orderLines' in parsedBody(request))) },
  { name: 'credit orders for a whole order are declined', breaks: ['EDUV-ORDER-55'], client: requestBody(isCreditApproved, withFields({ creditOrderStatus: 'declined', success: false, status: 99, statusMessage: 'name the lines' })) },
  // Any valid message, not only the first one.
  { name: '500 for a requestReferenceId in upper case', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-51'], server: refuses((request) => orders(request) && hasUpperCaseReference(request), 500, 99) },
  { name: '400 for a requestReferenceId in upper case', breaks: ['EDUV-ORDER-acceptOrder-ok'], server: refuses((request) => orders(request) && hasUpperCaseReference(request), 400, 99) },
  { name: '500 for an order without lines', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-51', 'EDUV-ORDER-59'], server: refuses((request) => orders(request) && request.body.includes('"orderLines":[]'), 500, 99) },
  { name: '500 for an unknown product', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-51'], server: refuses((request) => orders(request) && request.body.includes('9789000099016'), 500, 99) },
  { name: '400 with status 11 for an unknown product', breaks: ['EDUV-ORDER-acceptOrder-ok'], server: refuses((request) => orders(request) && request.body.includes('9789000099016')) },
  { name: '503 for a repeated request', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-acceptCreditOrder-ok', 'EDUV-ORDER-11', 'EDUV-ORDER-51'], server: refusesRepeats(503) },
  { name: '500 for a credit of more than was ordered', breaks: ['EDUV-ORDER-acceptCreditOrder-ok', 'EDUV-ORDER-51'], server: refuses((request) => credits(request) && /"quantity":[23]\d/.test(request.body), 500, 99) },
  { name: '500 for a credit of an unknown order', breaks: ['EDUV-ORDER-acceptCreditOrder-ok', 'EDUV-ORDER-51', 'EDUV-ORDER-60'], server: refuses((request) => credits(request) && isJsonObject(request) && !('responseReferenceId' in parsedBody(request)) && 'orderLines' in parsedBody(request), 500, 99) },
  { name: '500 for a quantity of 0', breaks: ['EDUV-ORDER-acceptOrder-ok', 'EDUV-ORDER-51'], server: refuses((request) => orders(request) && request.body.includes('"quantity":0}'), 500, 99) },
  { name: 'Schema incorrect for other letters than ASCII', breaks: ['EDUV-ORDER-acceptOrder-ok'], server: refuses((request) => orders(request) && request.body.includes('漢字')) },
  { name: 'a product that was not ordered is credited', breaks: ['EDUV-ORDER-95'], client: approvesDeclined('unknown product') },
  { name: 'more than is left of a line is credited', breaks: ['EDUV-ORDER-54'], client: approvesDeclined('29 left to credit') },
  { name: 'a declined order is credited', breaks: ['EDUV-ORDER-96'], client: approvesDeclined('the order is declined') },
  { name: 'the lines of a whole credit have other products', breaks: ['EDUV-ORDER-97'], client: changesUnrequestedLines(withFields({ productId: '9789999999991' })) },
  { name: 'the lines of a whole credit have other quantities', breaks: ['EDUV-ORDER-97'], client: changesUnrequestedLines((line) => ({ ...line, quantity: Number(line['quantity']) - 1 })) },
  { name: 'the lines of a whole credit have other line ids', breaks: ['EDUV-ORDER-97'], client: changesUnrequestedLines(withFields({ purchaseOrderLineId: '999' })) },
  { name: 'a credit is confirmed for another salesOrderLineId', breaks: ['EDUV-ORDER-36'], client: requestBody(creditConfirmations, (body) => ({ ...body, creditOrderConfirmationLines: linesOf(body)[1].map(withFields({ salesOrderLineId: '999' })) })) },
  { name: 'a declined credit is confirmed for another product', breaks: ['EDUV-ORDER-36'], client: requestBody((request) => creditConfirmations(request) && isDeclined(request), (body) => ({ ...body, creditOrderConfirmationLines: linesOf(body)[1].map(withFields({ productId: '9789999999991' })) })) },
  { name: 'a declined credit is processed in the future', breaks: ['EDUV-ORDER-21'], client: requestBody((request) => creditConfirmations(request) && isDeclined(request), shifted(1)) },
  { name: 'a requestReferenceId in upper case is returned', breaks: ['EDUV-ORDER-57'], client: requestBody(confirmations, (body) => ({ ...body, requestReferenceId: String(body['requestReferenceId']).toUpperCase() })) },
];
