import { beforeEach, describe, expect, it } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const server = testServer();
let mine: Workspace;

beforeEach(async () => {
  mine = await server.workspace();
  await mine.freeze();
});

type Order = Record<string, unknown>;
const order = (fault: Order) => mine.control<{ id: string }>('post', 'faults', fault);
const isKept = async (requestReferenceId: string): Promise<boolean> =>
  (await mine.tryControl('get', `state/orders/${requestReferenceId}`)).status === 200;
const statuses = async (count: number) => {
  const seen: number[] = [];
  for (let sent = 0; sent < count; sent += 1)
    seen.push((await mine.put('/ordersysteem/orders', anOrder())).status);
  return seen;
};

/** An order as a real HTTP client sends it: what he got, or how it failed. */
async function send(message: object): Promise<{ status?: number; body?: string; error?: string }> {
  const headers = {
    authorization: `Bearer ${await mine.token()}`,
    'content-type': 'application/json',
  };
  const url = `${server.url}/ordersysteem/orders`;
  try {
    const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(message) });
    const { status } = answer;
    try {
      return { status, body: await answer.text() };
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
  ])('%s, %s: what a client sees, and whether it was processed', async (kind, when, seen, kept) => {
    await mine.token();
    const { id } = await order({ kind, when, delayMs: 60 });
    const message = anOrder();
    const began = performance.now();
    expect(await send(message)).toEqual(seen);
    const took = performance.now() - began;
    const isLate = kind === 'latency' || kind === 'slow';
    expect(took).toBeGreaterThan(isLate ? 50 : 0);
    expect(await isKept(message.requestReferenceId)).toBe(kept);
    const [exchange] = await mine.exchanges('operation=acceptOrder');
    expect([exchange?.fault, exchange?.role, exchange?.status]).toEqual([
      { id, kind, when },
      'ordersysteem',
      'status' in seen ? seen.status : 0,
    ]);
    await mine.control('delete', `faults/${id}`);
    expect(await send(anOrder())).toEqual(accepted);
  });

  it('malformed or truncate spoils the body of an answer that has one', async () => {
    const path = '/bestelomgeving/deliveryorders/24e39454-5360-4ba4-819f-03e59b8dd679';
    const get = async (): Promise<Response> =>
      fetch(server.url + path, {
        headers: { authorization: `Bearer ${await mine.token('bestelomgeving')}` },
      });
    const whole = await (await get()).text();
    await order({ kind: 'malformed', when: 'after', times: 1 });
    const malformed = await get();
    const text = await malformed.text();
    expect([malformed.status, malformed.headers.get('content-length')]).toEqual([
      200,
      String(Buffer.byteLength(text)),
    ]);
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(whole.startsWith(text.slice(0, 20))).toBe(true);
    await order({ kind: 'truncate', when: 'after', times: 1 });
    const cut = await get();
    expect(cut.headers.get('content-length')).toBe(String(Buffer.byteLength(whole)));
    await expect(cut.text()).rejects.toThrow('terminated');
    await order({ kind: 'slow', delayMs: { min: 40, max: 50 }, times: 1 });
    expect(await (await get()).text()).toBe(whole);
  });

  it('status is worded as the partner words errors, with Retry-After where that is usual', async () => {
    await order({ kind: 'status', status: 429 });
    const answer = await mine.put('/ordersysteem/orders', anOrder());
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '1']);
    const bokbasen = await mine.call(
      'get',
      '/bokbasen/orders/v1?fromDate=20260101000000&mode=SENT_BY_ME',
    );
    expect([bokbasen.status, bokbasen.body]).toEqual([
      429,
      { message: 'Too Many Requests', reason: expect.stringMatching(/^injected fault/) },
    ]);
  });
});

