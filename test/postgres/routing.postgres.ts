import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import {
  BOOK,
  BokbasenClient,
  SEEDED_ORDER,
  ORDERS,
  anOrder as anEditxOrder,
} from '../support/bokbasen-client.js';
import { anOrder } from '../support/builders.js';
import { DdsClient, legacyHeaders } from '../support/dds-client.js';
import { RawAnswer, sendRaw } from '../support/raw-client.js';
import { Replicas } from '../support/replicas.js';
import { RoundRobinProxy } from '../support/round-robin-proxy.js';
import type { Exchange, Workspace } from '../support/test-server.js';

let replicas: Replicas;
let id: string;
let count = 0;
/** The workspace at its owner, and at the two other replicas. */
let owner: Workspace;
let second: Workspace;
let third: Workspace;
/** Their URLs. */
let urls: string[];

/** The workspace at each replica. */
const everywhere = () => replicas.running.map((index) => replicas.workspace(id, index));

async function newWorkspace(): Promise<void> {
  count += 1;
  id = `route-${count}`;
  await replicas.create(id, count % 3);
  const index = (await replicas.ownerOf(id))!;
  const order = [index, ...replicas.others(index)];
  urls = order.map((one) => replicas.urls[one]!);
  [owner, second, third] = order.map((one) => replicas.workspace(id, one)) as [
    Workspace,
    Workspace,
    Workspace,
  ];
}

beforeAll(async () => {
  replicas = await Replicas.start(3, { env: { CONFIRM_AFTER: 'PT0.1S' } });
});
afterAll(() => replicas.close());
beforeEach(newWorkspace);

const statusesOf = (responses: { status: number }[]): number[] =>
  responses.map(({ status }) => status);
const putOrder = (workspace: Workspace, token?: string) =>
  workspace.put('/ordersysteem/orders', anOrder(), token);

describe('GET /_sandbox/replicas', () => {
  it('lists the same replicas and workspaces at each replica, and marks the one that answers', async () => {
    const views = await Promise.all(replicas.running.map((index) => replicas.views(index)));
    const [first] = views;
    expect(first!.map(({ url }) => url).toSorted()).toEqual(replicas.urls.toSorted());
    for (const [index, view] of views.entries()) {
      expect(view.map(({ self: _self, ...rest }) => rest)).toEqual(
        first!.map(({ self: _self, ...rest }) => rest),
      );
      expect(view.filter(({ self }) => self).map(({ url }) => url)).toEqual([replicas.urls[index]]);
    }
    const owned = first!.flatMap(({ workspaces }) => workspaces);
    expect(owned.toSorted()).toEqual([...new Set(owned)].toSorted());
    expect(owned).toEqual(expect.arrayContaining(['default', id]));
    for (const { version, startedAt } of first!)
      expect([version, Date.parse(startedAt) <= Date.now()]).toEqual(['0.1.0', true]);
  });
});

