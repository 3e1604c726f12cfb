import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { anOrder } from '../support/builders.js';
import { PartnerServer } from '../support/partner-server.js';
import { Replicas } from '../support/replicas.js';
import type { OutboxMessage, Workspace } from '../support/test-server.js';
import {
  FailoverLoad,
  allSent,
  confirmationsOf,
  expectNothingLost,
  until,
} from './failover-load.js';
import { OpenConnections } from './open-connections.js';

/** `.ci/nightly` has ten. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 1);
const TIMEOUT_MS = 120_000;
/** Time at which the new owner of a workspace stops its clock. */
const LATER = '2031-01-01T00:00:00.000Z';
const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

const partner = new PartnerServer();
let replicas: Replicas;
let load: FailoverLoad;
/** Workspaces under load, through the proxy. */
let workspaces: Workspace[];

const toPartner = (workspace: Workspace) =>
  workspace.control('put', 'partners/bestelomgeving', {
    baseUrl: `${partner.url}/${workspace.id}`,
  });

/** A workspace that a replica owns, without load, whose confirmations go to the partner. */
async function workspaceAt(index: number, id: string, confirmAfter = 'PT0.02S') {
  const workspace = await replicas.create(id, index);
  await toPartner(workspace);
  await workspace.control('put', 'settings', { confirmAfter });
  await workspace.token();
  expect([id, await replicas.ownerOf(id)]).toEqual([id, index]);
  return workspace;
}

async function putOrders(workspace: Workspace, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1)
    expect((await workspace.put('/ordersysteem/orders', anOrder())).status).toBe(202);
}

/** Ids of the workspaces that a replica owns. */
const ownedBy = async (index: number): Promise<string[]> =>
  (await replicas.views()).find(({ url }) => url === replicas.urls[index])!.workspaces;

/** Seconds until the first answer of the control API for a workspace, at a replica. */
async function secondsToServe(id: string, index: number): Promise<number> {
  const startedAt = performance.now();
  const { status } = await replicas.workspace(id, index).tryControl('get', 'clock');
  expect([id, status]).toEqual([id, 200]);
  return (performance.now() - startedAt) / 1000;
}

interface Consent {
  id: string;
  status: string;
}

async function aConsent(workspace: Workspace): Promise<Consent> {
  const path = 'state/consents?limit=1';
  return (await workspace.control<{ items: [Consent] }>('get', path)).items[0];
}

/** The time of the clock of a workspace, or the status of the answer. */
async function clockAt(workspace: Workspace): Promise<string> {
  const { status, body, headers } = await workspace.tryControl('get', 'clock');
  if (status === 200) return (body as { now: string }).now;
  return headers['retry-after'] === undefined ? `${status}` : `${status}, again`;
}

/** The status of an order whose token has expired at `LATER`. */
async function sendExpired(workspace: Workspace, token: string): Promise<string> {
  const { status, headers } = await workspace.put('/ordersysteem/orders', anOrder(), token);
  return headers['retry-after'] === undefined ? `${status}` : `${status}, again`;
}

/** Runs work while the test has locks on the records of a workspace. */
async function withLockedRecords(workspace: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: replicas.databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select 1 from "records" where "workspace" = $1 for update', [workspace]);
    await work();
    await client.query('rollback');
  } finally {
    await client.end();
  }
}

/** True when a transaction waits for the lock of a record. */
async function isWaitingForRecord(): Promise<boolean> {
  const client = new pg.Client({ connectionString: replicas.databaseUrl });
  await client.connect();
  const sql = `select 1 from pg_stat_activity where datname = current_database()
    and wait_event_type = 'Lock' and query like '%"records"%'`;
  const { rows } = await client.query(sql);
  await client.end();
  return rows.length > 0;
}

beforeAll(async () => {
  await partner.start();
  const env = { CONFIRM_AFTER: 'PT0.02S', RETRY_PAUSES: 'PT0.1S,PT0.2S,PT0.5S,PT1S,PT1S,PT1S' };
  replicas = await Replicas.start(3, { env });
  for (const index of [0, 1, 2]) await replicas.create(`load-${index}`, index);
  const ids = ['default', 'load-0', 'load-1', 'load-2'];
  workspaces = ids.map((id) => replicas.workspace(id));
  for (const workspace of workspaces) {
    await toPartner(workspace);
    await workspace.token();
  }
});
afterAll(async () => {
  await replicas.close();
  await partner.stop();
});

