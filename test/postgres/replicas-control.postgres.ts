import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { anOrder } from '../support/builders.js';
import type { Exchange, Workspace } from '../support/test-server.js';
import { putOrder, statusesOf, workspaceAtReplicas } from './workspace-at-replicas.js';

const at = workspaceAtReplicas();

describe('GET /_sandbox/replicas', () => {
  it('lists the same replicas and workspaces at each replica, and marks the one that answers', async () => {
    // It gets an owner with the first request.
    await at.replicas.workspace('default', 0).control('get', 'clock');
    const views = await Promise.all(at.replicas.running.map((index) => at.replicas.views(index)));
    const [first] = views;
    expect(first!.map(({ url }) => url).toSorted()).toEqual(at.replicas.urls.toSorted());
    for (const [index, view] of views.entries()) {
      expect(view.map(({ self: _self, ...rest }) => rest)).toEqual(
        first!.map(({ self: _self, ...rest }) => rest),
      );
      expect(view.filter(({ self }) => self).map(({ url }) => url)).toEqual([
        at.replicas.urls[index],
      ]);
    }
    const owned = first!.flatMap(({ workspaces }) => workspaces);
    expect(owned.toSorted()).toEqual([...new Set(owned)].toSorted());
    expect(owned).toEqual(expect.arrayContaining(['default', at.id]));
    for (const { version, startedAt } of first!)
      expect([version, Date.parse(startedAt) <= Date.now()]).toEqual(['0.1.0', true]);
  });
});

describe('a call of the control API at another replica', () => {
  it('changes and shows the same clock, faults, scenarios, settings and state', async () => {
    await at.second.freeze('2031-01-01T00:00:00.000Z');
    await at.third.control('post', 'faults', { kind: 'status', operation: 'confirmOrder' });
    await at.owner.control('post', 'scenarios', {
      api: 'edu-v-order',
      field: 'purchaseOrderId',
      value: 'PO-LATE',
      behaviour: 'confirmed-late',
      after: 'PT10M',
    });
    await at.second.control('put', 'settings', { decide: 'manual' });
    await at.third.control('put', 'state/contracts/CT-NEW', { id: 'CT-NEW' });
    const paths = 'clock faults scenarios settings state/contracts partners exchanges conformance';
    for (const path of paths.split(' ')) {
      const answers = [];
      for (const workspace of at.everywhere) {
        const { status, text } = await workspace.tryControl('get', path);
        answers.push([status, text.replace(/"at": "[^"]+",\n +"subject"/, '"subject"')]);
      }
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    }
    expect(await at.third.control('get', 'clock')).toMatchObject({ mode: 'frozen' });
    await at.second.advance('PT1H');
    expect(await at.third.control('get', 'clock')).toMatchObject({
      now: '2031-01-01T01:00:00.000Z',
    });
  });

  it('answers 404 to an unknown workspace at each replica', async () => {
    const responses = await Promise.all(
      at.clients('unknown').map((one) => one.tryControl('get', '')),
    );
    expect(
      responses.map(({ status, body }) => [status, (body as { detail: string }).detail]),
    ).toEqual(at.replicas.running.map(() => [404, 'There is no workspace "unknown"']));
  });

  it('exports and imports a snapshot with the same bytes', async () => {
    await at.owner.control('post', 'orders/generate', {
      api: 'edu-v-order',
      count: 2_000,
      seed: 1,
    });
    await at.second.control('post', 'snapshots', { name: 'large' });
    const path = 'snapshots/large/file';
    const files = await Promise.all(at.everywhere.map((one) => one.tryControl('get', path)));
    expect(files[0]!.text.length).toBeGreaterThan(500_000);
    for (const { text } of files) expect(text === files[0]!.text).toBe(true);
    expect((await at.third.tryControl('delete', 'snapshots/large')).status).toBe(204);
    const file = JSON.parse(files[0]!.text) as object;
    expect((await at.third.tryControl('post', 'snapshots/import', file)).status).toBe(201);
    expect((await at.second.tryControl('post', 'snapshots/large/restore')).status).toBe(204);
  });
});

describe('an exchange that arrives at a third replica', () => {
  it('ends a wait at one that is not the owner', async () => {
    await at.owner.freeze();
    await at.third.token();
    const waiting = at.second
      .tryControl('get', 'exchanges/wait?operation=acceptOrder&timeout=20')
      .then((response) => response);
    // Further requests are answered after the wait has arrived.
    for (const _ of [1, 2, 3, 4]) await at.second.control('get', 'clock');
    const order = anOrder();
    await at.third.put('/ordersysteem/orders', order);
    const { status, body } = await waiting;
    expect([status, (body as Exchange).request.body]).toEqual([200, order]);
    expect((await at.second.tryControl('get', 'exchanges/wait?timeout=0.2')).status).toBe(204);
  });

  it('is sent to a stream at one that is not the owner', async () => {
    await at.owner.freeze();
    await at.third.token();
    const url = `${at.urls[1]}/_sandbox/workspaces/${at.id}/exchanges/stream`;
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream',
    ]);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value ?? '';
    const order = anOrder();
    await at.third.put('/ordersysteem/orders', order);
    while (!text.includes('data: ') || !text.endsWith('\n\n'))
      text += (await reader.read()).value ?? '';
    await reader.cancel();
    const { request } = JSON.parse(/^data: (.+)$/m.exec(text)![1]!) as Exchange;
    expect(request.body).toEqual(order);
  });
});

