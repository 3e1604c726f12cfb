import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { platformSchema } from '../../src/app/schema.js';
import { Message } from '../../src/platform/messages/message.entity.js';
import { openStore } from '../../src/platform/persistence/open-store.js';
import { insertInto } from '../../src/platform/persistence/insert.js';
import type { Store } from '../../src/platform/persistence/store.js';
import { temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = join(folder.path, 'space.sqlite');
const MEGABYTE = 1024 * 1024;
const INSERT = insertInto(Message);
const size = (): number => statSync(file).size + statSync(`${file}-wal`).size;

beforeEach(() => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
});

const open = async (): Promise<Store> => await openStore(`sqlite:${file}`, platformSchema);

async function fill(store: Store, workspace: string, megabytes: number): Promise<void> {
  const document = 'x'.repeat(MEGABYTE / 64);
  const row = { workspace, collection: 'c', arrival: '0', document, state: null, relatedId: null };
  await store.write(workspace, async (tx) => {
    for (let id = 0; id < megabytes * 64; id += 1)
      await tx.insert(INSERT, { ...row, id: String(id) });
  });
}

const empty = (store: Store, workspace: string) =>
  store.write(workspace, (tx) => tx.run('delete from "messages" where "workspace" = ?', workspace));

/** Turns of the event loop, in which the store releases space. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((done) => setImmediate(done));
}

describe('the file of the database', () => {
  it('shrinks after a workspace is emptied, and keeps the rows of others', async () => {
    const store = await open();
    await fill(store, 'kept', 1);
    await fill(store, 'emptied', 30);
    await empty(store, 'emptied');
    await turns(100);
    expect(size()).toBeLessThan(8 * MEGABYTE);
    const sql = 'select count(*) as "rows" from "messages" where "workspace" = ?';
    expect(await store.read('kept', (tx) => tx.get(sql, 'kept'))).toEqual({ rows: 64 });
    await store.close();
  });

  it('is written to while it shrinks', async () => {
    const store = await open();
    await fill(store, 'emptied', 30);
    await empty(store, 'emptied');
    // Each write waits for a small part of the release only.
    const before = size();
    await fill(store, 'other', 1);
    expect(size()).toBeGreaterThan(before / 2);
    await turns(100);
    expect(size()).toBeLessThan(9 * MEGABYTE);
    await store.close();
  });

  it('shrinks after the data of a workspace was replaced, and not meanwhile', async () => {
    const store = await open();
    await fill(store, 'replaced', 30);
    await store.exclusive.run('replaced', async () => {
      await empty(store, 'replaced');
      await turns(100);
      expect(size()).toBeGreaterThan(30 * MEGABYTE);
      store.exclusive.release('replaced');
    });
    await turns(100);
    expect(size()).toBeLessThan(8 * MEGABYTE);
    // Writes still work.
    await fill(store, 'replaced', 1);
    await store.close();
  });

  it('shrinks too if an earlier version made it', async () => {
    const earlier = new Sqlite(file);
    earlier.exec('create table "kept" ("id" integer); insert into "kept" values (1)');
    earlier.close();
    const store = await open();
    await fill(store, 'emptied', 30);
    await empty(store, 'emptied');
    await turns(100);
    expect(size()).toBeLessThan(8 * MEGABYTE);
    await store.close();
  });
});
