import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '../../src/platform/oauth/client.entity.js';
import { platformSchema } from '../../src/app/schema.js';
import { DuplicateRowError, insertSql } from '../../src/platform/persistence/insert.js';
import type { Store, WriteTransaction } from '../../src/platform/persistence/store.js';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { openTestStore } from '../support/test-store.js';

const INSERT = insertSql('partners', ['workspace', 'role', 'address']);
let store: Store;

beforeAll(async () => {
  store = await openTestStore(platformSchema);
});
afterAll(async () => {
  await store.close();
});

const storedRoles = async (workspace: string): Promise<string[]> => {
  const rows = await store.read(workspace, (tx) =>
    tx.all<{ role: string }>(
      'select "role" from "partners" where "workspace" = ? order by "role"',
      workspace,
    ),
  );
  return rows.map(({ role }) => role);
};

describe('Store.write', () => {
  it('commits exactly the acknowledged units of 50 concurrent ones', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, number) =>
        store.write('fifty', async (tx) => {
          await tx.run(INSERT, 'fifty', String(number).padStart(2, '0'), '{}');
          if (number % 3 === 0) throw new Error(`unit ${number} fails inside`);
          return number;
        }),
      ),
    );
    const acknowledged = outcomes.flatMap((outcome) =>
      outcome.status === 'fulfilled' ? [String(outcome.value).padStart(2, '0')] : [],
    );
    expect(acknowledged).toHaveLength(33);
    expect(await storedRoles('fifty')).toEqual(acknowledged);
  });

  it('rolls back a unit that fails in a repository call, and commits concurrent units', async () => {
    const client = { workspace: 'w', clientSecret: 's', kind: 'k', scopes: [], connected: true };
    const outcomes = await Promise.allSettled([
      store.write('neighbours', (tx) => tx.run(INSERT, 'neighbours', 'before', '{}')),
      store.write('w', async (tx) => {
        await tx.manager.save(Client, { ...client, clientId: 'undone' });
        await tx.manager.insert(Client, { ...client, clientId: 'undone' });
      }),
      store.write('neighbours', (tx) => tx.run(INSERT, 'neighbours', 'behind', '{}')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await storedRoles('neighbours')).toEqual(['before', 'behind']);
    expect(await store.read('w', (tx) => tx.manager.countBy(Client, { clientId: 'undone' }))).toBe(
      0,
    );
  });

  it.each(['write', 'writeAlone'] as const)(
    'rolls back a single unit that fails in a repository call: %s',
    async (write) => {
      const client = {
        workspace: write,
        clientSecret: 's',
        kind: 'k',
        scopes: [],
        connected: true,
      };
      const failing = store[write](write, async (tx) => {
        await tx.run(INSERT, write, 'undone', '{}');
        await tx.manager.save(Client, { ...client, clientId: `${write}-undone` });
        await tx.manager.insert(Client, { ...client, clientId: `${write}-undone` });
      });
      await expect(failing).rejects.toThrow(/constraint failed|duplicate key/);
      await store.write(write, (tx) => tx.run(INSERT, write, 'later', '{}'));
      expect(await storedRoles(write)).toEqual(['later']);
    },
  );

  it('commits a unit alone, in its place between concurrent ones', async () => {
    const committed: string[] = [];
    const unit = (name: string) => async (tx: WriteTransaction) => {
      // Readers see the units of earlier transactions, and none of the same one.
      committed.push(`${name} after ${(await storedRoles('alone')).join()}`);
      await tx.run(INSERT, 'alone', name, '{}');
    };
    await Promise.all([
      store.write('alone', unit('a')),
      store.write('alone', unit('b')),
      store.writeAlone('alone', unit('c')),
      store.writeAlone('alone', unit('d')),
      store.write('alone', unit('e')),
    ]);
    expect(committed).toEqual([
      'a after ',
      'b after ',
      'c after a,b',
      'd after a,b,c',
      'e after a,b,c,d',
    ]);
  });

  it('runs afterCommit callbacks after a commit and not after a rollback', async () => {
    const called: string[] = [];
    const work = (name: string, fails: boolean) => (tx: WriteTransaction) => {
      tx.afterCommit(() => called.push(name));
      if (fails) throw new Error(name);
    };
    await Promise.allSettled([
      store.write('w', work('kept', false)),
      store.write('w', work('undone', true)),
    ]);
    expect(called).toEqual(['kept']);
  });

  it('continues after a callback that throws', async () => {
    await store.write('w', (tx) =>
      tx.afterCommit(() => {
        throw new Error('nobody listens');
      }),
    );
    await store.write('told', (tx) => tx.run(INSERT, 'told', 'nobody', '{}'));
    expect(await storedRoles('told')).toEqual(['nobody']);
  });

  it('throws one error for a row of the same key', async () => {
    await store.write('double', (tx) => tx.run(INSERT, 'double', 'one', '{}'));
    await expect(
      store.write('double', (tx) => tx.run(INSERT, 'double', 'one', '{}')),
    ).rejects.toThrow(DuplicateRowError);
    expect(await storedRoles('double')).toEqual(['one']);
  });

  it('keeps every character of a text', async () => {
    const texts = ['a\u0000b', '\uFDD0', '\uFDD01\u0000', '\u{1F600}'];
    for (const [number, text] of texts.entries())
      await store.write('texts', (tx) => tx.run(INSERT, 'texts', String(number), text));
    const rows = await store.read('texts', (tx) =>
      tx.all('select "address" from "partners" where "workspace" = ? order by "role"', 'texts'),
    );
    expect(rows).toEqual(texts.map((address) => ({ address })));
  });

  it('hides uncommitted changes from readers', async () => {
    let duringTransaction: string[] | undefined;
    await store.write('half', async (tx) => {
      await tx.run(INSERT, 'half', 'one', '{}');
      duringTransaction = await storedRoles('half');
    });
    expect([duringTransaction, await storedRoles('half')]).toEqual([[], ['one']]);
  });

  it('continues after a database error', async () => {
    await expect(
      store.writeShared((tx) => tx.run('insert into "nothing" values (1)')),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/no such table: nothing|relation "nothing" does not exist/),
    });
    await store.write('after', (tx) => tx.run(INSERT, 'after', 'error', '{}'));
    expect(await storedRoles('after')).toEqual(['error']);
  });
});

describe('50 concurrent requests', () => {
  const server = testServer();

  it('store exactly the acknowledged orders when some fail', async () => {
    await server.freeze();
    const orders = Array.from({ length: 50 }, (_, number) =>
      anOrder(
        number % 4 === 0
          ? { purchaseOrderId: 'PO-MAGIC-500' }
          : number % 4 === 1
            ? { orderLines: 'none' }
            : {},
      ),
    );
    const responses = await Promise.all(
      orders.map((order) => server.put('/ordersysteem/orders', order)),
    );
    const acknowledged = orders.filter((_, number) => responses[number]?.status === 202);
    expect(acknowledged).toHaveLength(24);
    const { items } = await server.control<{ items: { requestReferenceId: string }[] }>(
      'get',
      'state/orders?limit=500',
    );
    const ids = (list: { requestReferenceId: string }[]) =>
      list.map(({ requestReferenceId }) => requestReferenceId).toSorted();
    expect(ids(items)).toEqual(ids(acknowledged));
    expect(await server.advance('PT1S')).toMatchObject({ delivered: 24, failed: 0, waiting: 0 });
  });
});