describe('a call of the control API at another replica', () => {
  it('changes and shows the same clock, faults, scenarios, settings and state', async () => {
    await second.freeze('2031-01-01T00:00:00.000Z');
    await third.control('post', 'faults', { kind: 'status', operation: 'confirmOrder' });
    await owner.control('post', 'scenarios', {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: 'PO-LATE',
      behaviour: 'confirmed-late',
      after: 'PT10M',
    });
    await second.control('put', 'settings', { decide: 'manual' });
    await third.control('put', 'state/contracts/CT-NEW', { id: 'CT-NEW' });
    const paths = 'clock faults scenarios settings state/contracts partners exchanges conformance';
    for (const path of paths.split(' ')) {
      const answers = [];
      for (const workspace of everywhere()) {
        const { status, text } = await workspace.tryControl('get', path);
        answers.push([status, text.replace(/"at": "[^"]+",\n +"subject"/, '"subject"')]);
      }
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    }
    expect(await third.control('get', 'clock')).toMatchObject({ mode: 'frozen' });
    await second.advance('PT1H');
    expect(await third.control('get', 'clock')).toMatchObject({ now: '2031-01-01T01:00:00.000Z' });
  });

  it('answers 404 to an unknown workspace at each replica', async () => {
    const responses = await Promise.all(
      replicas.running.map((index) => replicas.workspace('unknown', index).tryControl('get', '')),
    );
    expect(
      responses.map(({ status, body }) => [status, (body as Exchange)['detail' as 'id']]),
    ).toEqual(replicas.running.map(() => [404, 'There is no workspace "unknown"']));
  });

  it('exports and imports a snapshot with the same bytes', async () => {
    await owner.control('post', 'orders/generate', { api: 'edu-v-order', count: 2_000, seed: 1 });
    await second.control('post', 'snapshots', { name: 'large' });
    const path = 'snapshots/large/file';
    const files = await Promise.all(everywhere().map((one) => one.tryControl('get', path)));
    expect(files[0]!.text.length).toBeGreaterThan(500_000);
    for (const { text } of files) expect(text === files[0]!.text).toBe(true);
    expect((await third.tryControl('delete', 'snapshots/large')).status).toBe(204);
    const file = JSON.parse(files[0]!.text) as object;
    expect((await third.tryControl('post', 'snapshots/import', file)).status).toBe(201);
    expect((await second.tryControl('post', 'snapshots/large/restore')).status).toBe(204);
  });
});

describe('an exchange that arrives at a third replica', () => {
  it('ends a wait at one that is not the owner', async () => {
    await owner.freeze();
    await third.token();
    const waiting = second
      .tryControl('get', 'exchanges/wait?operation=acceptOrder&timeout=20')
      .then((response) => response);
    // Two further requests are answered after the wait has arrived.
    for (const _ of [1, 2]) await second.control('get', 'clock');
    const order = anOrder();
    await third.put('/ordersysteem/orders', order);
    const { status, body } = await waiting;
    expect([status, (body as Exchange).request.body]).toEqual([200, order]);
    expect((await second.tryControl('get', 'exchanges/wait?timeout=0.2')).status).toBe(204);
  });

  it('is sent to a stream at one that is not the owner', async () => {
    await owner.freeze();
    await third.token();
    const url = `${urls[1]}/_sandbox/workspaces/${id}/exchanges/stream`;
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream',
    ]);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value ?? '';
    const order = anOrder();
    await third.put('/ordersysteem/orders', order);
    while (!text.includes('data: ') || !text.endsWith('\n\n'))
      text += (await reader.read()).value ?? '';
    await reader.cancel();
    const { request } = JSON.parse(/^data: (.+)$/m.exec(text)![1]!) as Exchange;
    expect(request.body).toEqual(order);
  });
});

describe('a fault at another replica', () => {
  const path = '/bestelomgeving/deliveryorders/24e39454-5360-4ba4-819f-03e59b8dd679';

  it.each(
    ['latency', 'status', 'reset', 'truncate', 'malformed', 'slow'].flatMap((kind) => [
      [kind, 'before'],
      [kind, 'after'],
    ]),
  )('%s, %s gives the client what the owner gives', async (kind, when) => {
    await owner.freeze();
    await second.control('post', 'faults', { kind, when, delayMs: 300 });
    const authorization = `Bearer ${await owner.token('bestelomgeving')}`;
    const answers: RawAnswer[] = [];
    for (const url of urls) answers.push(await sendRaw(url, { path, headers: { authorization } }));
    const [atOwner, ...others] = answers.map(({ elapsedMs, ...answer }) => ({
      ...answer,
      isLate: elapsedMs > 150,
    }));
    expect(others).toEqual([atOwner, atOwner]);
    expect(atOwner!.isLate).toBe(kind === 'latency' || kind === 'slow');
    const { items } = await third.control<{ items: { met: number }[] }>('get', 'faults');
    expect(items.map(({ met }) => met)).toEqual([3]);
    const exchanges = await second.exchanges('operation=getDeliveryOrder');
    expect(exchanges.map(({ status, fault }) => [status, fault?.kind])).toEqual(
      Array.from({ length: 3 }, () => [exchanges[0]!.status, kind]),
    );
  });
});

