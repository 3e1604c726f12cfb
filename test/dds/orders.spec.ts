import { beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIO, CONSUMER, DdsClient, NODRM, ORDER, SDRM, anOrder } from '../support/dds-client.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const dds = new DdsClient(server);
const SUBSCRIPTION = '/bokbasen/dds/order/subscription/v1';
const generatedId = (number: number): string => `a0d10000-0000-4000-8000-00000000${1000 + number}`;
const LOCATION = /\/bokbasen\/dds\/content\/v1\/[0-9a-f-]{36}$/;
const refusal = async (body: unknown, as = 'demo', path = ORDER) => {
  const response = await dds.call('post', path, { as, body });
  const { data, message } = response.body as { data?: string; message?: string };
  return [response.status, data, message];
};

beforeAll(() => server.freeze());

describe('POST /dds/order/v1', () => {
  it('answers 201 with Location and no body to the two documented examples', async () => {
    const plain =
      '{"orderid":"123456789","resid":"fab4599e-eb2e-445a-a7f9-4af12c052dec","spd":"18900","id":"gaf4599e-fg5e-445a-a7f9-6af14c052dec"}';
    const watermarked =
      '{"orderid":"my-stores-order-id4","resid":"18C8075F-C8B9-4029-9747-7C7F2CFB5CFA","spd":"18900","firstname":"Ola","lastname":"Nordmann"}';
    for (const body of [plain, watermarked]) {
      const { status, text, headers } = await dds.call('post', ORDER, { body });
      expect([status, text, headers['content-length']]).toEqual([201, '', '0']);
      expect(headers['location']).toMatch(LOCATION);
    }
    expect(await dds.findings('placeOrder')).toEqual([['BOKB-DDS-01', '/id', 'missing']]);
  });

  it('stores the order as received and shows it in …/state/dds-orders', async () => {
    const order = anOrder({ country: 'NO', excerpt: true });
    const path = await dds.placeOrder(order);
    const id = path.split('/').at(-1)!;
    expect(await server.state('dds-orders', id)).toEqual({
      fulfilmentId: id,
      kind: 'normal',
      client: 'demo',
      excerpt: true,
      createdAt: '2026-09-01T08:00:00.000Z',
      order,
    });
    expect(await dds.findings('placeOrder')).toEqual([['BOKB-DDS-04', '/country', 'a field']]);
  });

  // prettier-ignore
  it.each<[string, Record<string, unknown>, object[]]>([
    ['no orderid',           { orderid: undefined },  [{ path: '/orderid', expected: '1 to 255 characters', seen: 'missing' }]],
    ['an empty orderid',     { orderid: '' },         [{ path: '/orderid', expected: '1 to 255 characters', seen: '' }]],
    ['256 characters',       { orderid: 'x'.repeat(256) }, [{ path: '/orderid', expected: '1 to 255 characters' }]],
    ['an orderid as number', { orderid: 1 },          [{ path: '/orderid', expected: '1 to 255 characters', seen: 'number 1' }]],
    ['no resid',             { resid: undefined },    [{ path: '/resid', expected: 'string', seen: 'missing' }]],
    ['no spd',               { spd: undefined },      [{ path: '/spd', expected: 'digits, or a non-negative integer', seen: 'missing' }]],
    ['a price in kroner',    { spd: '189.00' },       [{ path: '/spd', expected: 'digits, or a non-negative integer', seen: '189.00' }]],
    ['a negative price',     { spd: -1 },             [{ path: '/spd', seen: '-1' }]],
    ['a price as object',    { spd: { toString: 1 } }, [{ path: '/spd' }]],
    ['a price as list',      { spd: ['5'] },          [{ path: '/spd' }]],
    ['a price of 1e21',      { spd: 1e21 },          [{ path: '/spd' }]],
    ['an orderid of spaces', { orderid: '  ' },       [{ path: '/orderid' }]],
    ['half an øre',          { spd: 0.5 },            [{ path: '/spd', seen: '0.5' }]],
    ['the excerpt "yes"',    { excerpt: 'yes' },      [{ path: '/excerpt', expected: 'true or false', seen: 'yes' }]],
    ['a name as number',     { firstname: 1 },        [{ path: '/firstname', expected: 'string', seen: 'number 1' }]],
  ])('answers 400 to %s', async (_, difference, expectedErrors) => {
    const { status, body } = await dds.call('post', ORDER, { body: anOrder(difference) });
    expect([status, (body as { faults: object[] }).faults]).toMatchObject([400, expectedErrors]);
  });

  it.each(['0', '18900', 0, 18900])('accepts the price %p', async (spd) => {
    await dds.placeOrder(anOrder({ spd }));
    expect(await dds.findings('placeOrder')).toEqual(
      typeof spd === 'number' ? [['BOKB-DDS-02', '/spd', `the number ${spd}`]] : [],
    );
  });

  // prettier-ignore
  it.each<[string, Record<string, unknown>, unknown[]]>([
    ['an unknown resid',                      { resid: '00000000-0000-4000-8000-000000000000' }, [400, 'UNKNOWN_RESOURCE', 'unknown resid: 00000000-0000-4000-8000-000000000000']],
    ['a title without access',                { resid: generatedId(105) }, [403, 'NO_ACCESS', `no access to this title: ${generatedId(105)}`]],
    ['an unpublished title',                  { resid: generatedId(100) }, [403, 'NOT_PUBLISHED', `the title is not published: ${generatedId(100)}`]],
    ['a deleted title',                       { resid: generatedId(103) }, [403, 'NOT_PUBLISHED', `the title is not published: ${generatedId(103)} was deleted`]],
    ['an excerpt of an audiobook',            { resid: AUDIO, excerpt: true }, [400, 'NO_EXCERPT', `the title has no excerpt: ${AUDIO}`]],
    ['an excerpt that does not exist',        { resid: generatedId(107), excerpt: true }, [400, 'NO_EXCERPT', `the title has no excerpt: ${generatedId(107)}`]],
    ['SDRM without names',                    { resid: SDRM }, [400, 'NAME_REQUIRED', `firstname must have at least 2 characters, because ${SDRM} is SDRM; seen: missing`]],
    ['SDRM without lastname',                 { resid: SDRM, firstname: 'Ola' }, [400, 'NAME_REQUIRED', `lastname must have at least 2 characters, because ${SDRM} is SDRM; seen: missing`]],
    ['a name of one character',               { resid: SDRM, firstname: 'O', lastname: 'Nordmann' }, [400, 'NAME_REQUIRED', `firstname must have at least 2 characters, because ${SDRM} is SDRM; seen: O`]],
    ['a name of spaces',                      { resid: SDRM, firstname: '  ', lastname: 'Nordmann' }, [400, 'NAME_REQUIRED', `firstname must have at least 2 characters, because ${SDRM} is SDRM; seen: nothing`]],
    ['one character where no name is needed', { firstname: 'O' }, [400, 'NAME_REQUIRED', 'firstname must have at least 2 characters; seen: O']],
  ])('refuses %s', async (_, difference, answer) => {
    expect(await refusal(anOrder(difference))).toEqual(answer);
  });

  it('accepts an excerpt of an unpublished title, and of an SDRM title without names', async () => {
    await dds.placeOrder(anOrder({ resid: generatedId(102), excerpt: true }));
    await dds.placeOrder(anOrder({ resid: SDRM, excerpt: 'true' }));
    expect(await dds.findings('placeOrder')).toEqual([
      ['BOKB-DDS-03', '/excerpt', 'the string true'],
    ]);
  });

  it('answers 409 to an orderid that the same client used before, with the same or other content', async () => {
    const order = anOrder();
    await dds.placeOrder(order);
    const { orderid } = order as { orderid: string };
    expect(await refusal(order)).toEqual([
      409,
      'ORDER_ID_EXISTS',
      `orderid was already used: ${orderid}`,
    ]);
    expect(await refusal({ ...order, id: 'f0d10000-0000-4000-8000-000000000000' })).toEqual([
      409,
      'ORDER_ID_EXISTS',
      `orderid was already used: ${orderid}, with different content`,
    ]);
    await dds.placeOrder(order, 'demo-store');
  });

  it('accepts one of twenty concurrent orders with the same orderid', async () => {
    const order = anOrder();
    const statuses = await Promise.all(
      Array.from(
        { length: 20 },
        async () => (await dds.call('post', ORDER, { body: order })).status,
      ),
    );
    expect(statuses.toSorted((left, right) => left - right)).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 409),
    ]);
  });

  it.each(['demo-subscription', 'demo-partner', 'demo-library'])(
    'answers 403 to %s, which may not place normal orders',
    async (client) => {
      expect(await refusal(anOrder(), client)).toEqual([
        403,
        'NOT_ALLOWED',
        `${client} may not place normal orders`,
      ]);
    },
  );

  it('finds a resid in upper case, and records a finding for an unknown id', async () => {
    await dds.placeOrder(anOrder({ resid: NODRM.toUpperCase(), id: 'x' }));
    expect(await dds.findings('placeOrder')).toEqual([['BOKB-DDS-01', '/id', 'x']]);
  });

  // prettier-ignore
  it.each<[string, Record<string, string>, number]>([
    ['any',                     { accept: '*/*' },                            201],
    ['application/*',           { accept: 'application/*;q=0.5' },            201],
    ['several types with JSON', { accept: 'text/html, application/json' },    201],
    ['XML',                     { accept: 'application/xml' },                406],
    ['anything but JSON',       { accept: 'application/json;q=0, */*' },      406],
  ])('checks an Accept of %s', async (_, headers, expected) => {
    const { status } = await dds.call('post', ORDER, { body: anOrder(), headers });
    expect(status).toBe(expected);
  });

  it('answers 415, 401, 403 and 405 like every operation of Bokbasen', async () => {
    const type = { 'content-type': 'text/plain' };
    expect((await dds.call('post', ORDER, { body: anOrder(), headers: type })).status).toBe(415);
    expect((await dds.call('post', ORDER, { body: anOrder(), as: null })).status).toBe(401);
    expect((await dds.call('post', ORDER, { body: anOrder(), service: 'bokskya' })).status).toBe(
      403,
    );
    const { status, headers } = await dds.call('get', ORDER);
    expect([status, headers['allow']]).toEqual([405, 'POST']);
  });
});

