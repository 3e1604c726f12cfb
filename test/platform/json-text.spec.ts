import { beforeEach, describe, expect, it } from '@jest/globals';
import { aCreditOrder, aDeliveryRequest, anOrder } from '../support/builders.js';
import {
  DIGITAL,
  ORDERS,
  SEEDED_ORDER,
  anOrder as anEditxOrder,
} from '../support/bokbasen-client.js';
import { DdsClient, anOrder as aDdsOrder } from '../support/dds-client.js';
import { partnerServer } from '../support/partner-server.js';
import { testServer } from '../support/test-server.js';

const MARK = '\uFEFF';
const server = testServer();
const partner = partnerServer();
const dds = new DdsClient(server);
const school = { organisationMasterIdentifier: '104A158' };
const token = { client_id: 'demo', client_secret: 'demo-secret', grant_type: 'client_credentials' };

beforeEach(async () => {
  await server.control('post', 'reset');
  partner.reset();
  await server.freeze();
});

type Send = (text: string) => Promise<{ status: number }>;
const put = (path: string) => (text: string) => server.put(path, text);
const post =
  (path: string, service: 'dds' | 'bokskya' | 'reporting' = 'dds') =>
  (text: string) =>
    dds.call('post', path, { service, body: text });
const send =
  (method: 'put' | 'post', path: string, role: string): Send =>
  async (text) =>
    server.http[method](path)
      .set('content-type', 'application/json')
      .set('authorization', `Bearer ${await server.token(role)}`)
      .send(text);

/** JSON bodies of each API: how they are sent, a valid one, its status, and the number of their first finding. */
const bodies: [string, string, Send, object, number][] = [
  ['acceptOrder', 'EDUV-ORDER-80', put('/ordersysteem/orders'), anOrder(), 202],
  ['acceptCreditOrder', 'EDUV-ORDER-80', put('/ordersysteem/v1/creditorders'), aCreditOrder(), 202],
  [
    'acceptDeliveryOrder',
    'EDUV-DELIVERY-110',
    put('/aanspraakmanager/deliveryorders'),
    aDeliveryRequest(),
    202,
  ],
  [
    'getDeliveryOrdersForUser',
    'EDUV-DELIVERY-110',
    send('post', '/bestelomgeving/deliveryorders/school/user', 'bestelomgeving'),
    { user: { userMasterIdentifier: `https://ketenid.nl/201703/${'0'.repeat(127)}1` }, school },
    200,
  ],
  [
    'updateOrderLineQuantity',
    'BOKB-ORDER-130',
    send('post', `${SEEDED_ORDER}/update`, 'bokbasen'),
    { ean: DIGITAL, number: -1 },
    200,
  ],
  ['placeOrder', 'BOKB-DDS-220', post('/bokbasen/dds/order/v1'), aDdsOrder(), 201],
  [
    'registerAccount',
    'BOKB-DDS-220',
    post('/bokbasen/bokskya/account/v1', 'bokskya'),
    { email: 'bom@example.org', name: 'Kari', surname: 'Nordmann' },
    200,
  ],
];

const numberAfter = (id: string) => id.replace(/\d+$/, (number) => String(Number(number) + 1));

describe.each(bodies)('%s', (operation, requirement, sendText, body, status) => {
  const text = JSON.stringify(body);
  const last = () => server.lastExchange(`operation=${operation}`);
  const findingsOf = async () =>
    (await last())?.findings.map(({ requirement: id, pointer, seen }) => [id, pointer, seen]);

  it('accepts a byte order mark, which a .NET client writes, with a finding', async () => {
    expect((await sendText(MARK + text)).status).toBe(status);
    expect(await findingsOf()).toContainEqual([requirement, '', 'a byte order mark (EF BB BF)']);
    expect((await last())?.request).toMatchObject({ body, text: MARK + text });
  });

  it('accepts a name twice, which a client that concatenates texts writes, with a finding', async () => {
    const [name = ''] = Object.keys(body);
    const twice = text.replace('{', `{"${name}":17,`);
    expect((await sendText(twice)).status).toBe(status);
    expect(await findingsOf()).toContainEqual([
      numberAfter(requirement),
      `/${name}`,
      'the name 2 times',
    ]);
    expect((await last())?.request).toMatchObject({ body, text: twice });
  });

  it('has neither finding for a text without them, and shows its value only', async () => {
    await sendText(text);
    const ids = (await findingsOf())?.map(([id]) => id);
    expect(ids).not.toContain(requirement);
    expect(ids).not.toContain(numberAfter(requirement));
    expect((await last())?.request).not.toHaveProperty('text');
  });
});