describe('a body at another replica', () => {
  const comment = (length: number) => `<!--${'x'.repeat(length)}-->`;
  const orderOf = (bytes: number, number: string) => {
    const xml = anEditxOrder({ number });
    return xml.replace('<Summary>', `${comment(bytes - xml.length - 7)}<Summary>`);
  };
  const LIMIT = 6 * 1024 * 1024;

  it('may have 6 MB', async () => {
    for (const [index, workspace] of [owner, second, third].entries()) {
      const xml = orderOf(LIMIT, `LARGE-${index}`);
      const bokbasen = new BokbasenClient(workspace);
      const sent = await bokbasen.postOrder(xml);
      expect([Buffer.byteLength(xml), sent.status]).toEqual([LIMIT, 202]);
      const path = new URL(sent.headers['location']!).pathname;
      await workspace.advance('PT1S');
      const { text } = await workspace.call('get', `${path}/editx`, { as: 'demo-buyer' });
      expect(text === xml).toBe(true);
    }
  });

  it.each([
    ['Content-Length', {}],
    ['chunks', { 'transfer-encoding': 'chunked' }],
  ])('above the limit, with %s, is refused as at the owner', async (_, headers) => {
    const authorization = `Bearer ${await owner.token('bokbasen', 'demo-buyer')}`;
    const body = orderOf(LIMIT + 1, 'TOO-LARGE');
    const answers: object[] = [];
    for (const url of urls) {
      const { elapsedMs: _ms, ...answer } = await sendRaw(url, {
        method: 'POST',
        path: ORDERS,
        headers: { authorization, 'content-type': 'application/xml', ...headers },
        body,
      });
      answers.push(answer);
    }
    expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    expect(answers[0]).toMatchObject({ status: 413 });
    const exchanges = await second.exchanges('operation=sendOrder');
    expect(exchanges.map(({ status }) => status)).toEqual([413, 413, 413]);
  });
});

describe('a workspace that is removed at one replica', () => {
  it('starts empty when it is created again at another, and its tokens are invalid everywhere', async () => {
    const token = await owner.token();
    expect((await putOrder(second, token)).status).toBe(202);
    expect((await third.tryControl('delete', '')).status).toBe(204);
    const gone = await Promise.all(everywhere().map((one) => one.tryControl('get', 'clock')));
    expect(statusesOf(gone)).toEqual([404, 404, 404]);
    const refused = await Promise.all(everywhere().map((one) => putOrder(one, token)));
    expect(statusesOf(refused)).toEqual([401, 401, 401]);
    await replicas.create(id, (count + 1) % 3);
    for (const workspace of everywhere()) {
      expect(await workspace.control('get', 'state/orders')).toEqual({ items: [] });
      expect((await putOrder(workspace, token)).status).toBe(401);
      expect((await putOrder(workspace)).status).toBe(202);
      await workspace.control('post', 'reset');
    }
  });
});

describe('POST /_sandbox/workspaces', () => {
  const create = (index: number, creation: object) =>
    replicas.workspace('default', index).http.post('/_sandbox/workspaces').send(creation);

  it('with one id at two replicas at once answers 201 and 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const same = { id: `${id}-${round}` };
      const answers = await Promise.all([create(0, same), create(1, same)]);
      expect(statusesOf(answers).toSorted()).toEqual([201, 409]);
      const workspaces = replicas.running.map((index) => replicas.workspace(same.id, index));
      const sent = await Promise.all(workspaces.map((one) => putOrder(one)));
      expect(statusesOf(sent)).toEqual([202, 202, 202]);
      const { items } = await workspaces[2]!.control<{ items: object[] }>('get', 'state/orders');
      expect(items).toHaveLength(3);
    }
  });

  it('answers 409 to an id that exists, and to one whose client ids exist', async () => {
    const again = await Promise.all(replicas.running.map((index) => create(index, { id })));
    expect(statusesOf(again)).toEqual([409, 409, 409]);
    // No id of a workspace leads to the client ids of another one, so the test renames a client.
    const client = new pg.Client({ connectionString: replicas.databaseUrl });
    await client.connect();
    await client.query(
      `update "clients" set "clientId" = $1 where "workspace" = $2 and "clientId" = $3`,
      [`${id}-taken-demo`, id, `${id}-demo-partner`],
    );
    await client.end();
    const taken = { id: `${id}-taken` };
    const answers = await Promise.all(replicas.running.map((index) => create(index, taken)));
    expect(statusesOf(answers)).toEqual([409, 409, 409]);
    const found = replicas.running.map((index) => replicas.workspace(taken.id, index));
    const shown = await Promise.all(found.map((one) => one.tryControl('get', '')));
    expect(statusesOf(shown)).toEqual([404, 404, 404]);
  });
});

