import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import {
  DIGITAL,
  ORDERS,
  SEEDED_ORDER,
  anOrder as anEditxOrder,
} from '../support/bokbasen-client.js';
import { DdsClient, NODRM, ORDER, anOrder, legacyHeaders } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const LOGIN = '/boknett/login/v1/tickets';
const LEGACY_ORDER = '/boknett/order/orders/0b9c0f0e-5d0e-4a53-9a40-6f3d2a1b7c11';
const BOKSKYA = '/bokbasen/bokskya/account/v1';
const REPORTING = '/bokbasen/reporting';

/** Findings of the last exchange of an operation, without their texts. */
const findings = async (operation: string) =>
  (await server.lastExchange(`operation=${operation}`))?.findings.map(
    ({ requirement, pointer, expected, seen }) => [requirement, pointer, expected, seen],
  );
const get = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
  (await server.http.get(path).set(headers)).status;

beforeAll(() => server.freeze());
afterEach(() => server.freeze());

describe('the finding of a call that is answered 401 or 403', () => {
  const expected = 'a token that is valid for getOrder';

  it.each([
    ['no Authorization', {}, 'no Authorization header'],
    ['another scheme', { authorization: 'Basic eDp5' }, 'Authorization must be: Bearer <token>'],
    [
      'the ticket of the older platform',
      { authorization: 'Boknett TGT-1-x-login.boknett.no' },
      'Authorization must be: Bearer <token>',
    ],
    [
      'a token of another server',
      { authorization: 'Bearer abc' },
      'the token was not issued by this sandbox',
    ],
  ])('says why: %s', async (_, headers, seen) => {
    expect(await get(SEEDED_ORDER, headers)).toBe(401);
    expect(await findings('getOrder')).toEqual([['BOKB-ORDER-40', '', expected, seen]]);
  });

  it('says that a token has expired', async () => {
    const authorization = `Bearer ${await server.token('bokbasen')}`;
    await server.advance('P1D');
    expect(await get(SEEDED_ORDER, { authorization })).toBe(401);
    expect(await findings('getOrder')).toEqual([
      ['BOKB-ORDER-40', '', expected, 'the token has expired'],
    ]);
  });

  it('names the audience of a token for another service', async () => {
    const authorization = `Bearer ${await dds.token('demo', 'dds')}`;
    expect(await get(SEEDED_ORDER, { authorization })).toBe(403);
    const seen = 'the token is for the audience …/dds/; this operation requires …/orders/';
    expect(await findings('getOrder')).toEqual([['BOKB-ORDER-40', '', expected, seen]]);
  });

  it('says why for a call to DDS', async () => {
    const { status } = await server.http.get(`/bokbasen/dds/content/v1/raw/${NODRM}`).set({
      authorization: 'Bearer abc',
      accept: 'application/json',
    });
    expect(status).toBe(401);
    expect((await findings('getRawContent'))?.at(-1)).toEqual([
      'BOKB-DDS-07',
      '',
      'a token that is valid for getRawContent',
      'the token was not issued by this sandbox',
    ]);
  });

  it('says what is wrong with the Date and with the ticket of the older platform', async () => {
    const { authorization, date } = (await legacyHeaders(server)) as Record<
      'authorization' | 'date',
      string
    >;
    const seen = async (headers: Record<string, string>) => {
      expect(await get(LEGACY_ORDER, headers)).toBe(401);
      return (await findings('getOrder'))?.map(([requirement, , , text]) => [requirement, text]);
    };
    const form = 'in the form of RFC 1123, for example Tue, 10 Jun 2014 16:23:42 GMT';
    expect(await seen({ authorization })).toEqual([
      ['BOKB-ORDER-40', `Date must be ${form}; seen: none`],
    ]);
    await server.http.delete(`${LOGIN}/${authorization.replace('Boknett ', '')}`);
    expect(await seen({ authorization, date })).toEqual([
      ['BOKB-ORDER-40', 'the ticket was deleted: log in again'],
    ]);
  });
});

describe('the finding of a body with another media type', () => {
  const json = 'application/json';
  const loans = [{ isbn: '9788200100010', model: 'PACKAGE', price: 49, date: '2026-11-21' }];
  const orders = async () => `Bearer ${await server.token('bokbasen')}`;
  const token = (service: 'dds' | 'bokskya' | 'reporting') => async () =>
    `Bearer ${await dds.token('demo', service)}`;

  // "Orders and reporting" and "IDM" print Content-type: application/json as Required.
  // prettier-ignore
  const operations: [operation: string, requirement: string, mediaType: string, path: string, authorization: () => Promise<string>, body: string][] = [
    ['sendOrder',               'BOKB-ORDER-14', 'application/xml', ORDERS,                      orders,             anEditxOrder()],
    ['updateOrderLineStatus',   'BOKB-ORDER-26', json, `${SEEDED_ORDER}/lines/1`,                orders,             '{"status":"RECEIVED"}'],
    ['updateOrderLineQuantity', 'BOKB-ORDER-26', json, `${SEEDED_ORDER}/update`,                 orders,             `{"ean":"${DIGITAL}","number":-1}`],
    ['placeOrder',              'BOKB-DDS-209',  json, ORDER,                                    token('dds'),       JSON.stringify(anOrder())],
    ['placeSubscriptionOrder',  'BOKB-DDS-209',  json, '/bokbasen/dds/order/subscription/v1',    token('dds'),       JSON.stringify({ resid: NODRM })],
    ['registerAccount',         'BOKB-DDS-209',  json, BOKSKYA,                                  token('bokskya'),   '{"email":"a@example.org","name":"Kari","surname":"Nordmann"}'],
    ['reportLoan',              'BOKB-DDS-210',  json, `${REPORTING}/loan/v1`,                   token('reporting'), JSON.stringify(loans)],
    ['reportTibiLoan',          'BOKB-DDS-210',  json, `${REPORTING}/loan/tibi/v1`,              token('reporting'), JSON.stringify(loans)],
    ['reportStreaming',         'BOKB-DDS-210',  json, `${REPORTING}/streaming/v1`,              token('reporting'), '{"items":[]}'],
  ];
  const cases = operations.flatMap((operation) =>
    ['text/plain', 'application/x-www-form-urlencoded', 'nonsense', undefined].map(
      (type) => [operation[0], type, operation] as const,
    ),
  );

  it.each(cases)('shows what was received: %s with %s', async (operation, type, row) => {
    const [, requirement, mediaType, path, authorization, body] = row;
    const { statusCode } = await request(server.url + path, {
      method: 'POST',
      headers: {
        authorization: await authorization(),
        accept: json,
        ...(type !== undefined && { 'content-type': type }),
      },
      body: Buffer.from(body),
    });
    expect(statusCode).toBe(415);
    expect(await findings(operation)).toEqual([
      [requirement, 'Content-Type', mediaType, type ?? 'missing'],
    ]);
  });
});
