import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataArgsStorage } from 'typeorm';
import { platformSchema } from '../../src/app/schema.js';
import { openStore } from '../../src/platform/persistence/open-store.js';
import { tableOf } from '../../src/platform/persistence/entity-table.js';
import type { Store } from '../../src/platform/persistence/store.js';
import { roles } from '../../src/roles/index.js';

const schemas = [platformSchema, ...roles.map(({ schema }) => schema)];
const entities = schemas.flatMap((schema) => schema.entities);
const src = join(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);
const filesWith = (pattern: RegExp): string[] =>
  files.filter((file) => pattern.test(readFileSync(join(src, file), 'utf8'))).toSorted();

interface Column {
  name: string;
  notnull: number;
  pk: number;
}

describe('the tables after the migrations', () => {
  let store: Store;

  beforeAll(async () => {
    const migrations = schemas.flatMap((schema) => schema.migrations);
    store = await openStore('sqlite::memory:', { entities, migrations });
  });
  afterAll(() => store.close());

  it('are those of the entities', async () => {
    const sql = `select "name" from "sqlite_master" where "type" = 'table' and "name" not like 'sqlite_%'`;
    const rows = await store.readShared((tx) => tx.all<{ name: string }>(sql));
    const names = entities.map((entity) => tableOf(entity).name);
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...names, 'migrations'].toSorted());
  });

  it.each(entities.map((entity) => [tableOf(entity).name, entity] as const))(
    'have the columns and the key of the entity: %s',
    async (name, entity) => {
      const declared = getMetadataArgsStorage().columns.filter(({ target }) => target === entity);
      const rows = await store.readShared((tx) =>
        tx.all<Column>(`select * from pragma_table_info('${name}')`),
      );
      const found = rows.map(({ name: column, pk, notnull }) => [
        column,
        { primary: pk > 0, nullable: pk === 0 && notnull === 0 },
      ]);
      const expected = declared.map(({ propertyName, options }) => [
        options.name ?? propertyName,
        { primary: options.primary === true, nullable: options.nullable === true },
      ]);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
    },
  );
});

describe('access to the database', () => {
  it('is written as SQL in repositories, migrations and the persistence only', () => {
    const sql = /["'`(](?:select .+ from|insert into "|update "|delete from) ?/i;
    const elsewhere = filesWith(sql).filter(
      (file) => !/\.(repository|migration)\.ts$|^platform\/persistence\//.test(file),
    );
    expect(elsewhere).toEqual([]);
  });

  it('leaves the bounds of a workspace only where data is shared, or its workspace is looked up', () => {
    expect(filesWith(/\.(?:read|write)Shared\(/)).toEqual([
      'platform/oauth/clients.ts',
      'platform/oauth/installation-secrets.ts',
      'platform/oauth/signing-keys.ts',
      'platform/oauth/tickets/ticket.repository.ts',
      'platform/outbox/outbox.repository.ts',
      'platform/replicas/membership.ts',
      'platform/workspaces/workspaces.ts',
      'roles/dds/content/content.service.ts',
      'roles/dds/dds.module.ts',
    ]);
  });

  it('uses no private field of TypeORM', () => {
    expect(filesWith(/databaseConnection|transactionDepth/)).toEqual([]);
  });
});