describe('POST /dds/order/subscription/v1', () => {
  const subscribe = (body: object, as = 'demo') => dds.call('post', SUBSCRIPTION, { as, body });

  it('answers 201 with Location to a resid alone and generates an orderid', async () => {
    for (const client of ['demo', 'demo-subscription']) {
      const { status, headers, text } = await subscribe({ resid: NODRM }, client);
      expect([status, text]).toEqual([201, '']);
      expect(headers['location']).toMatch(LOCATION);
      const id = headers['location']!.split('/').at(-1)!;
      expect(await server.state('dds-orders', id)).toMatchObject({
        kind: 'subscription',
        order: { orderid: expect.stringMatching(/^[0-9a-f-]{36}$/), spd: '0' },
      });
    }
  });

  it('checks rights, names and repeated orderids like a normal order', async () => {
    expect(await refusal({ resid: NODRM }, 'demo-store', SUBSCRIPTION)).toEqual([
      403,
      'NOT_ALLOWED',
      'demo-store may not place subscription orders',
    ]);
    expect((await subscribe({ resid: SDRM })).status).toBe(400);
    expect((await subscribe({ resid: SDRM, firstname: 'Ola', lastname: 'Nordmann' })).status).toBe(
      201,
    );
    expect((await subscribe({ resid: NODRM, orderid: 'sub-1' })).status).toBe(201);
    expect((await subscribe({ resid: NODRM, orderid: 'sub-1' })).status).toBe(409);
    expect((await subscribe({})).status).toBe(400);
    // A field that the documentation does not name is stored and ignored.
    for (const id of [123, null, {}, CONSUMER])
      expect((await subscribe({ resid: NODRM, id })).status).toBe(201);
  });
});

