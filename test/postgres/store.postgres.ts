import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { platformSchema } from '../../src/app/schema.js';
import { tableOf } from '../../src/platform/persistence/entity-table.js';
import { insertSql } from '../../src/platform/persistence/insert.js';
import {
  insertUnlessFound,
  toPostgres,
} from '../../src/platform/persistence/postgres/statements.js';
import type { Store, WriteTransaction } from '../../src/platform/persistence/store.js';
import { roles } from '../../src/roles/index.js';
import { openTestStore } from '../support/test-store.js';

const schemas = [platformSchema, ...roles.map(({ schema }) => schema)];
const entities = schemas.flatMap((schema) => schema.entities);
const migrations = schemas.flatMap((schema) => schema.migrations);
const INSERT = insertSql('partners', ['workspace', 'role', 'address']);
let store: Store;

beforeAll(async () => {
  store = await openTestStore({ entities, migrations });
});
afterAll(() => store.close());

const rolesOf = async (workspace: string): Promise<string[]> => {
  const rows = await store.read(workspace, (tx) =>
    tx.all<{ role: string }>(
      'select "role" from "partners" where "workspace" = ? order by "role"',
      workspace,
    ),
  );
  return rows.map(({ role }) => role);
};

describe('a statement for PostgreSQL', () => {
  it.each([
    ['select ? where "a" = ?', 'select $1 where "a" = $2'],
    [`select '?', "?", 'it''s ?' where "a" = ?`, `select '?', "?", 'it''s ?' where "a" = $1`],
    [
      'delete from "a" where rowid in (select rowid from "a")',
      'delete from "a" where ctid in (select ctid from "a")',
    ],
  ])('has numbered parameters: %s', (sql, expected) => {
    expect(toPostgres(sql)).toBe(expected);
  });
});

describe('an insert unless a row is found', () => {
  it('has the parameters of the insert and of the search', () => {
    const sql = insertUnlessFound(
      'insert into "a" ("workspace", "id") values (?, ?)',
      'select 1 from "a" where "workspace" = ? and "id" = ?',
    );
    expect(sql).toBe(
      'insert into "a" ("workspace", "id") select ?, ? where not exists (select 1 from "a" where "workspace" = ? and "id" = ?)',
    );
  });
});

describe('the tables in PostgreSQL', () => {
  it('have the columns of the entities, integers of 64 bits, and texts that sort by their bytes', async () => {
    const sql = `select "table_name", "column_name", "data_type", "collation_name"
      from "information_schema"."columns" where "table_schema" = current_schema()
      and "table_name" <> 'migrations'`;
    const rows = await store.readShared((tx) =>
      tx.all<{ table_name: string; column_name: string; data_type: string }>(sql),
    );
    const found = new Map<string, string[]>();
    for (const { table_name: table, column_name: column } of rows)
      found.set(table, [...(found.get(table) ?? []), column].toSorted());
    const expected = entities.map((entity) => {
      const { name, columns, hashedId } = tableOf(entity);
      return [name, (hashedId ? [...columns, 'seq'] : [...columns]).toSorted()] as const;
    });
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    expect(new Set(rows.map(({ data_type: type }) => type))).toEqual(
      new Set(['text', 'bigint', 'double precision', 'boolean']),
    );
  });

  it('order texts as SQLite does', async () => {
    const texts = ['~', 'a', 'B', 'b', 'A', 'é', '-', '0'];
    await store.write('order', async (tx) => {
      for (const text of texts) await tx.run(INSERT, 'order', text, '{}');
    });
    expect(await rolesOf('order')).toEqual(['-', '0', 'A', 'B', 'a', 'b', '~', 'é']);
  });
});

describe('writes in PostgreSQL', () => {
  it('of different workspaces run at the same time, those of one workspace do not', async () => {
    const running = { ours: 0, theirs: 0 };
    const together = { own: false, other: false };
    let meet = (): void => undefined;
    const met = new Promise<void>((resolve) => (meet = resolve));
    const work = (workspace: 'ours' | 'theirs', number: number) =>
      store.writeAlone(workspace, async (tx) => {
        running[workspace] += 1;
        if (running[workspace] > 1) together.own = true;
        if (running.ours > 0 && running.theirs > 0) {
          together.other = true;
          meet();
        }
        await tx.run(INSERT, workspace, `role ${number}`, '{}');
        await met;
        running[workspace] -= 1;
      });
    await Promise.all([work('ours', 1), work('ours', 2), work('theirs', 1), work('theirs', 2)]);
    expect(together).toEqual({ own: false, other: true });
  });

  const hideError = (role: string, called: string[]) => async (tx: WriteTransaction) => {
    await tx.run(INSERT, 'hidden', role, '{}');
    tx.afterCommit(() => called.push(role));
    const sql = 'select 1 from "nothing" where "workspace" = $1';
    await tx.manager.query(sql, ['hidden']).catch(() => undefined);
  };

  it('fail when a unit hides the error of a statement, because nothing of it is stored', async () => {
    const called: string[] = [];
    await expect(store.write('hidden', hideError('alone', called))).rejects.toThrow(
      'The transaction has a failed statement',
    );
    expect([await rolesOf('hidden'), called]).toEqual([[], []]);
  });

  it('fail alone when one of several units hides the error of a statement', async () => {
    const called: string[] = [];
    const outcomes = await Promise.allSettled([
      store.write('hidden', (tx) => tx.run(INSERT, 'hidden', 'before', '{}')),
      store.write('hidden', hideError('middle', called)),
      store.write('hidden', (tx) => tx.run(INSERT, 'hidden', 'behind', '{}')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([await rolesOf('hidden'), called]).toEqual([['before', 'behind'], []]);
  });
});

describe('a read in PostgreSQL', () => {
  it('sees the rows of one moment, also while others write', async () => {
    const seen = await store.read('moment', async (tx) => {
      const sql = 'select count(*) as "rows" from "partners" where "workspace" = ?';
      const before = await tx.get(sql, 'moment');
      await store.write('moment', (other) => other.run(INSERT, 'moment', 'later', '{}'));
      return [before, await tx.get(sql, 'moment')];
    });
    expect(seen).toEqual([{ rows: 0 }, { rows: 0 }]);
    expect(await rolesOf('moment')).toEqual(['later']);
  });

  it('of a view has all rows of more than one fetch', async () => {
    await store.write('many', async (tx) => {
      for (let number = 0; number < 130; number += 1)
        await tx.run(INSERT, 'many', String(number).padStart(3, '0'), 'x');
    });
    const found = await store.readView('many', async (view) => {
      const rows: unknown[] = [];
      const sql = 'select "role" from "partners" where "workspace" = ? order by "role"';
      for await (const [role] of view.rows(sql, 'many')) rows.push(role);
      return rows;
    });
    expect(found).toEqual(await rolesOf('many'));
    expect(found).toHaveLength(130);
  });
});
