import { beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { WIRE_TEXT, anOrderText, fillWorkspace, listsOf } from '../support/full-workspace.js';
import { testServer, type Workspace } from '../support/test-server.js';

const fixtures = join(import.meta.dirname, '../fixtures');
const fixture = <Content>(name: string): Content =>
  JSON.parse(readFileSync(join(fixtures, name), 'utf8')) as Content;

type Item = Record<string, unknown>;
interface State {
  clock: object;
  clients: { clientId: string; kind: string; parties: string[] | null }[];
  messages: Record<string, Item[]>;
  records: Record<string, Item[]>;
  outbox: Item[];
  faults: Item[];
  scenarios: Item[];
  roles: Record<string, Record<string, Item[]>>;
}
interface File {
  format: string;
  version?: number;
  name: string;
  digest: string;
  state: State;
}

const server = testServer();

async function exportOf(workspace: Workspace, name = 'full'): Promise<File> {
  await workspace.control('post', 'snapshots', { name });
  return fileOf(workspace, name);
}
async function fileOf(workspace: Workspace, name: string): Promise<File> {
  return JSON.parse((await workspace.tryControl('get', `snapshots/${name}/file`)).text) as File;
}
/** The file with a changed state and its digest. */
function changed(file: File, change: (state: State) => void): File {
  const state = structuredClone(file.state);
  change(state);
  const digest = createHash('sha256').update(JSON.stringify(state)).digest('hex');
  return { ...file, state, digest };
}
const importTo = (workspace: Workspace, file: object) =>
  workspace.tryControl('post', 'snapshots/import', file);
async function errorsOf(workspace: Workspace, file: object): Promise<[number, object[]]> {
  const { status, body } = await importTo(workspace, file);
  return [status, (body as { faults: object[] }).faults];
}

describe('a snapshot file', () => {
  let file: File;

  beforeAll(async () => {
    await fillWorkspace(server);
    file = await exportOf(server);
  });

  it('has named fields, and the messages and records under the names of their collections', () => {
    const { state, ...head } = file;
    expect(head).toEqual({
      format: 'ketenlab-snapshot',
      version: 2,
      name: 'full',
      workspace: 'default',
      createdAt: expect.any(String),
      digest: createHash('sha256').update(JSON.stringify(state)).digest('hex'),
    });
    expect(Object.keys(state).toSorted()).toEqual([
      'clients',
      'clock',
      'faults',
      'messages',
      'outbox',
      'records',
      'roles',
      'scenarios',
    ]);
    expect(state.records['schools']?.[0]).toEqual({
      id: expect.any(String),
      arrival: expect.any(String),
      document: expect.stringMatching(/^\{"id":/),
    });
    expect(Object.keys(state.roles).toSorted()).toEqual([
      'aanspraakmanager',
      'bestelomgeving',
      'bokbasen-orders',
      'dds',
      'ordersysteem',
    ]);
  });

  it('restores every list in another workspace', async () => {
    const before = await listsOf(server);
    expect((await importTo(server, { ...file, name: 'copy' })).status).toBe(201);
    await server.control('post', 'reset');
    await server.control('post', 'snapshots/copy/restore');
    expect(await listsOf(server)).toEqual(before);
    expect((await exportOf(server, 'again')).state).toEqual(file.state);
  });

  it('keeps wire documents byte for byte, also where they look like client ids', async () => {
    const workspace = await server.workspace();
    const order = anOrder();
    const text = anOrderText(order);
    await workspace.put('/ordersysteem/orders', text);
    const exported = await exportOf(workspace, 'wire');
    expect(exported.state.messages['orders']).toEqual([
      { id: order.requestReferenceId, arrival: expect.any(String), document: text },
    ]);
    const target = await server.workspace();
    expect((await importTo(target, exported)).status).toBe(201);
    await target.control('post', 'snapshots/wire/restore');
    const copied = await exportOf(target, 'copy');
    expect(copied.state.messages).toEqual(exported.state.messages);
    expect(text).toContain(WIRE_TEXT);
  });

  it('maps the clients in our own records only', async () => {
    const target = await server.workspace();
    await importTo(target, file);
    const { state } = await fileOf(target, 'full');
    const { state: before } = file;
    expect(state.messages).toEqual(before.messages);
    expect(state.outbox).toEqual(before.outbox);
    expect(state.roles['bestelomgeving']).toEqual(before.roles['bestelomgeving']);
    expect(state.clients.map(({ clientId }) => clientId)).toEqual(
      before.clients.map(({ clientId }) => `${target.id}-${clientId}`),
    );
    const clientsIn = (items: Item[] = []): unknown[] =>
      items.map(({ document }) => {
        const { client, clientId, clients } = JSON.parse(String(document)) as Item;
        return client ?? clientId ?? clients;
      });
    const renamed = (items: Item[] = []): unknown[] =>
      clientsIn(items).map((value) =>
        Array.isArray(value)
          ? value.map((one) => `${target.id}-${String(one)}`)
          : `${target.id}-${String(value)}`,
      );
    expect(clientsIn(state.records['consents'])).toEqual(renamed(before.records['consents']));
    expect(clientsIn(state.records['parties'])).toEqual(renamed(before.records['parties']));
    expect(clientsIn(state.roles['dds']?.['dds-orders'])).toEqual(
      renamed(before.roles['dds']?.['dds-orders']),
    );
    expect(clientsIn(state.roles['dds']?.['reports'])).toEqual(
      renamed(before.roles['dds']?.['reports']),
    );
    expect(state.faults[0]).toMatchObject({
      fault: { client: `${target.id}-demo-unconnected` },
    });
  });

  it('keeps numbers above 2^53 in records whose clients are mapped', async () => {
    const target = await server.workspace();
    const big = changed(file, ({ records }) => {
      const consent = records['consents']![0]!;
      consent['document'] = String(consent['document']).replace('{', '{"n":12345678901234567890,');
    });
    expect((await importTo(target, big)).status).toBe(201);
    const { state } = await fileOf(target, 'full');
    expect(state.records['consents']![0]!['document']).toMatch(
      new RegExp(`^\\{"n":12345678901234567890,.*"clientId":"${target.id}-demo`),
    );
  });
});

describe('a file with invalid items', () => {
  let file: File;
  let target: Workspace;

  beforeAll(async () => {
    target = await server.workspace();
    await fillWorkspace(server);
    file = await exportOf(server);
  });

  // prettier-ignore
  it.each<[string, (state: State) => void, object[]]>([
    ['a wrong type',          ({ outbox }) => { outbox[0]!['tries'] = 'x'; },            [{ path: '/state/outbox/0/tries', expected: 'integer of at most 9007199254740991', seen: 'string "x"' }]],
    ['null',                  ({ outbox }) => { outbox[0]!['body'] = null; },            [{ path: '/state/outbox/0/body', expected: 'string', seen: 'null' }]],
    ['a missing field',       ({ outbox }) => { delete outbox[1]!['dueAt']; },           [{ path: '/state/outbox/1/dueAt', expected: 'time in UTC, for example 2026-09-01T08:00:00.000Z', seen: 'missing' }]],
    ['an unknown field',      ({ outbox }) => { outbox[1]!['about'] = ''; },             [{ path: '/state/outbox/1/about', expected: 'no such field', seen: 'a field' }]],
    ['an unknown state',      ({ outbox }) => { outbox[0]!['state'] = 'gone'; },         [{ path: '/state/outbox/0/state', expected: 'one of waiting, sent, refused, failed, cancelled', seen: 'gone' }]],
    ['an impossible time',    ({ outbox }) => { outbox[0]!['dueAt'] = '2026-02-31'; },   [{ path: '/state/outbox/0/dueAt', expected: 'time in UTC, for example 2026-09-01T08:00:00.000Z', seen: '2026-02-31' }]],
    ['an item twice',         ({ outbox }) => { outbox.push(outbox[0]!); },              [{ path: '/state/outbox/9', expected: 'an item whose id no other item has', seen: expect.any(String) }]],
    ['no list',               (state) => { state.outbox = {} as never; },                [{ path: '/state/outbox', expected: 'array', seen: 'object' }]],
    ['text for a list',       (state) => { state.outbox = 'x' as never; },               [{ path: '/state/outbox', expected: 'array', seen: 'string "x"' }]],
    ['text for an item',      ({ faults }) => { faults[0] = 'x' as never; },             [{ path: '/state/faults/0', expected: 'object', seen: 'string "x"' }]],
    ['a text that is no JSON', ({ messages }) => { messages['orders']![0]!['document'] = '{'; }, [{ path: '/state/messages/orders/0/document', expected: 'JSON', seen: '{' }]],
    ['a wrong document',      ({ messages }) => { messages['orders']![0]!['document'] = '{"orderLines":[1]}'; }, [
      { path: '/state/messages/orders/0/document/requestReferenceId', expected: 'uuid', seen: 'missing' },
      { path: '/state/messages/orders/0/document/purchaseOrderId', expected: 'string', seen: 'missing' },
      { path: '/state/messages/orders/0/document/orderLines/0', expected: 'object', seen: 'number 1' },
    ]],
    ['a wrong decision',      ({ roles }) => { roles['ordersysteem']!['orders']![0]!['decisions'] = [{}]; }, [
      { path: '/state/roles/ordersysteem/orders/0/decisions/0/status', expected: 'one of pending, approved, declined', seen: 'missing' },
      { path: '/state/roles/ordersysteem/orders/0/decisions/0/at', expected: 'milliseconds since 1970 of at most 252771148800000', seen: 'missing' },
      { path: '/state/roles/ordersysteem/orders/0/decisions/0/responseReferenceId', expected: 'string', seen: 'missing' },
    ]],
    ['a wrong state of a credit', ({ messages }) => { messages['creditorders']![0]!['state'] = '{"acceptedAt":"x","decisions":[]}'; }, [
      { path: '/state/messages/creditorders/0/state/acceptedAt', expected: 'time in UTC, for example 2026-09-01T08:00:00.000Z', seen: 'x' },
    ]],
    ['a wrong clock',         (state) => { state.clock = { mode: 'frozen' }; },          [{ path: '/state/clock/now', expected: 'integer of at most 252771148800000', seen: 'missing' }]],
    ['a wrong client',        ({ clients }) => { clients[0]!.parties = 'x' as never; },  [{ path: '/state/clients/0/parties', expected: 'list of strings, or null', seen: 'string "x"' }]],
  ])('is answered 400 with the place: %s', async (_, change, errors) => {
    const [status, found] = await errorsOf(target, changed(file, change));
    expect([status, found]).toEqual([400, errors]);
  });

  it('is answered with a hundred errors at most, and nothing is stored', async () => {
    const broken = changed(file, (state) => {
      state.outbox = Array.from({ length: 150 }, () => ({}));
    });
    const [status, errors] = await errorsOf(target, { ...broken, name: 'broken' });
    expect([status, errors.length]).toEqual([400, 100]);
    expect((await target.tryControl('get', 'snapshots/broken/file')).status).toBe(404);
  });

  it('is answered 409 if its version is later', async () => {
    const { status, body } = await importTo(target, { ...file, version: 3 });
    expect([status, (body as { detail: string }).detail]).toEqual([
      409,
      'The file has version 3; this sandbox reads the versions 1 to 2. Import it with the version that exported it',
    ]);
  });
});

describe.each([1, 2])('a file of version %d', (version) => {
  it('is imported, and restores every list', async () => {
    const file = fixture<File>(`snapshot-version-${version}.json`);
    const lists = fixture<Record<string, unknown>>(`snapshot-version-${version}.lists.json`);
    expect((await importTo(server, file)).body).toMatchObject({ name: 'full' });
    await server.control('post', 'reset');
    await server.control('post', 'snapshots/full/restore');
    expect(await listsOf(server)).toEqual(lists);
    expect((await exportOf(server, 'again')).version).toBe(2);
  });
});

describe('a file of version 1', () => {
  it('is imported with the names that its columns had before', async () => {
    const target = await server.workspace();
    const workspace = await server.workspace();
    await workspace.freeze();
    await workspace.put('/ordersysteem/orders', anOrder());
    const { state } = await exportOf(workspace, 'old');
    const columns = 'id operation from to about sequence state dueAt body tries attempts'.split(
      ' ',
    );
    const rows = state.outbox.map(({ attempts, correlationId, orderingKey, ...item }) => {
      const old: Item = {
        ...item,
        about: correlationId,
        sequence: orderingKey,
        attempts: JSON.stringify(attempts),
      };
      return columns.map((column) => old[column]);
    });
    const file = fixture<File & { state: { tables: Record<string, object> } }>(
      'snapshot-version-1.json',
    );
    const renamed = changed(file, (old) => {
      (old as unknown as { tables: Item }).tables['deliveries'] = { columns, rows };
    });
    expect((await importTo(target, renamed)).status).toBe(201);
    expect((await fileOf(target, 'full')).state.outbox).toEqual(state.outbox);
  });

  it('is answered 400 with the place of an invalid row', async () => {
    const file = fixture<File>('snapshot-version-1.json');
    const broken = changed(file, (old) => {
      const { tables } = old as unknown as { tables: Record<string, { rows: unknown[][] }> };
      tables['faults']!.rows[0]!.pop();
      tables['records']!.rows[1]![0] = {};
    });
    expect(await errorsOf(server, broken)).toEqual([
      400,
      [{ path: '/state/tables/records/rows/1/0', expected: 'string', seen: 'object' }],
    ]);
    const short = changed(file, (old) => {
      const { tables } = old as unknown as { tables: Record<string, { rows: unknown[][] }> };
      tables['faults']!.rows[0]!.pop();
    });
    expect(await errorsOf(server, short)).toEqual([
      400,
      [{ path: '/state/tables/faults/rows/0', expected: '4 values', seen: '3' }],
    ]);
  });
});