describe('which requests a fault meets', () => {
  it('those of its role, operation and client', async () => {
    const login = await mine.token('bestelomgeving', 'demo-ordersysteem');
    await mine.token('bestelomgeving');
    await order({
      kind: 'status',
      role: 'bestelomgeving',
      operation: 'confirmOrder',
      client: mine.clientId('demo-ordersysteem'),
    });
    const confirm = (token?: string) => mine.put('/bestelomgeving/orders/confirmations', {}, token);
    expect([
      (await confirm(login)).status,
      (await confirm()).status,
      (await mine.put('/bestelomgeving/creditorders/confirmations', {}, login)).status,
      (await mine.put('/ordersysteem/orders', anOrder())).status,
    ]).toEqual([503, 400, 400, 202]);
  });

  it('so many times, and of several the oldest first', async () => {
    await order({ kind: 'status', status: 500, times: 2 });
    await order({ kind: 'status', status: 502, times: 1 });
    expect(await statuses(4)).toEqual([500, 500, 502, 202]);
    expect(
      (await mine.control<{ items: { met: number }[] }>('get', 'faults')).items.map(
        ({ met }) => met,
      ),
    ).toEqual([1, 2]);
  });

  it('until it expires, by the time of the workspace', async () => {
    await order({ kind: 'status', expiresAt: '2026-09-01T09:00:00Z' });
    expect(await statuses(1)).toEqual([503]);
    await mine.advance('PT1H');
    expect(await statuses(1)).toEqual([202]);
  });

  it('with a probability, the same ones of a sequence each time', async () => {
    const run = async (): Promise<number[]> => {
      const { id } = await order({ kind: 'status', probability: 0.5 });
      const seen = await statuses(20);
      await mine.control('delete', `faults/${id}`);
      return seen;
    };
    const [first, second] = [await run(), await run()];
    expect(second).toEqual(first);
    expect(new Set(first)).toEqual(new Set([202, 503]));
    await order({ kind: 'status', probability: 0 });
    expect(await statuses(3)).toEqual([202, 202, 202]);
  });

  it('a token endpoint only when it is named', async () => {
    const login = () =>
      server.http
        .post('/ordersysteem/oauth2/token')
        .type('form')
        .send({
          grant_type: 'client_credentials',
          client_id: mine.clientId(),
          client_secret: `${mine.clientId()}-secret`,
        });
    const { id } = await order({ kind: 'status' });
    expect((await login()).status).toBe(200);
    await mine.control('delete', `faults/${id}`);
    await order({ kind: 'status', operation: 'issueToken', status: 500 });
    expect((await login()).status).toBe(500);
    const bokbasen = await server.http
      .post('/bokbasen/oauth/token')
      .send({ client_id: mine.clientId(), client_secret: 'x' });
    expect(bokbasen.status).toBe(500);
  });

  it('those of the workspace to which the id of a download leads', async () => {
    const login = await server.http.post('/bokbasen/oauth/token').send({
      grant_type: 'client_credentials',
      client_id: mine.clientId(),
      client_secret: `${mine.clientId()}-secret`,
      audience: 'https://api.bokbasen.io/dds/',
    });
    const { access_token: token } = login.body as { access_token: string };
    const sample = await server.http
      .get('/bokbasen/dds/content/v1/fab4599e-eb2e-445a-a7f9-4af12c052dec/sample')
      .set('authorization', `Bearer ${token}`);
    const page = new URL(sample.headers['location'] as string).pathname;
    expect((await server.http.get(page)).status).toBe(200);
    await order({ kind: 'status', operation: 'getDownloadStatus' });
    expect((await server.http.get(page)).status).toBe(503);
  });

  it('no call between our own roles, and never the control API', async () => {
    await order({ kind: 'status' });
    const message = { ...anOrder() };
    await mine.control('post', 'state/orders', message);
    await mine.advance('PT1S');
    expect(await mine.state('orders', message.requestReferenceId)).toMatchObject({
      orderStatus: 'approved',
    });
    expect((await mine.tryControl('get', 'clock')).status).toBe(200);
  });

  it('no request of another workspace', async () => {
    await order({ kind: 'status' });
    const another = await server.workspace();
    expect((await another.put('/ordersysteem/orders', anOrder())).status).toBe(202);
  });
});

describe('POST …/faults', () => {
  it('answers 201 with the fault, and the list has it until it is removed', async () => {
    const response = await mine.tryControl('post', 'faults', {
      kind: 'latency',
      when: 'after',
      role: 'ordersysteem',
      operation: 'acceptOrder',
      client: mine.clientId(),
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
        client: mine.clientId(),
        probability: 0.5,
        times: 3,
        expiresAt: '2026-09-01T09:00:00Z',
        delayMs: { min: 10, max: 20 },
        met: 0,
      },
    ]);
    expect(await mine.control('get', 'faults')).toEqual({ items: [response.body] });
    const { id } = response.body as { id: string };
    expect((await mine.tryControl('delete', `faults/${id}`)).status).toBe(204);
    expect((await mine.tryControl('delete', `faults/${id}`)).status).toBe(404);
    expect(await mine.control('get', 'faults')).toEqual({ items: [] });
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
  ])('refuses %j', async (fault, detail) => {
    const response = await mine.tryControl('post', 'faults', fault);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      400,
      expect.stringMatching(detail),
    ]);
  });
});

it('faults that are removed at once are all gone', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 4; made += 1) ids.push((await order({ kind: 'status' })).id);
  const removed = await Promise.all(ids.map((id) => mine.tryControl('delete', `faults/${id}`)));
  expect(removed.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  expect(await mine.control('get', 'faults')).toEqual({ items: [] });
  expect(await statuses(1)).toEqual([202]);
});

it('faults are there after a restart of the server', async () => {
  const { id } = await mine.control<{ id: string }>('post', 'faults', { kind: 'status', times: 1 });
  await server.stop();
  await server.start();
  expect(await mine.control('get', 'faults')).toMatchObject({ items: [{ id }] });
});
