import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { platformSchema } from '../../src/app/schema.js';
import { Client } from '../../src/platform/oauth/client.entity.js';
import { openTestStore } from '../support/test-store.js';
import type { Store } from '../../src/platform/persistence/store.js';
import type { WriteTransaction } from '../../src/platform/persistence/transaction.js';
import { workspaceParameters } from '../../src/platform/persistence/workspace-guard.js';
import { WorkspaceEntity } from '../../src/platform/workspaces/workspace.entity.js';

describe('workspaceParameters', () => {
  it.each([
    ['insert into "seeds" ("role", "workspace") values (?, ?) on conflict do nothing', [1]],
    ['INSERT INTO "clients"("workspace", "keys") VALUES (?, NULL), (?, ?)', [0, 1]],
    ['insert into "faults" ("id", "workspace") values (lower(?), ?)', [1]],
    ['insert into "seeds" ("role") values (?)', []],
    ['update "faults" set "asked" = ? where "workspace" = ? and "id" = ?', [1]],
    [`delete from "seeds" where "role" <> '?' and "workspace" = ?`, [0]],
    [
      'select 1 from "a" where "workspace" = ? and "id" in (select "id" where "workspace" = ?)',
      [0, 1],
    ],
    ['SELECT "Client"."kind" FROM "clients" "Client" WHERE (("Client"."workspace" = ?))', [0]],
    ['select "id" from "a" where a."workspace" = b."workspace" and "id" = ?', []],
    ['delete from "tickets" where "ticket" = ?', []],
    ['update "workspaces" set "usedAt" = ? where "id" = ?', [1]],
    ['UPDATE "clients" SET "keys" = $1 WHERE ("workspace" = $2 AND "clientId" = $3)', [1]],
    ['INSERT INTO "orders"("seq", "workspace") VALUES (DEFAULT, $1), (DEFAULT, $2)', [0, 1]],
    ['INSERT INTO "workspaces"("id", "createdAt") VALUES (?, ?)', [0]],
  ])('of %s', (sql, positions) => {
    expect(workspaceParameters(sql)).toEqual(positions);
  });
});

describe('a transaction of a workspace', () => {
  const client = { clientSecret: 's', kind: 'k', scopes: [], audiences: [], connected: true };
  const MARK = 'insert into "seeds" ("workspace", "role") values (?, ?)';
  const named = 'A transaction of workspace ours named workspace theirs in: ';
  let store: Store;

  beforeAll(async () => {
    store = await openTestStore(platformSchema);
  });
  afterAll(() => store.close());

  it.each<[string, (tx: WriteTransaction) => unknown, string]>([
    ['insert', (tx) => tx.run(MARK, 'theirs', 'r'), named],
    ['select', (tx) => tx.all('select 1 from "seeds" where "workspace" = ?', 'theirs'), named],
    [
      'delete without workspace',
      (tx) => tx.run('delete from "seeds"'),
      'without workspace: delete',
    ],
    [
      'repository insert',
      ({ manager }) => manager.insert(Client, { ...client, workspace: 'theirs', clientId: 'c' }),
      named,
    ],
    [
      'repository update',
      ({ manager }) => manager.update(Client, { workspace: 'theirs' }, { kind: 'x' }),
      named,
    ],
    [
      'repository delete',
      ({ manager }) => manager.delete(Client, { clientId: 'c' }),
      'without workspace: DELETE',
    ],
    [
      'change of another workspace',
      ({ manager }) => manager.delete(WorkspaceEntity, { id: 'theirs' }),
      named,
    ],
  ])('throws at a %s of other rows, and is undone', async (_, work, message) => {
    const unit = store.write('ours', async (tx) => {
      await tx.run(MARK, 'ours', 'before');
      await work(tx);
    });
    await expect(unit).rejects.toThrow(message);
    expect(await store.readShared((tx) => tx.all('select * from "seeds"'))).toEqual([]);
  });

  it('reads no row of another workspace', async () => {
    const sql = 'select 1 from "seeds" where "workspace" = ?';
    await expect(store.read('ours', (tx) => tx.get(sql, 'theirs'))).rejects.toThrow(named);
  });

  it('writes its own rows, by statements and by repositories', async () => {
    await store.write('ours', async (tx) => {
      await tx.run(MARK, 'ours', 'own');
      await tx.manager.insert(Client, { ...client, workspace: 'ours', clientId: 'own' });
      await tx.manager.delete(Client, { workspace: 'ours', clientId: 'own' });
    });
    const sql = 'select "role" from "seeds" where "workspace" = ?';
    expect(await store.read('ours', (tx) => tx.all(sql, 'ours'))).toEqual([{ role: 'own' }]);
  });
});
