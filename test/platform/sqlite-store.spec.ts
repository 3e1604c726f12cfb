import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { platformSchema } from '../../src/app/schema.js';
import { insertSql } from '../../src/platform/persistence/insert.js';
import { openStore } from '../../src/platform/persistence/open-store.js';
import type { Store } from '../../src/platform/persistence/store.js';

const INSERT = insertSql('partners', ['workspace', 'role', 'address']);
const open = () => openStore('sqlite::memory:', platformSchema);
let store: Store;

beforeAll(async () => {
  store = await open();
});
afterAll(() => store.close());

const storedRoles = async (workspace: string): Promise<string[]> => {
  const rows = await store.read(workspace, (tx) =>
    tx.all<{ role: string }>(
      'select "role" from "partners" where "workspace" = ? order by "role"',
      workspace,
    ),
  );
  return rows.map(({ role }) => role);
};

describe('the store in an SQLite file', () => {
  it('commits the writes that wait and the steps of a long change in turn', async () => {
    const fresh = await open();
    const order: string[] = [];
    const unit = (name: string) => () => void order.push(name);
    // Each write enqueues the next one, so that writes always wait.
    const write = async (count: number): Promise<void> => {
      for (let index = 1; index <= count; index += 1)
        await fresh.write('other', unit(`write ${index}`));
    };
    const steps = async (): Promise<void> => {
      for (const name of ['a', 'b', 'c']) await fresh.writeStep('large', unit(`step ${name}`));
    };
    await Promise.all([steps(), write(5)]);
    await fresh.close();
    // After two steps the log is written to the file, and then it is the turn of a write again.
    expect(order).toEqual([
      'write 1',
      'step a',
      'write 2',
      'step b',
      'write 3',
      'write 4',
      'step c',
      'write 5',
    ]);
  });

  it('acknowledges only committed units on a full disk, and continues when there is space', async () => {
    const { page_count: pages } = (await store.writeShared((tx) =>
      tx.get<{ page_count: number }>('PRAGMA page_count'),
    ))!;
    const limit = (pageCount: number) =>
      store.writeShared((tx) => tx.get(`PRAGMA max_page_count = ${pageCount}`));
    await limit(pages + 20);
    const outcomes: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const batch = await Promise.allSettled(
        Array.from({ length: 10 }, (_, number) => {
          const role = `${round}-${number}`;
          return store.write('full', async (tx) => {
            await tx.run(INSERT, 'full', role, 'x'.repeat(10_000));
            return role;
          });
        }),
      );
      outcomes.push(
        ...batch.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
      );
    }
    expect(outcomes.length).toBeLessThan(50);
    expect(await storedRoles('full')).toEqual(outcomes.toSorted());
    await limit(1_000_000);
    await store.write('full', (tx) => tx.run(INSERT, 'full', 'room', '{}'));
    expect(await storedRoles('full')).toContain('room');
  });
});