describe('a workspace that is removed at one replica', () => {
  it('starts empty when it is created again at another, and its tokens are invalid everywhere', async () => {
    const token = await at.owner.token();
    expect((await putOrder(at.second, token)).status).toBe(202);
    expect((await at.third.tryControl('delete', '')).status).toBe(204);
    const gone = await Promise.all(at.everywhere.map((one) => one.tryControl('get', 'clock')));
    expect(statusesOf(gone)).toEqual([404, 404, 404]);
    const refused = await Promise.all(at.everywhere.map((one) => putOrder(one, token)));
    expect(statusesOf(refused)).toEqual([401, 401, 401]);
    const again = await at.second.http.post('/_sandbox/workspaces').send({ id: at.id });
    expect(again.status).toBe(201);
    for (const workspace of at.everywhere) {
      expect(await workspace.control('get', 'state/orders')).toEqual({ items: [] });
      expect((await putOrder(workspace, token)).status).toBe(401);
      expect((await putOrder(workspace)).status).toBe(202);
      await workspace.control('post', 'reset');
    }
  });
});

describe('POST /_sandbox/workspaces', () => {
  const create = (index: number, creation: object) =>
    at.replicas.workspace('default', index).http.post('/_sandbox/workspaces').send(creation);

  it('with one id at two replicas at once answers 201 and 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const same = { id: `${at.id}-${round}` };
      const answers = await Promise.all([create(0, same), create(1, same)]);
      expect(new Set(statusesOf(answers))).toEqual(new Set([201, 409]));
      const workspaces = at.clients(same.id);
      const sent = await Promise.all(workspaces.map((one) => putOrder(one)));
      expect(statusesOf(sent)).toEqual([202, 202, 202]);
      const { items } = await workspaces[2]!.control<{ items: object[] }>('get', 'state/orders');
      expect(items).toHaveLength(3);
    }
  });

  it('answers 409 to an id that exists, and to one whose client ids exist', async () => {
    const again = await Promise.all(
      at.replicas.running.map((index) => create(index, { id: at.id })),
    );
    expect(statusesOf(again)).toEqual([409, 409, 409]);
    // No id of a workspace leads to the client ids of another one, so the test renames a client.
    const client = new pg.Client({ connectionString: at.replicas.databaseUrl });
    await client.connect();
    await client.query(
      `update "clients" set "clientId" = $1 where "workspace" = $2 and "clientId" = $3`,
      [`${at.id}-taken-demo`, at.id, `${at.id}-demo-partner`],
    );
    await client.end();
    const taken = { id: `${at.id}-taken` };
    const answers = await Promise.all(at.replicas.running.map((index) => create(index, taken)));
    expect(statusesOf(answers)).toEqual([409, 409, 409]);
    const shown = await Promise.all(at.clients(taken.id).map((one) => one.tryControl('get', '')));
    expect(statusesOf(shown)).toEqual([404, 404, 404]);
  });
});

describe('GET /_sandbox/workspaces', () => {
  it('lists the same workspaces at each replica', async () => {
    const lists = await Promise.all(
      at.everywhere.map(async ({ http }) => {
        return (await http.get('/_sandbox/workspaces?limit=500')).body as { items: Workspace[] };
      }),
    );
    const ids = lists.map(({ items }) => items.map((item) => item.id));
    expect(ids).toEqual([ids[0], ids[0], ids[0]]);
    expect(ids[0]![0]).toBe(at.id);
    expect(ids[0]!.at(-1)).toBe('default');
  });

  it('has no expired workspace whose owner was killed', async () => {
    const index = await at.replicas.start();
    await at.replicas.create(`${at.id}-expiring`, index, { expiresAfter: 'PT4S' });
    await at.replicas.create(`${at.id}-lasting`, index);
    await at.replicas.kill(index);
    const names = async () => {
      const { http } = at.second;
      const { body } = await http.get('/_sandbox/workspaces?limit=500');
      return (body as { items: Workspace[] }).items.map((item) => item.id);
    };
    expect(await names()).toContain(`${at.id}-expiring`);
    const end = Date.now() + 20_000;
    while ((await names()).includes(`${at.id}-expiring`) && Date.now() < end)
      await new Promise((later) => setTimeout(later, 100));
    expect(await names()).toEqual(expect.arrayContaining([`${at.id}-lasting`, at.id]));
    expect(await names()).not.toContain(`${at.id}-expiring`);
  });
});
