import { describe, expect, it } from '@jest/globals';
import { BokbasenClient, ORDERS, anOrder as anEditxOrder } from '../support/bokbasen-client.js';
import { anOrder } from '../support/builders.js';
import { sendRaw, type RawAnswer } from '../support/raw-client.js';
import { RoundRobinProxy } from '../support/round-robin-proxy.js';
import { putOrder, workspaceAtReplicas } from './workspace-at-replicas.js';

const at = workspaceAtReplicas();

describe('a fault at another replica', () => {
  const path = '/bestelomgeving/deliveryorders/24e39454-5360-4ba4-819f-03e59b8dd679';

  it.each(
    ['latency', 'status', 'reset', 'truncate', 'malformed', 'slow'].flatMap((kind) => [
      [kind, 'before'],
      [kind, 'after'],
    ]),
  )('%s, %s gives the client what the owner gives', async (kind, when) => {
    await at.owner.freeze();
    await at.second.control('post', 'faults', { kind, when, delayMs: 300 });
    const authorization = `Bearer ${await at.owner.token('bestelomgeving')}`;
    const answers: RawAnswer[] = [];
    for (const url of at.urls)
      answers.push(await sendRaw(url, { path, headers: { authorization } }));
    const [atOwner, ...others] = answers.map(({ elapsedMs: _ms, ...answer }) => answer);
    expect(others).toEqual([atOwner, atOwner]);
    const isLate = kind === 'latency' || kind === 'slow';
    for (const { elapsedMs } of answers) expect(elapsedMs).toBeGreaterThan(isLate ? 150 : 0);
    const { items } = await at.third.control<{ items: { met: number }[] }>('get', 'faults');
    expect(items.map(({ met }) => met)).toEqual([3]);
    const exchanges = await at.second.exchanges('operation=getDeliveryOrder');
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
    for (const [index, workspace] of [at.owner, at.second, at.third].entries()) {
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
    const authorization = `Bearer ${await at.owner.token('bokbasen', 'demo-buyer')}`;
    const body = orderOf(LIMIT + 1, 'TOO-LARGE');
    const answers: object[] = [];
    for (const url of at.urls) {
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
    const exchanges = await at.second.exchanges('operation=sendOrder');
    expect(exchanges.map(({ status }) => status)).toEqual([413, 413, 413]);
  });
});

describe('an internal header from outside', () => {
  it('changes nothing, and is not in the journal', async () => {
    // The calls between replicas pass a proxy, which shows their headers.
    const capture = new RoundRobinProxy();
    await capture.start();
    const index = await at.replicas.start({ INSTANCE_URL: capture.url });
    capture.targets = [at.replicas.urls[index]!];
    await at.replicas.create(`${at.id}-captured`, index);
    const there = at.replicas.workspace(`${at.id}-captured`, index);
    const token = await there.token();
    capture.recording = [];
    const elsewhere = at.replicas.workspace(`${at.id}-captured`, 0);
    expect((await putOrder(elsewhere, token)).status).toBe(202);
    const { requestHeaders } = capture.recording[0]!;
    const known = 'host connection content-type content-length accept-encoding authorization';
    const internal = Object.entries(requestHeaders).filter(
      ([name]) => !known.split(' ').includes(name),
    );
    expect(requestHeaders['host']).toBe(new URL(at.replicas.urls[0]!).host);
    expect(internal.length).toBeGreaterThan(0);
    let sent = 0;
    for (const [name, value] of internal)
      for (const forged of [
        `${String(value).slice(0, -1)}~`,
        `${at.id}-captured`,
        'default',
        '1',
        '',
      ])
        for (const { http } of [at.owner, at.second, at.third]) {
          const authorization = `Bearer ${await at.owner.token()}`;
          const headers = { authorization, [name]: forged };
          const { status } = await http.put('/orders').set(headers).send(anOrder());
          sent += 1;
          expect([name, forged, status]).toEqual([name, forged, 202]);
          const exchange = await at.owner.lastExchange('operation=acceptOrder');
          expect(Object.keys(exchange!.request.headers)).not.toContain(name);
        }
    const { items } = await at.owner.control<{ items: object[] }>('get', 'state/orders?limit=500');
    expect(items).toHaveLength(sent);
    await at.replicas.kill(index);
    await capture.stop();
  });
});
