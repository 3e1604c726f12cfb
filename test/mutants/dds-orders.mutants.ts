import { randomUUID } from 'node:crypto';
import { mutantsOf, type Mutant } from './bench.js';
import { answered, bodyOf, header, message, refused, statusBecomes, successIs } from './changes.js';
import { ids, inventory, orders, account, said, streaming, subscriptions } from './dds-calls.js';
import { dds } from './subjects.js';
import type { Answer, Call } from './proxy.js';

const NODRM = 'fab4599e-eb2e-445a-a7f9-4af12c052dec';
const CONSUMER = 'gaf4599e-fg5e-445a-a7f9-6af14c052dec';
const AWAY = 'http://127.0.0.1/dds/content/v1/00000000-0000-4000-8000-000000000000';
const data = (name: string) => (answer: Answer) => answer.body.includes(`"${name}"`);
const created = { status: 201, body: '', headers: { location: AWAY } };
const fails = (status: number, code: string, on: (call: Call) => boolean) =>
  answered(
    (answer, call) => on(call) && data(code)(answer),
    () => ({ status }),
  );

/** What an order of everyday looks like: no names, and the consumer of the seed. */
const isPlain = (call: Call): boolean => {
  const { firstname, excerpt, id, resid } = said(call);
  return orders(call) && !firstname && !excerpt && id === CONSUMER && resid === NODRM;
};

/** The first of them is the only one. */
function oneFulfilment() {
  let first: string | string[] | undefined;
  return answered(
    (answer, call) => answer.status === 201 && isPlain(call),
    ({ headers }) => ({ headers: { ...headers, location: (first ??= headers['location']) } }),
  );
}

/** An orderid is good once for all stores. */
function orderidsOfAll() {
  const owners = new Map<unknown, unknown>();
  return refused(
    (call) => {
      if (!orders(call) || !call.headers.authorization?.startsWith('Bearer e')) return false;
      const { orderid } = said(call);
      if (typeof orderid !== 'string') return false;
      const owner = owners.get(orderid) ?? call.headers.authorization;
      owners.set(orderid, owner);
      return owner !== call.headers.authorization;
    },
    409,
    { data: 'ORDER_ID_EXISTS' },
  );
}