describe('GET /_sandbox/workspaces', () => {
  it('lists the same workspaces at each replica', async () => {
    const lists = await Promise.all(
      replicas.running.map(async (index) => {
        const { http } = replicas.workspace('default', index);
        return (await http.get('/_sandbox/workspaces?limit=500')).body as { items: Workspace[] };
      }),
    );
    const ids = lists.map(({ items }) => items.map((item) => item.id));
    expect(ids).toEqual([ids[0], ids[0], ids[0]]);
    expect(ids[0]![0]).toBe(id);
    expect(ids[0]!.at(-1)).toBe('default');
  });

  it('has no expired workspace whose owner was killed', async () => {
    const index = await replicas.start();
    await replicas.create(`${id}-expiring`, index, { expiresAfter: 'PT4S' });
    await replicas.create(`${id}-lasting`, index);
    await replicas.kill(index);
    const names = async () => {
      const { http } = second;
      const { body } = await http.get('/_sandbox/workspaces?limit=500');
      return (body as { items: Workspace[] }).items.map((item) => item.id);
    };
    expect(await names()).toContain(`${id}-expiring`);
    const end = Date.now() + 20_000;
    while ((await names()).includes(`${id}-expiring`) && Date.now() < end)
      await new Promise((later) => setTimeout(later, 100));
    expect(await names()).toEqual(expect.arrayContaining([`${id}-lasting`, id]));
    expect(await names()).not.toContain(`${id}-expiring`);
    expect((await replicas.create(`${id}-expiring`, replicas.running[0]!)).id).toBeTruthy();
  });
});

describe('an internal header from outside', () => {
  it('changes nothing, and is not in the journal', async () => {
    // The calls between replicas pass a proxy, which shows their headers.
    const capture = new RoundRobinProxy();
    await capture.start();
    const index = await replicas.start({ INSTANCE_URL: capture.url });
    capture.targets = [replicas.urls[index]!];
    await replicas.create(`${id}-captured`, index);
    const there = replicas.workspace(`${id}-captured`, index);
    const token = await there.token();
    capture.recording = [];
    const elsewhere = replicas.workspace(`${id}-captured`, 0);
    expect((await putOrder(elsewhere, token)).status).toBe(202);
    const [{ requestHeaders = {} } = {}] = capture.recording;
    const known = 'host connection content-type content-length accept-encoding authorization';
    const internal = Object.entries(requestHeaders).filter(
      ([name]) => !known.split(' ').includes(name),
    );
    expect(requestHeaders['host']).toBe(new URL(replicas.urls[0]!).host);
    expect(internal.length).toBeGreaterThan(0);
    let sent = 0;
    for (const [name, value] of internal)
      for (const forged of [`${String(value).slice(0, -1)}~`, `${id}-captured`, 'default', '1', ''])
        for (const { http } of [owner, second, third]) {
          const authorization = `Bearer ${await owner.token()}`;
          const headers = { authorization, [name]: forged };
          const { status } = await http.put('/orders').set(headers).send(anOrder());
          sent += 1;
          expect([name, forged, status]).toEqual([name, forged, 202]);
          const exchange = await owner.lastExchange('operation=acceptOrder');
          expect(Object.keys(exchange!.request.headers)).not.toContain(name);
        }
    const { items } = await owner.control<{ items: object[] }>('get', 'state/orders?limit=500');
    expect(items).toHaveLength(sent);
    await replicas.kill(index);
    await capture.stop();
  });
});

