import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
  await workspace.freeze();
});

type CreateFaultRequest = Record<string, unknown>;
const createFault = (fault: CreateFaultRequest) =>
  workspace.control<{ id: string }>('post', 'faults', fault);
const isStored = async (requestReferenceId: string): Promise<boolean> =>
  (await workspace.tryControl('get', `state/orders/${requestReferenceId}`)).status === 200;
const statuses = async (count: number) => {
  const received: number[] = [];
  for (let sent = 0; sent < count; sent += 1)
    received.push((await workspace.put('/ordersysteem/orders', anOrder())).status);
  return received;
};

/** Sends an order with a real HTTP client and returns its response or its error. */
async function send(message: object): Promise<{ status?: number; body?: string; error?: string }> {
  const headers = {
    authorization: `Bearer ${await workspace.token()}`,
    'content-type': 'application/json',
  };
  const url = `${server.url}/ordersysteem/orders`;
  try {
    const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(message) });
    const { status } = response;
    try {
      return { status, body: await response.text() };
    } catch (error) {
      return { status, error: codeOf(error) };
    }
  } catch (error) {
    return { error: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string }; message: string };
  return cause?.code ?? message;
}

const accepted = { status: 202, body: '' };
const onPurpose = (status: number) => ({
  status,
  body: expect.stringMatching(/^\{"status":99,"statusMessage":"injected fault [0-9a-f-]{36}"\}$/),
});