describe.each(rounds)('round %d under load', (round) => {
  beforeAll(() => {
    partner.reset();
    load = new FailoverLoad(replicas, workspaces);
  });

  it(
    'an owner that is killed loses nothing, and its workspaces are served within 3 s',
    async () => {
      const victim = (await replicas.ownerOf(`load-${round % 3}`))!;
      const quiet = await workspaceAt(victim, `quiet-${round}`, 'PT1S');
      load.start();
      await load.progress(100 + Math.floor(Math.random() * 200));
      await putOrders(quiet, 3);
      const owned = await ownedBy(victim);
      await replicas.kill(victim);
      const underLoad = owned.filter((id) => id !== quiet.id);
      expect(underLoad.length).toBeGreaterThan(0);
      const others = replicas.others();
      const seconds = await Promise.all(
        underLoad.map((id, index) => secondsToServe(id, others[index % others.length]!)),
      );
      expect(seconds.filter((one) => one > 3)).toEqual([]);
      // Its messages are due, and no request reaches this workspace.
      await until('the due messages are sent without a request', () => {
        const confirmed = confirmationsOf(partner, quiet.id);
        return new Set(confirmed.map(({ body }) => body['requestReferenceId'])).size === 3;
      });
      await load.progress(50);
      await load.stop();
      await expectNothingLost(load, workspaces, partner);
      expect(await replicas.ownerOf(quiet.id)).not.toBe(victim);
      await replicas.start();
    },
    TIMEOUT_MS,
  );

  it(
    'an owner that is paused inside a transaction, past its lease, serves and sends nothing of what it lost',
    async () => {
      const victim = (await replicas.ownerOf('default'))!;
      const moved = await workspaceAt(victim, `moved-${round}`);
      const still = await workspaceAt(victim, `still-${round}`);
      const connections = new OpenConnections(replicas.urls[victim]!);
      const quiet = await workspaceAt(victim, `due-${round}`, 'PT1S');
      const cancelled = await workspaceAt(victim, `cancelled-${round}`, 'PT6S');
      load.start();
      await load.progress(100);
      await putOrders(quiet, 3);
      await putOrders(cancelled, 1);
      const dueAt = Date.now() + 6_000;
      const owned = await ownedBy(victim);
      await connections.open();
      const consent = await aConsent(moved);
      const revoked = { ...consent, status: 'revoked' };
      let inTransaction: Promise<number | string> = Promise.resolve('');
      await withLockedRecords(moved.id, async () => {
        inTransaction = moved.tryControl('put', `state/consents/${consent.id}`, revoked).then(
          ({ status }) => status,
          (error: Error) => error.message,
        );
        await until('the owner waits inside a transaction', isWaitingForRecord);
        replicas.pause(victim);
      });

      const others = replicas.others();
      const taken = owned.filter((id) => id !== quiet.id);
      const seconds = await Promise.all(
        taken.map((id, index) => secondsToServe(id, others[index % others.length]!)),
      );
      expect(seconds.filter((one) => one > 5)).toEqual([]);
      // The new owners change what the old one has in memory.
      const [other] = others as [number];
      for (const { id } of [moved, still]) await replicas.workspace(id, other).freeze(LATER);
      const elsewhere = replicas.workspace(cancelled.id, other);
      const [message] = await elsewhere.outbox();
      await elsewhere.control('post', `deliveries/${message!.id}/cancel`);
      expect(Date.now()).toBeLessThan(dueAt);
      await until('the due messages are sent without a request', () => {
        const confirmed = confirmationsOf(partner, quiet.id);
        return new Set(confirmed.map(({ body }) => body['requestReferenceId'])).size === 3;
      });
      // The paused owner may have sent one of them before.
      await allSent(replicas.workspace(quiet.id, other));
      const sent = confirmationsOf(partner, quiet.id).length;
      await until('the cancelled message would be due', () => Date.now() > dueAt + 200);

      const tokens = [await moved.token(), await still.token()] as const;
      const ask = () => [
        clockAt(moved),
        clockAt(still),
        sendExpired(moved, tokens[0]),
        sendExpired(still, tokens[1]),
      ];
      const before = connections.ask(still, tokens[1]);
      // The requests reach the paused process, which does not read them yet.
      await new Promise((later) => setTimeout(later, 100));
      replicas.resume(victim);
      const after = Promise.all(Array.from({ length: 8 }, ask).flat());
      const answers = [...(await before), ...(await after)];
      expect(answers.filter((answer) => ![LATER, '401', '503, again'].includes(answer))).toEqual(
        [],
      );
      for (const workspace of [moved, still])
        await until('the old owner forwards', async () => (await clockAt(workspace)) === LATER, 5);
      // The change may be lost, unless it was acknowledged.
      const outcome = await inTransaction;
      const { status } = await moved.state<Consent>('consents', consent.id);
      const isAcknowledged = typeof outcome === 'number' && outcome < 300;
      expect([consent.status, 'revoked'].slice(isAcknowledged ? 1 : 0)).toContain(status);

      await load.progress(50);
      await load.stop();
      await expectNothingLost(load, workspaces, partner);
      expect(confirmationsOf(partner, cancelled.id)).toEqual([]);
      expect(confirmationsOf(partner, quiet.id)).toHaveLength(sent);
      const states = (await elsewhere.outbox()).map(({ state }: OutboxMessage) => state);
      expect(states).toEqual(['cancelled']);
    },
    TIMEOUT_MS,
  );
});

describe('an owner that gets SIGTERM under load', () => {
  it(
    'fails no request, ends waits with 204 and hands its workspaces over',
    async () => {
      partner.reset();
      load = new FailoverLoad(replicas, workspaces);
      const victim = (await replicas.ownerOf('default'))!;
      const waited = await workspaceAt(victim, 'waited');
      const others = replicas.others(victim) as [number, number];
      load.start();
      await load.progress(100);
      const wait = (workspace: Workspace) =>
        workspace
          .tryControl('get', 'exchanges/wait?operation=acceptOrder&timeout=60')
          .then(({ status }) => status);
      const waits = [wait(waited), wait(replicas.workspace('waited', others[0]))];
      for (const _ of [1, 2]) await waited.control('get', 'clock');
      const owned = await ownedBy(victim);
      const startedAt = performance.now();
      expect(await replicas.stop(victim)).toBe(0);
      expect((performance.now() - startedAt) / 1000).toBeLessThan(8);
      expect(await Promise.all(waits)).toEqual([204, 204]);
      const seconds = await Promise.all(
        owned.map((id, index) => secondsToServe(id, others[index % others.length]!)),
      );
      expect(seconds.filter((one) => one > 3)).toEqual([]);
      await load.progress(100);
      await load.stop();
      expect(load.failures).toEqual([]);
      await expectNothingLost(load, workspaces, partner);
      const listed = (await replicas.views()).map(({ url }) => url);
      expect(listed).not.toContain(replicas.urls[victim]);
    },
    TIMEOUT_MS,
  );
});