describe('magic titles of dds', () => {
  it('…f3 answers 500 to the first order of a client and 201 to the next', async () => {
    const resid = 'a0d10000-0000-4000-8000-0000000000f3';
    for (const client of ['demo', 'demo-store']) {
      expect(await refusal(anOrder({ resid }), client)).toEqual([
        500,
        'INTERNAL_ERROR',
        'internal error, injected by the sandbox',
      ]);
      await dds.placeOrder(anOrder({ resid }), client);
    }
  });

  it('…f4 answers 403', async () => {
    expect((await refusal(anOrder({ resid: 'a0d10000-0000-4000-8000-0000000000f4' })))[0]).toBe(
      403,
    );
  });
});

describe('RULES_DDS_CONSUMER_ID=strict, RULES_DDS_DUPLICATE_ORDER=idempotent, RULES_HEADER_CASE=lower', () => {
  const strict = testServer({
    RULES_DDS_CONSUMER_ID: 'strict',
    RULES_DDS_DUPLICATE_ORDER: 'idempotent',
    RULES_HEADER_CASE: 'lower',
  });
  const strictClient = new DdsClient(strict);

  it('answers 400 to an order without the DDS-ID of an account', async () => {
    for (const id of [undefined, 'x', 'ola.nordmann@example.org']) {
      const { status, body } = await strictClient.call('post', ORDER, { body: anOrder({ id }) });
      expect([status, body]).toEqual([
        400,
        {
          data: 'CONSUMER_REQUIRED',
          message: `id must be the DDS-ID of an account; seen: ${id ?? 'missing'}`,
        },
      ]);
    }
    await strictClient.placeOrder(anOrder({ id: CONSUMER.toUpperCase() }));
  });

  it('answers the Location of the first order to the same order, and 409 to other content', async () => {
    const order = anOrder();
    const first = await strictClient.placeOrder(order);
    expect(await strictClient.placeOrder(order)).toBe(first);
    // The state of the title does not matter for a repeated order.
    const title = await strict.state<Record<string, unknown>>('titles', NODRM);
    await strict.control('put', `state/titles/${NODRM}`, { ...title, published: false });
    expect(await strictClient.placeOrder(order)).toBe(first);
    await strict.control('put', `state/titles/${NODRM}`, title);
    expect((await strictClient.call('post', ORDER, { body: { ...order, spd: '1' } })).status).toBe(
      409,
    );
  });

  it('writes header names in lower case, or as documented without the rule', async () => {
    const namesOf = async (url: string, client: DdsClient): Promise<string[]> => {
      const { request } = await import('node:http');
      const token = await client.token();
      return new Promise((resolve, reject) => {
        const outgoing = request(
          url + ORDER,
          {
            method: 'POST',
            headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          },
          (response) => resolve(response.rawHeaders.filter((_, at) => at % 2 === 0)),
        );
        outgoing.on('error', reject).end(JSON.stringify(anOrder()));
      });
    };
    expect(await namesOf(strict.url, strictClient)).toContain('location');
    expect(await namesOf(server.url, dds)).toContain('Location');
  });
});