describe('a fault of kind', () => {
  it.each([
    ['latency', 'before', accepted, true],
    ['latency', 'after', accepted, true],
    ['status', 'before', onPurpose(503), false],
    ['status', 'after', onPurpose(503), true],
    ['reset', 'before', { error: 'ECONNRESET' }, false],
    ['reset', 'after', { error: 'ECONNRESET' }, true],
    ['truncate', 'before', { status: 202, error: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' }, false],
    ['truncate', 'after', { status: 202, error: 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' }, true],
    ['malformed', 'before', { status: 202, body: '{\ufffd<"' }, false],
    ['malformed', 'after', { status: 202, body: '{\ufffd<"' }, true],
    ['slow', 'before', accepted, true],
    ['slow', 'after', accepted, true],
  ])(
    '%s, %s gives the client the expected response and processes the request or not',
    async (kind, when, expected, stored) => {
      await workspace.token();
      const { id } = await createFault({ kind, when, delayMs: 60 });
      const message = anOrder();
      const startedAt = performance.now();
      expect(await send(message)).toEqual(expected);
      const elapsed = performance.now() - startedAt;
      const isLate = kind === 'latency' || kind === 'slow';
      expect(elapsed).toBeGreaterThan(isLate ? 50 : 0);
      expect(await isStored(message.requestReferenceId)).toBe(stored);
      const exchange = await workspace.lastExchange('operation=acceptOrder');
      expect([exchange?.fault, exchange?.role, exchange?.status]).toEqual([
        { id, kind, when },
        'ordersysteem',
        'status' in expected ? expected.status : 0,
      ]);
      await workspace.control('delete', `faults/${id}`);
      expect(await send(anOrder())).toEqual(accepted);
    },
  );

  it('malformed or truncate corrupts the body of a response', async () => {
    const path = '/bestelomgeving/deliveryorders/24e39454-5360-4ba4-819f-03e59b8dd679';
    const get = async (): Promise<Response> =>
      fetch(server.url + path, {
        headers: { authorization: `Bearer ${await workspace.token('bestelomgeving')}` },
      });
    const whole = await (await get()).text();
    await createFault({ kind: 'malformed', when: 'after', times: 1 });
    const malformed = await get();
    const text = await malformed.text();
    expect([malformed.status, malformed.headers.get('content-length')]).toEqual([
      200,
      String(Buffer.byteLength(text)),
    ]);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(whole.startsWith(text.slice(0, 20))).toBe(true);
    await createFault({ kind: 'truncate', when: 'after', times: 1 });
    const cut = await get();
    expect(cut.headers.get('content-length')).toBe(String(Buffer.byteLength(whole)));
    await expect(cut.text()).rejects.toThrow('terminated');
    await createFault({ kind: 'slow', delayMs: { min: 40, max: 50 }, times: 1 });
    expect(await (await get()).text()).toBe(whole);
  });

  it('status has the error format of the API, and Retry-After where it is usual', async () => {
    await createFault({ kind: 'status', status: 429 });
    const response = await workspace.put('/ordersysteem/orders', anOrder());
    expect([response.status, response.headers['retry-after']]).toEqual([429, '1']);
    const bokbasen = await workspace.call(
      'get',
      '/bokbasen/orders/v1?fromDate=20260101000000&mode=SENT_BY_ME',
    );
    expect([bokbasen.status, bokbasen.body]).toEqual([
      429,
      { message: 'Too Many Requests', reason: expect.stringMatching(/^injected fault/) },
    ]);
  });
});

describe('a fault applies to', () => {
  it('requests of its role, operation and client', async () => {
    const login = await workspace.token('bestelomgeving', 'demo-ordersysteem');
    await workspace.token('bestelomgeving');
    await createFault({
      kind: 'status',
      role: 'bestelomgeving',
      operation: 'confirmOrder',
      client: workspace.clientId('demo-ordersysteem'),
    });
    const confirm = (token?: string) =>
      workspace.put('/bestelomgeving/orders/confirmations', {}, token);
    expect([
      (await confirm(login)).status,
      (await confirm()).status,
      (await workspace.put('/bestelomgeving/creditorders/confirmations', {}, login)).status,
      (await workspace.put('/ordersysteem/orders', anOrder())).status,
    ]).toEqual([503, 400, 400, 202]);
  });

  it('as many requests as its times, and the oldest fault first', async () => {
    await createFault({ kind: 'status', status: 500, times: 2 });
    await createFault({ kind: 'status', status: 502, times: 1 });
    expect(await statuses(4)).toEqual([500, 500, 502, 202]);
    expect(
      (await workspace.control<{ items: { met: number }[] }>('get', 'faults')).items.map(
        ({ met }) => met,
      ),
    ).toEqual([1, 2]);
  });

  it('requests before its expiresAt in workspace time', async () => {
    await createFault({ kind: 'status', expiresAt: '2026-09-01T09:00:00Z' });
    expect(await statuses(1)).toEqual([503]);
    await workspace.advance('PT1H');
    expect(await statuses(1)).toEqual([202]);
  });

  it('the same requests of a sequence for the same probability', async () => {
    const run = async (): Promise<number[]> => {
      const { id } = await createFault({ kind: 'status', probability: 0.5 });
      const received = await statuses(20);
      await workspace.control('delete', `faults/${id}`);
      return received;
    };
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    expect(new Set(first)).toEqual(new Set([202, 503]));
    await createFault({ kind: 'status', probability: 0 });
    expect(await statuses(3)).toEqual([202, 202, 202]);
  });

  it('a token endpoint only when its operation is named', async () => {
    const login = () =>
      server.http
        .post('/ordersysteem/oauth2/token')
        .type('form')
        .send({
          grant_type: 'client_credentials',
          client_id: workspace.clientId(),
          client_secret: `${workspace.clientId()}-secret`,
        });
    const { id } = await createFault({ kind: 'status' });
    expect((await login()).status).toBe(200);
    await workspace.control('delete', `faults/${id}`);
    await createFault({ kind: 'status', operation: 'issueToken', status: 500 });
    expect((await login()).status).toBe(500);
    const bokbasen = await server.http
      .post('/bokbasen/oauth/token')
      .send({ client_id: workspace.clientId(), client_secret: 'x' });
    expect(bokbasen.status).toBe(500);
  });

  it('a download without a token in its workspace', async () => {
    const login = await server.http.post('/bokbasen/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: workspace.clientId(),
      client_secret: `${workspace.clientId()}-secret`,
      audience: 'https://api.bokbasen.io/dds/',
    });
    const { access_token: token } = login.body as { access_token: string };
    const sample = await server.http
      .get('/bokbasen/dds/content/v1/fab4599e-eb2e-445a-a7f9-4af12c052dec/sample')
      .set('authorization', `Bearer ${token}`);
    const page = new URL(sample.headers['location'] as string).pathname;
    expect((await server.http.get(page)).status).toBe(200);
    await createFault({ kind: 'status', operation: 'getDownloadStatus' });
    expect((await server.http.get(page)).status).toBe(503);
  });

  it('no request between roles of the sandbox or to the control API', async () => {
    await createFault({ kind: 'status' });
    const message = { ...anOrder() };
    await workspace.control('post', 'state/orders', message);
    await workspace.advance('PT1S');
    expect(await workspace.state('orders', message.requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
    expect((await workspace.tryControl('get', 'clock')).status).toBe(200);
  });

  it('no request of another workspace', async () => {
    await createFault({ kind: 'status' });
    const otherWorkspace = await server.workspace();
    expect((await otherWorkspace.put('/ordersysteem/orders', anOrder())).status).toBe(202);
  });
});

describe('POST …/faults', () => {
  it('answers 201 with the fault and lists it until it is removed', async () => {
    const response = await workspace.tryControl('post', 'faults', {
      kind: 'latency',
      when: 'after',
      role: 'ordersysteem',
      operation: 'acceptOrder',
      client: workspace.clientId(),
      probability: 0.5,
      times: 3,
      expiresAt: '2026-09-01T09:00:00Z',
      delayMs: { min: 10, max: 20 },
    });
    expect([response.status, response.body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: 'latency',
        when: 'after',
        role: 'ordersysteem',
        operation: 'acceptOrder',
        client: workspace.clientId(),
        probability: 0.5,
        times: 3,
        expiresAt: '2026-09-01T09:00:00Z',
        delayMs: { min: 10, max: 20 },
        met: 0,
      },
    ]);
    expect(await workspace.control('get', 'faults')).toEqual({ items: [response.body] });
    const { id } = response.body as { id: string };
    expect((await workspace.tryControl('delete', `faults/${id}`)).status).toBe(204);
    expect((await workspace.tryControl('delete', `faults/${id}`)).status).toBe(404);
    expect(await workspace.control('get', 'faults')).toEqual({ items: [] });
  });

  it.each([
    [
      {},
      /^\/kind: expected one of latency, status, reset, truncate, malformed, slow, seen missing$/,
    ],
    [{ kind: 'boom' }, /^\/kind: expected one of latency/],
    [{ kind: 'reset', when: 'never' }, /^\/when: expected one of before, after, seen never$/],
    [{ kind: 'reset', role: 'shop' }, /^\/role: expected one of ordersysteem, .*, seen shop$/],
    [
      { kind: 'reset', operation: 'buy' },
      /^\/operation: expected one of acceptOrder, .*issueToken, seen buy$/,
    ],
    [{ kind: 'reset', client: 'nobody' }, /^\/client: expected one of ws-.*, seen nobody$/],
    [{ kind: 'reset', probability: 2 }, /^\/probability: expected from 0 to 1, seen 2$/],
    [{ kind: 'reset', times: 0 }, /^\/times: expected from 1 to 1000000, seen 0$/],
    [{ kind: 'status', status: 99 }, /^\/status: expected from 200 to 599, seen 99$/],
    [{ kind: 'slow', delayMs: -1 }, /^\/delayMs: expected whole milliseconds from 0 to 120000/],
    [{ kind: 'slow', delayMs: { min: 2, max: 1 } }, /^\/delayMs: expected whole milliseconds/],
    [{ kind: 'slow', expiresAt: 'soon' }, /^\/expiresAt: expected date-time, seen soon$/],
  ])('answers 400 to %j', async (fault, detail) => {
    const response = await workspace.tryControl('post', 'faults', fault);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringMatching(detail),
    ]);
  });
});

it('faults can be removed concurrently', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 4; made += 1) ids.push((await createFault({ kind: 'status' })).id);
  const removed = await Promise.all(
    ids.map((id) => workspace.tryControl('delete', `faults/${id}`)),
  );
  expect(removed.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  expect(await workspace.control('get', 'faults')).toEqual({ items: [] });
  expect(await statuses(1)).toEqual([202]);
});

it('faults persist over a restart of the server', async () => {
  const { id } = await workspace.control<{ id: string }>('post', 'faults', {
    kind: 'status',
    times: 1,
  });
  await server.stop();
  await server.start();
  expect(await workspace.control('get', 'faults')).toMatchObject({ items: [{ id }] });
});