describe('a byte order mark', () => {
  it('is a finding of a message that is refused, too', async () => {
    expect((await server.put('/ordersysteem/orders', `${MARK}{}`)).status).toBe(400);
    const { findings = [] } = (await server.lastExchange('status=400')) ?? {};
    expect(findings.map(({ requirement }) => requirement)).toContain('EDUV-ORDER-80');
  });

  it('is accepted before an XML order, without a finding', async () => {
    const { status } = await server.call('post', ORDERS, { body: MARK + anEditxOrder() });
    expect(status).toBe(202);
    expect((await server.lastExchange('operation=sendOrder'))?.findings).toEqual([]);
  });

  it.each([
    ['orders', 'BOKB-ORDER-130'],
    ['dds', 'BOKB-DDS-220'],
  ])('is accepted in a token request for %s, with a finding', async (service, requirement) => {
    const audience = `https://api.bokbasen.io/${service}/`;
    const { status } = await server.http
      .post('/bokbasen/oauth/token')
      .set('content-type', 'application/json')
      .send(`${MARK}{"client_id":"x",${JSON.stringify({ ...token, audience }).slice(1)}`);
    expect(status).toBe(200);
    const { findings = [] } = (await server.lastExchange('operation=issueToken')) ?? {};
    expect(findings.map(({ requirement: id, pointer }) => [id, pointer])).toEqual([
      [requirement, ''],
      [numberAfter(requirement), '/client_id'],
    ]);
  });

  it('is accepted before the form of a token request', async () => {
    const { status } = await server.http
      .post('/ordersysteem/oauth2/token')
      .set('content-type', 'application/x-www-form-urlencoded')
      .send(`${MARK}grant_type=client_credentials&client_id=demo&client_secret=demo-secret`);
    expect(status).toBe(200);
  });

  it('is accepted in the control API', async () => {
    const response = await server.http
      .put('/_sandbox/workspaces/default/settings')
      .set('content-type', 'application/json')
      .send(`${MARK}{"confirmAfter":"PT0.2S"}`);
    expect(response.status).toBe(200);
  });
});

describe('duplicate names', () => {
  it('with names of the prototype are safe', async () => {
    const order = JSON.stringify(anOrder());
    const names = '"__proto__":{"status":1},"__proto__":{"isAdmin":true},"constructor":{"a":1},';
    expect((await server.put('/ordersysteem/orders', order.replace('{', `{${names}`))).status).toBe(
      202,
    );
    const { findings = [] } = (await server.lastExchange('operation=acceptOrder')) ?? {};
    expect(findings.map(({ requirement, pointer }) => `${requirement} ${pointer}`)).toEqual([
      'EDUV-ORDER-81 /__proto__',
      'EDUV-ORDER-30 /__proto__',
      'EDUV-ORDER-30 /constructor',
    ]);
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });
});

describe('the answer of a partner', () => {
  it('with a byte order mark and a duplicate name is read, with findings', async () => {
    const body = `${MARK}{"status":1,"status":2,"statusMessage":"Accepted"}`;
    const headers = { 'content-type': 'application/json', 'API-Version': '0.9.2' };
    partner.responses = [{ status: 202, headers, body }];
    await server.control('put', 'partners/bestelomgeving', { baseUrl: partner.url });
    await server.put('/ordersysteem/orders', anOrder());
    await server.advance('PT1S');
    await server.control('delete', 'partners/bestelomgeving');
    const exchange = await server.lastExchange('direction=outbound');
    expect(
      exchange?.findings.map(({ requirement, pointer }) => `${requirement} ${pointer}`),
    ).toEqual(['EDUV-ORDER-82 ', 'EDUV-ORDER-83 /status']);
    expect(exchange?.response).toMatchObject({
      body: { status: 2, statusMessage: 'Accepted' },
      text: body,
    });
  });
});
