import { operation } from './mutations.js';
import type { ProxiedResponse, ProxiedRequest, Mutation } from './proxy.js';

export const send = operation('POST', '/orders/v1');
export const list = operation('GET', '/orders/v1');
export const get = operation('GET', /\/orders\/v1\/[^/]+$/);
export const editx = operation('GET', /\/editx$/i);
export const status = operation('POST', /\/lines\/[^/]+$/);
export const quantity = operation('POST', '/update');
export const update = (request: ProxiedRequest): boolean => status(request) || quantity(request);

export type Fields = Record<string, unknown>;
export type Line = Fields & { id: number; status: string; quantity: number };
export type Order = Fields & { status: string; created: string; _embedded: { lines: Line[] } };

/** Changes the JSON of 200 responses of an operation. */
export function jsonResponse<Body>(
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

export const order = (change: (body: Order, request: ProxiedRequest) => unknown): Mutation =>
  jsonResponse(get, change);
export const items = (change: (body: Fields[], request: ProxiedRequest) => unknown): Mutation =>
  jsonResponse(list, change);
export const lines = (
  change: (all: Line[], body: Order, request: ProxiedRequest) => Line[],
): Mutation =>
  order((body, request) => ({
    ...body,
    _embedded: { lines: change(body._embedded.lines, body, request) },
  }));

/** Predicate for requests with a token whose claims name the client. */
export const isOf =
  (client: string) =>
  ({ headers }: ProxiedRequest): boolean => {
    const [, payload = ''] = (headers.authorization ?? '').split('.');
    return Buffer.from(payload, 'base64url').toString('utf8').includes(client);
  };
export const isOfSeller = isOf('demo-seller');

/** Forwards orders of the seller with the token of the buyer. */
export function asBuyer(): Mutation {
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
export const documentText = (from: RegExp, to: string): Mutation => ({
  response: (response, request) =>
    editx(request) ? { ...response, body: response.body.replace(from, to) } : response,
});

/** Answers orders of three copies with the Location of the first of them. */
export function oneLocation(): Mutation {
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
export function everywhere(change: (head: Order) => Fields): Mutation {
  return jsonResponse<Order | Order[]>(
    (request) => get(request) || list(request),
    (body) => (Array.isArray(body) ? body.map(change) : change(body)),
  );
}

/** Answers matching requests with a status without forwarding them. */
export function refuses(on: (request: ProxiedRequest) => boolean, code: number): Mutation {
  const response: ProxiedResponse = {
    status: code,
    headers: { 'www-authenticate': 'Bearer' },
    body: '{"message":"Refused"}',
  };
  return { request: (request) => (on(request) ? response : request) };
}

/** Replaces text in request bodies. */
export function requestText(
  on: (request: ProxiedRequest) => boolean,
  from: RegExp | string,
  to: string,
): Mutation {
  return {
    request: (request) =>
      on(request) ? { ...request, body: request.body.replace(from, to) } : request,
  };
}

export const bodyContains = (text: string | RegExp) => (request: ProxiedRequest) =>
  typeof text === 'string' ? request.body.includes(text) : text.test(request.body);
export const both =
  (left: (request: ProxiedRequest) => boolean, right: (request: ProxiedRequest) => boolean) =>
  (request: ProxiedRequest): boolean =>
    left(request) && right(request);

/** Predicate for requests with a key that occurred before. */
export function isRepeat(
  key: (request: ProxiedRequest) => string,
): (request: ProxiedRequest) => boolean {
  const keys = new Set<string>();
  return (request) => {
    const known = keys.has(key(request));
    keys.add(key(request));
    return known;
  };
}

export const usedNumber = isRepeat(
  ({ body }) => /<OrderNumber>.*<\/OrderNumber>/.exec(body)?.[0] ?? '',
);
export const sameUpdate = isRepeat(({ path, body }) => path + body);
export const samePath = isRepeat(({ path }) => path);

const PREFIX = 'BOKB-ORDER-';
export const ids = (...names: (string | number)[]): string[] =>
  names.map((name) => `${PREFIX}${name}`);
export const idsOfEveryOperation = (suffix: string): string[] =>
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