describe('a partner at any replica', () => {
  const grant = { grant_type: 'client_credentials' };
  const basic = (name = 'demo') => {
    const client = owner.clientId(name);
    return `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}`;
  };
  const audience = 'https://api.bokbasen.io/orders/';

  it.each(['Bearer', 'bearer', 'BEARER'])('uses a token with the scheme %s', async (scheme) => {
    const authorization = `${scheme} ${await owner.token()}`;
    const answers = [];
    for (const { http } of everywhere())
      answers.push(await http.put('/orders').set({ authorization }).send(anOrder()));
    expect(statusesOf(answers)).toEqual([202, 202, 202]);
    const exchanges = await third.exchanges('operation=acceptOrder');
    expect(exchanges.map(({ status }) => status)).toEqual([202, 202, 202]);
  });

  it.each(['Basic', 'basic'])('gets tokens with the scheme %s', async (scheme) => {
    const authorization = basic().replace('Basic', scheme);
    for (const { http } of everywhere()) {
      const edu = http.post('/ordersysteem/oauth2/token').type('form').set({ authorization });
      expect((await edu.send(grant)).status).toBe(200);
      const norway = http.post('/bokbasen/oauth/token').type('form').set({ authorization });
      expect((await norway.send({ ...grant, audience })).status).toBe(200);
    }
    const paths = (await second.exchanges('operation=issueToken')).map(({ path }) => path);
    expect(paths).toHaveLength(6);
  });

  it('is refused with wrong credentials, in the journal of its workspace', async () => {
    const wrong = { client_id: owner.clientId(), client_secret: 'wrong' };
    for (const { http } of everywhere()) {
      await http
        .post('/ordersysteem/oauth2/token')
        .type('form')
        .send({ ...grant, ...wrong });
      await http.post('/bokbasen/oauth/token').send({ ...grant, ...wrong, audience });
      await http
        .post('/boknett/login/v1/tickets')
        .type('form')
        .send(`username=${owner.clientId()}&password=wrong`);
    }
    const statuses = (await third.exchanges()).map(({ status }) => status);
    expect(statuses).toEqual([400, 401, 401, 400, 401, 401, 400, 401, 401]);
  });

  it('gets a token with a client_assertion, once', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    const client = owner.clientId();
    await second.control('put', `clients/${client}/keys`, { jwks: { keys: [jwk] } });
    const assertionAt = (url: string) =>
      new SignJWT({ jti: randomUUID(), aud: `${url}/ordersysteem/oauth2/token` })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(client)
        .setSubject(client)
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(privateKey);
    const requestToken = ({ http }: Workspace, client_assertion: string) =>
      http
        .post('/ordersysteem/oauth2/token')
        .type('form')
        .send({
          ...grant,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion,
        });
    const workspaces = everywhere();
    for (const [index, workspace] of workspaces.entries()) {
      const assertion = await assertionAt(replicas.urls[index]!);
      const accepted = await requestToken(workspace, assertion);
      expect(accepted.status).toBe(200);
      const again = await requestToken(workspaces[(index + 1) % 3]!, assertion);
      expect([again.status, again.body]).toEqual([
        401,
        expect.objectContaining({
          error_description: expect.stringMatching(/ was already used; /),
        }),
      ]);
      const { access_token: token } = accepted.body as { access_token: string };
      expect((await putOrder(workspaces[(index + 2) % 3]!, token)).status).toBe(202);
    }
  });

  it('uses a ticket, and files without credentials', async () => {
    const headers = await legacyHeaders(second);
    const shown = await Promise.all(
      everywhere().map(({ http }) =>
        http.get(SEEDED_ORDER.replace('/bokbasen/orders/v1', '/boknett/order/orders')).set(headers),
      ),
    );
    expect(statusesOf(shown)).toEqual([200, 200, 200]);
    await owner.freeze();
    const dds = new DdsClient(third);
    const content = await dds.placeOrder();
    const page = await dds.startContent(content);
    await second.advance('PT1S');
    for (const workspace of everywhere()) {
      const { downloadURL } = await new DdsClient(workspace).status(page);
      const { pathname } = new URL(downloadURL!);
      const file = await workspace.http.get(pathname);
      expect([file.status, file.headers['content-type']]).toEqual([200, 'application/epub+zip']);
    }
    const exchanges = await owner.exchanges('operation=getDownloadStatus');
    expect(exchanges).toHaveLength(3);
  });

  it('without any workspace is recorded in default', async () => {
    const home = replicas.workspace('default', 1);
    await home.control('delete', 'exchanges');
    for (const { http } of everywhere()) await http.get(`/nothing/${BOOK}`);
    const exchanges = await home.exchanges();
    expect(exchanges.map(({ status, path }) => `${status} ${path}`)).toEqual(
      replicas.running.map(() => `404 /nothing/${BOOK}`),
    );
  });
});
