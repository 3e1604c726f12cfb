import { randomUUID } from 'node:crypto';
import type { Mutant } from './mutant.js';
import {
  responseWhere,
  responseBody,
  responseHeader,
  requestBody,
  refusesWith,
  statusBecomes,
  successBecomes,
} from './mutations.js';
import {
  ids,
  inventory,
  orders,
  account,
  parsedBody,
  streaming,
  subscriptions,
} from './dds-requests.js';
import type { ProxiedResponse, ProxiedRequest } from './proxy.js';

const NODRM = 'fab4599e-eb2e-445a-a7f9-4af12c052dec';
const CONSUMER = 'gaf4599e-fg5e-445a-a7f9-6af14c052dec';
const UNKNOWN_CONTENT = 'http://127.0.0.1/dds/content/v1/00000000-0000-4000-8000-000000000000';
const hasData = (name: string) => (response: ProxiedResponse) =>
  response.body.includes(`"${name}"`);
const created = { status: 201, body: '', headers: { location: UNKNOWN_CONTENT } };
const errorBecomes = (status: number, code: string, on: (request: ProxiedRequest) => boolean) =>
  responseWhere(
    (response, request) => on(request) && hasData(code)(response),
    () => ({ status }),
  );

/** Predicate for an order without names for the consumer of the seed. */
const isPlain = (request: ProxiedRequest): boolean => {
  const { firstname, excerpt, id, resid } = parsedBody(request);
  return orders(request) && !firstname && !excerpt && id === CONSUMER && resid === NODRM;
};

/** Answers every plain order with the Location of the first. */
function oneFulfilment() {
  let first: string | string[] | undefined;
  return responseWhere(
    (response, request) => response.status === 201 && isPlain(request),
    ({ headers }) => ({ headers: { ...headers, location: (first ??= headers['location']) } }),
  );
}

/** Refuses an orderid that another store used. */
function orderidsOfAll() {
  const owners = new Map<unknown, unknown>();
  return refusesWith(
    (request) => {
      if (!orders(request) || !request.headers.authorization?.startsWith('Bearer e')) return false;
      const { orderid } = parsedBody(request);
      if (typeof orderid !== 'string') return false;
      const owner = owners.get(orderid) ?? request.headers.authorization;
      owners.set(orderid, owner);
      return owner !== request.headers.authorization;
    },
    409,
    { data: 'ORDER_ID_EXISTS' },
  );
}

const hasUnknownField = (on: (request: ProxiedRequest) => boolean) => (request: ProxiedRequest) =>
  on(request) && request.body.includes('fieldOfTheFuture');

