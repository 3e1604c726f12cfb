import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Message } from '../../src/platform/messages/message.entity.js';
import { insertInto } from '../../src/platform/persistence/insert.js';
import { Store } from '../../src/platform/persistence/store.js';
import { anOrder } from '../support/builders.js';
import { testServer, type Workspace } from '../support/test-server.js';

const INSERT = insertInto(Message);
const MEGABYTE = 1024 * 1024;

const server = testServer();
let workspace: Workspace;

beforeEach(async () => {
  workspace = await server.workspace();
});
afterEach(() => server.http.delete(`/_sandbox/workspaces/${workspace.id}`));

/** Stores messages of a megabyte each. */
async function fill(megabytes: number, document: string): Promise<void> {
  const { id: name } = workspace;
  await server.provider(Store).write(name, async (tx) => {
    for (let id = 0; id < megabytes; id += 1)
      await tx.insert(INSERT, {
        workspace: name,
        collection: 'orders',
        id: `big-${id}`,
        arrival: `${id}`,
        document,
        state: null,
        relatedId: null,
      });
  });
}
const countOf = async (table: string): Promise<number> => {
  const sql = `select count(*) as "rows" from "${table}" where "workspace" = ?`;
  const row = await server
    .provider(Store)
    .read(workspace.id, (tx) => tx.get<{ rows: number }>(sql, workspace.id));
  return row?.rows ?? 0;
};
const save = async (name = 'large') => {
  const { status, body } = await workspace.tryControl('post', 'snapshots', { name });
  return [status, (body as { detail?: string }).detail];
};

describe('a workspace that is too large for a snapshot', () => {
  it('is answered 409 with its size and the limit, and nothing is written', async () => {
    await fill(66, 'x'.repeat(MEGABYTE));
    expect(await save()).toEqual([
      409,
      `Workspace ${workspace.id} has 67 MiB of data or more; a snapshot has at most 63 MiB. Reset the workspace, or remove items that the snapshot does not need`,
    ]);
    expect(await workspace.control('get', 'snapshots')).toEqual({ items: [] });
    expect(await countOf('snapshot_parts')).toBe(0);
  });

  it('is answered 409 also if only its JSON is too large', async () => {
    await fill(33, '"'.repeat(MEGABYTE));
    expect((await save())[0]).toBe(409);
    expect(await workspace.control('get', 'snapshots')).toEqual({ items: [] });
    expect(await countOf('snapshot_parts')).toBe(0);
  });
});

describe('a snapshot of several parts', () => {
  it('can be exported, imported and restored, and leaves nothing behind when it is removed', async () => {
    await workspace.freeze();
    await workspace.put('/ordersysteem/orders', anOrder());
    await workspace.control('post', 'orders/generate', { api: 'edu-v-order', count: 800, seed: 1 });
    const before = await workspace.control('get', 'state/orders?limit=500');
    expect(await save()).toEqual([201, undefined]);
    expect(await countOf('snapshot_parts')).toBeGreaterThan(30);
    const { text } = await workspace.tryControl('get', 'snapshots/large/file');
    await workspace.control('delete', 'snapshots/large');
    expect([await countOf('snapshot_parts'), await countOf('snapshot_waiting')]).toEqual([0, 0]);
    await workspace.control('post', 'reset');
    for (let times = 0; times < 2; times += 1)
      expect(
        (await workspace.tryControl('post', 'snapshots/import', JSON.parse(text))).status,
      ).toBe(201);
    await workspace.control('post', 'snapshots/large/restore');
    expect(await workspace.control('get', 'state/orders?limit=500')).toEqual(before);
    const again = await workspace.tryControl('get', 'snapshots/large/file');
    expect(JSON.parse(again.text)).toEqual(JSON.parse(text));
    await workspace.control('delete', 'snapshots/large');
    expect([await countOf('snapshot_parts'), await countOf('snapshot_waiting')]).toEqual([0, 0]);
  });
});