const mutants: Mutant[] = [
  {
    name: '200 for 201 on an order',
    breaks: ids('placeOrder-ok 45 46 47 64'),
    also: ids('37 38 41 42 52 54'),
    server: successIs(200, orders),
  },
  {
    name: 'no Location of an order',
    breaks: ids('43'),
    server: answered(
      (answer, call) => answer.status === 201 && orders(call),
      ({ headers }) => ({ headers: { ...headers, location: undefined } }),
    ),
  },
  {
    name: 'an order that leads elsewhere',
    breaks: ids('43'),
    also: ids('158 159'),
    server: answered(
      (answer, call) => answer.status === 201 && subscriptions(call),
      ({ headers }) => ({ headers: { ...headers, location: '/dds/orders/1' } }),
    ),
  },
  {
    name: 'a body in a 201',
    breaks: ids('44'),
    server: answered(
      ({ status }) => status === 201,
      () => ({ body: '{"status":"ok"}' }),
    ),
  },
  { name: 'one fulfilment for all orders', breaks: ids('55'), server: oneFulfilment() },
  {
    name: 'an order is processed as often as it comes',
    breaks: ids('51 52 53'),
    server: message(
      (call) => orders(call) && typeof said(call)['orderid'] === 'string',
      (body) => ({ ...body, orderid: randomUUID() }),
    ),
  },
  { name: 'an orderid is good once for all stores', breaks: ids('54'), server: orderidsOfAll() },
  {
    name: '400 for an orderid that was used',
    breaks: ids('51 53'),
    server: statusBecomes(409, 400, orders),
  },
  {
    name: 'SDRM without names is taken',
    breaks: ids('48'),
    server: message(
      (call) => orders(call) && typeof said(call)['orderid'] === 'string',
      (body) => ({ firstname: 'Ola', lastname: 'Nordmann', ...body }),
    ),
  },
  {
    name: 'names of one character are taken',
    breaks: ids('49'),
    server: message(
      (call) =>
        orders(call) &&
        [said(call)['firstname'], said(call)['lastname']].some((name) => String(name).length === 1),
      (body) => ({ ...body, firstname: 'Ola', lastname: 'Nordmann' }),
    ),
  },
  {
    name: 'an order without id is refused',
    breaks: ids('47'),
    server: refused(
      (call) =>
        orders(call) &&
        said(call)['orderid'] !== undefined &&
        !('id' in said(call)) &&
        said(call)['firstname'] === 'Ola' &&
        said(call)['lastname'] === 'Nordmann',
      400,
      { data: 'CONSUMER_REQUIRED' },
    ),
  },
  {
    name: 'a resid in capitals is not found',
    breaks: ids('64'),
    server: refused((call) => orders(call) && said(call)['resid'] === NODRM.toUpperCase(), 400, {
      data: 'UNKNOWN_RESOURCE',
    }),
  },
  {
    name: '404 for a resid that there is not',
    breaks: ids('56'),
    server: fails(404, 'UNKNOWN_RESOURCE', orders),
  },
  {
    name: '400 for a title without access',
    breaks: ids('57'),
    server: fails(400, 'NO_ACCESS', orders),
  },
  {
    name: 'what is not published is sold',
    breaks: ids('58'),
    server: answered(
      (answer, call) => orders(call) && data('NOT_PUBLISHED')(answer),
      () => created,
    ),
  },
  {
    name: 'the excerpt of an audiobook is sold',
    breaks: ids('59'),
    server: answered(
      (answer, call) => orders(call) && data('NO_EXCERPT')(answer),
      () => created,
    ),
  },
  {
    name: 'a subscription service places normal orders',
    breaks: ids('60'),
    server: answered(
      (answer, call) => orders(call) && data('NOT_ALLOWED')(answer),
      () => created,
    ),
  },
  {
    name: 'a store places subscription orders',
    breaks: ids('61'),
    server: answered(
      (answer, call) => subscriptions(call) && data('NOT_ALLOWED')(answer),
      () => created,
    ),
  },
  {
    name: 'a subscription order wants an orderid',
    breaks: ids('62 placeSubscriptionOrder-ok'),
    also: ids('37 41 42 67'),
    server: answered(
      (answer, call) =>
        answer.status === 201 && subscriptions(call) && said(call)['orderid'] === undefined,
      () => ({ status: 400, headers: {}, body: '{"data":"ORDER_ID_REQUIRED"}' }),
    ),
  },
  {
    name: 'a price of nothing is refused',
    breaks: ids('67'),
    server: refused((call) => subscriptions(call) && said(call)['spd'] === '0', 400, {
      message: 'spd',
    }),
  },
  {
    name: 'a reader needs no name',
    breaks: ids('63'),
    server: answered(
      (answer, call) => subscriptions(call) && data('NAME_REQUIRED')(answer),
      () => created,
    ),
  },
  {
    name: 'a price in kroner is taken',
    breaks: ids('66'),
    server: message(
      (call) => orders(call) && said(call)['spd'] === '189.00',
      (body) => ({ ...body, spd: '18900' }),
    ),
  },
  {
    name: '422 for a message against its schema',
    breaks: ids('placeOrder-schema 48 49'),
    also: ids('40 56 59 66'),
    server: statusBecomes(400, 422, orders),
  },
  {
    name: 'an order without a token is taken',
    breaks: ids('placeOrder-token 39'),
    server: answered(
      (answer, call) => answer.status === 401 && orders(call),
      () => created,
    ),
  },
  {
    name: 'a token for another service is taken',
    breaks: ids('findAccount-scope'),
    also: ids('171'),
    server: statusBecomes(403, 200, account),
  },
  {
    name: '404 for another method',
    breaks: ids('getInventory-method'),
    server: statusBecomes(405, 404, ({ path }) => /\/inventory\/v2(\?|$)/.test(path)),
  },
  { name: 'no Allow', breaks: ids('35'), server: header('allow', undefined) },
  { name: 'no WWW-Authenticate', breaks: ids('34'), server: header('www-authenticate', undefined) },
  { name: 'a 404 without a body', breaks: ids('33'), server: bodyOf(404, () => '') },
  {
    name: '500 for an Accept that lets no JSON pass',
    breaks: ids('36 32'),
    server: statusBecomes(406, 500, orders),
  },
  {
    name: 'a Date of another day is refused',
    breaks: ids('37'),
    server: refused((call) => !inventory(call) && call.headers.date !== undefined, 401, {
      message: 'Unauthorized',
    }),
  },
  {
    name: 'text/plain is taken',
    breaks: ids('40'),
    server: {
      call: (call) =>
        call.headers['content-type'] === 'text/plain'
          ? { ...call, headers: { ...call.headers, 'content-type': 'application/json' } }
          : call,
    },
  },
  {
    name: 'a field of the future is refused',
    breaks: ids('41'),
    server: refused((call) => streaming(call) && 'fieldOfTheFuture' in said(call), 400, {
      message: 'unknown field',
    }),
  },
  {
    name: 'a slash at the end is another path',
    breaks: ids('38'),
    server: refused(({ path }) => path.endsWith('/v1/'), 404, { message: 'Not Found' }),
  },
];

mutantsOf(dds, mutants);