export const ddsOrdersMutants: Mutant[] = [
  {
    name: '200 for 201 on an order',
    breaks: ids('placeOrder-ok 45 46 47 64'),
    mayBreak: ids('37 38 41 42 52 54 240'),
    server: successBecomes(200, orders),
  },
  {
    name: 'no Location of an order',
    breaks: ids('43'),
    server: responseWhere(
      (response, request) => response.status === 201 && orders(request),
      ({ headers }) => ({ headers: { ...headers, location: undefined } }),
    ),
  },
  {
    name: 'an order with a Location that is not its content',
    breaks: ids('43'),
    mayBreak: ids('158 159 33 55 250'),
    server: responseWhere(
      (response, request) => response.status === 201 && subscriptions(request),
      ({ headers }) => ({ headers: { ...headers, location: '/dds/orders/1' } }),
    ),
  },
  {
    name: 'a body in a 201',
    breaks: ids('44'),
    server: responseWhere(
      ({ status }) => status === 201,
      () => ({ body: '{"status":"ok"}' }),
    ),
  },
  { name: 'one fulfilment for all orders', breaks: ids('55'), server: oneFulfilment() },
  {
    name: 'a repeated order is processed again',
    breaks: ids('51 52 53'),
    server: requestBody(
      (request) => orders(request) && /"orderid":"[^"]/.test(request.body),
      (body) => ({ ...body, orderid: randomUUID() }),
    ),
  },
  {
    name: 'an orderid can be used once by all stores together',
    breaks: ids('54'),
    server: orderidsOfAll(),
  },
  {
    name: '400 for an orderid that was used',
    breaks: ids('51 53'),
    server: statusBecomes(409, 400, orders),
  },
  {
    name: 'SDRM without names is accepted',
    breaks: ids('48'),
    server: requestBody(
      (request) => orders(request) && typeof parsedBody(request)['orderid'] === 'string',
      (body) => ({ firstname: 'Ola', lastname: 'Nordmann', ...body }),
    ),
  },
  {
    name: 'names of one character are accepted',
    breaks: ids('49'),
    server: requestBody(
      (request) =>
        orders(request) &&
        [parsedBody(request)['firstname'], parsedBody(request)['lastname']].some(
          (name) => String(name).length === 1,
        ),
      (body) => ({ ...body, firstname: 'Ola', lastname: 'Nordmann' }),
    ),
  },
  {
    name: 'an order without id is refused',
    breaks: ids('47'),
    server: refusesWith(
      (request) =>
        orders(request) &&
        parsedBody(request)['orderid'] !== undefined &&
        !('id' in parsedBody(request)) &&
        parsedBody(request)['firstname'] === 'Ola' &&
        parsedBody(request)['lastname'] === 'Nordmann',
      400,
      { data: 'CONSUMER_REQUIRED' },
    ),
  },
  {
    name: 'a resid in capitals is not found',
    breaks: ids('64'),
    server: refusesWith(
      (request) => orders(request) && parsedBody(request)['resid'] === NODRM.toUpperCase(),
      400,
      {
        data: 'UNKNOWN_RESOURCE',
      },
    ),
  },
  {
    name: '404 for a resid that does not exist',
    breaks: ids('56'),
    server: errorBecomes(404, 'UNKNOWN_RESOURCE', orders),
  },
  {
    name: '400 for a title without access',
    breaks: ids('57'),
    server: errorBecomes(400, 'NO_ACCESS', orders),
  },
  {
    name: 'a title without access is sold',
    breaks: ids('57 256'),
    server: responseWhere(
      (response, request) => orders(request) && hasData('NO_ACCESS')(response),
      () => created,
    ),
  },
  {
    name: 'an unpublished title is sold',
    breaks: ids('58 256'),
    server: responseWhere(
      (response, request) => orders(request) && hasData('NOT_PUBLISHED')(response),
      () => created,
    ),
  },
  {
    name: 'the excerpt of an audiobook is sold',
    breaks: ids('59'),
    server: responseWhere(
      (response, request) => orders(request) && hasData('NO_EXCERPT')(response),
      () => created,
    ),
  },
  {
    name: 'a subscription service places normal orders',
    breaks: ids('60'),
    server: responseWhere(
      (response, request) => orders(request) && hasData('NOT_ALLOWED')(response),
      () => created,
    ),
  },
  {
    name: 'a store places subscription orders',
    breaks: ids('61'),
    server: responseWhere(
      (response, request) => subscriptions(request) && hasData('NOT_ALLOWED')(response),
      () => created,
    ),
  },
  {
    name: 'a subscription order without an orderid is refused',
    breaks: ids('62 placeSubscriptionOrder-ok'),
    mayBreak: ids('37 41 42 67 237'),
    server: responseWhere(
      (response, request) =>
        response.status === 201 &&
        subscriptions(request) &&
        parsedBody(request)['orderid'] === undefined,
      () => ({ status: 400, headers: {}, body: '{"data":"ORDER_ID_REQUIRED"}' }),
    ),
  },
  {
    name: 'a price of 0 is refused',
    breaks: ids('67'),
    server: refusesWith(
      (request) => subscriptions(request) && parsedBody(request)['spd'] === '0',
      400,
      {
        message: 'spd',
      },
    ),
  },
  {
    name: 'a subscription order without names is accepted for SDRM',
    breaks: ids('63'),
    server: responseWhere(
      (response, request) => subscriptions(request) && hasData('NAME_REQUIRED')(response),
      () => created,
    ),
  },
  {
    name: 'a price in kroner is accepted',
    breaks: ids('66'),
    server: requestBody(
      (request) => orders(request) && parsedBody(request)['spd'] === '189.00',
      (body) => ({ ...body, spd: '18900' }),
    ),
  },
  {
    name: '422 for a schema error',
    breaks: ids('243'),
    mayBreak: ids('56 59 66'),
    server: statusBecomes(400, 422, orders),
  },
  {
    name: 'an order without a token is accepted',
    breaks: ids('placeOrder-token 39'),
    server: responseWhere(
      (response, request) => response.status === 401 && orders(request),
      () => created,
    ),
  },
  {
    name: 'a token for another service is accepted',
    breaks: ids('findAccount-scope'),
    mayBreak: ids('171 244'),
    server: statusBecomes(403, 200, account),
  },
  {
    name: '404 for another method',
    breaks: ids('getInventory-method'),
    server: statusBecomes(405, 404, ({ path }) => /\/inventory\/v2(\?|$)/.test(path)),
  },
  { name: 'no Allow', breaks: ids('35'), server: responseHeader('allow', undefined) },
  {
    name: 'no WWW-Authenticate',
    breaks: ids('34'),
    server: responseHeader('www-authenticate', undefined),
  },
  { name: 'a 404 without a body', breaks: ids('33'), server: responseBody(404, () => '') },
  {
    name: '500 for an Accept without JSON',
    breaks: ids('36 32'),
    server: statusBecomes(406, 500, orders),
  },
  {
    name: 'a request with another Date is refused',
    breaks: ids('255'),
    server: refusesWith(
      (request) => !inventory(request) && request.headers.date !== undefined,
      401,
      {
        message: 'Unauthorized',
      },
    ),
  },
  {
    name: 'a request without a Date is refused',
    breaks: ids('37'),
    server: refusesWith(
      ({ headers, path }) => !path.includes('/download/') && headers.date === undefined,
      401,
      { message: 'Unauthorized' },
    ),
  },
  {
    name: 'text/plain is accepted',
    breaks: ids('40 231'),
    server: {
      request: (request) =>
        request.headers['content-type'] === 'text/plain'
          ? { ...request, headers: { ...request.headers, 'content-type': 'application/json' } }
          : request,
    },
  },
  {
    name: 'an unknown field of a report is refused',
    breaks: ids('232'),
    server: refusesWith(
      (request) => streaming(request) && 'fieldOfTheFuture' in parsedBody(request),
      400,
      {
        message: 'unknown field',
      },
    ),
  },
  {
    name: '404 for a path with a trailing slash',
    breaks: ids('38'),
    server: refusesWith(({ path }) => path.endsWith('/v1/'), 404, { message: 'Not Found' }),
  },
  {
    name: 'an unknown field of an order is refused',
    breaks: ids('41'),
    server: refusesWith(hasUnknownField(orders), 400, { message: 'unknown field' }),
  },
  {
    name: 'an unknown field of an order is answered 500',
    breaks: ids('placeOrder-ok 32'),
    server: refusesWith(hasUnknownField(orders), 500, { message: 'unknown field' }),
  },
  {
    name: 'an unknown field of a subscription order is answered 500',
    breaks: ids('placeSubscriptionOrder-ok 32'),
    server: refusesWith(hasUnknownField(subscriptions), 500, { message: 'unknown field' }),
  },
  {
    name: 'an unknown field of a report is answered 500',
    breaks: ids('reportStreaming-ok 32'),
    server: refusesWith(hasUnknownField(streaming), 500, { message: 'unknown field' }),
  },
  {
    name: 'a DDS-ID must be a UUID',
    breaks: ids('235'),
    server: refusesWith(
      (request) =>
        orders(request) &&
        /^g.*fg5e/.test(String(parsedBody(request)['id'])) &&
        parsedBody(request)['id'] !== CONSUMER,
      400,
      { message: 'id is not a UUID' },
    ),
  },
  {
    name: 'lastname alone is refused for a title without DRM',
    breaks: ids('240'),
    server: refusesWith(
      (request) => {
        const { resid, firstname, lastname } = parsedBody(request);
        return (
          orders(request) && resid === NODRM && firstname === undefined && lastname === 'Nordmann'
        );
      },
      400,
      { message: 'firstname' },
    ),
  },
  {
    name: 'excerpt false is refused',
    breaks: ids('240'),
    server: refusesWith(
      (request) => orders(request) && parsedBody(request)['excerpt'] === false,
      400,
      { message: 'excerpt' },
    ),
  },
  {
    name: 'an orderid of a subscription service is refused',
    breaks: ids('237'),
    server: refusesWith(
      (request) => subscriptions(request) && typeof parsedBody(request)['orderid'] === 'string',
      400,
      { message: 'orderid' },
    ),
  },
  {
    name: 'names of a subscription order are refused',
    breaks: ids('237'),
    server: refusesWith(
      (request) => subscriptions(request) && parsedBody(request)['firstname'] === 'Ola',
      400,
      { message: 'names' },
    ),
  },
];
