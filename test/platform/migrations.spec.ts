import { afterAll, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { DataSource, type MigrationInterface } from 'typeorm';
import { platformSchema } from '../../src/app/schema.js';
import { roles } from '../../src/roles/index.js';
import { TestServer } from '../support/test-server.js';

type Migration = new () => MigrationInterface;

const ORDER = '00000000-0000-4000-8000-000000000001';
const CREDIT = '00000000-0000-4000-8000-000000000002';
const OUTBOX = '01a228f1-d1e6-74d0-92fb-9a05004faf98';
const now = '2026-09-01T08:00:00.000Z';
const decisions = JSON.stringify([{ status: 'approved', at: 0, responseReferenceId: ORDER }]);

const timeOf = ({ name }: Migration): number => Number(name.slice(-13));
/** All migrations as classes, the oldest first. */
const migrations = [platformSchema, ...roles.map(({ schema }) => schema)]
  .flatMap((schema) => schema.migrations as Migration[])
  .toSorted((one, other) => timeOf(one) - timeOf(other));
const DAY = 86_400_000;
/** The last step of each day, before the first version of which there is a file: see upgrade.spec.ts. */
const steps = migrations
  .map(timeOf)
  .filter((time) => time < 1796601600000)
  .filter((time, at, all) => Math.floor(time / DAY) !== Math.floor((all[at + 1] ?? 0) / DAY));

const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.remove();
});

/** A file whose tables are those of a step, with an order, its credit order, and a message of the outbox that was sent. */
async function fileOf(step: number, database: string): Promise<void> {
  const source = await new DataSource({
    type: 'better-sqlite3',
    database,
    migrations: migrations.filter((migration) => timeOf(migration) <= step),
    migrationsRun: true,
  }).initialize();
  await source.destroy();
  const file = new Sqlite(database);
  const columnsOf = (table: string): string[] =>
    (file.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => name);
  const insert = (table: string, row: Record<string, unknown>): void => {
    const names = Object.keys(row).filter((name) => columnsOf(table).includes(name));
    const [columns, values] = [names.map((name) => `"${name}"`), names.map((name) => `@${name}`)];
    file.prepare(`insert into "${table}" (${columns.join()}) values (${values.join()})`).run(row);
  };
  const common = { workspace: 'default', acceptedAt: now, decisions, purchaseOrderId: 'PO-1' };
  const line = { productId: '9789000000017', quantity: 1 };
  const message = { requestReferenceId: ORDER, purchaseOrderId: 'PO-1', orderLines: [line] };
  const credit = { requestReferenceId: CREDIT, purchaseOrderId: 'PO-1' };
  insert('messages', {
    ...common,
    collection: 'orders',
    id: ORDER,
    arrival: '1',
    document: JSON.stringify(message),
  });
  insert('messages', {
    ...common,
    collection: 'creditorders',
    id: CREDIT,
    arrival: '2',
    document: JSON.stringify(credit),
  });
  const lines = JSON.stringify([{ ...line, salesOrderLineId: '1', credited: 0 }]);
  insert('orders', { ...common, id: ORDER, salesOrderId: 'SO-1', approvedAt: now, lines });
  insert('credit_orders', { ...common, id: CREDIT, orderId: ORDER, lines: '[]' });
  const sent = { state: 'sent', dueAt: now, body: '{}', tries: 1, attempts: '[]' };
  const names = { correlationId: ORDER, orderingKey: ORDER, about: ORDER, sequence: ORDER };
  const route = { operation: 'confirmOrder', from: 'ordersysteem', to: 'bestelomgeving' };
  insert('deliveries', { workspace: 'default', id: OUTBOX, ...route, ...names, ...sent });
  file.close();
}

describe('a file with the tables of an earlier step', () => {
  it.each(steps)('%d keeps its data', async (step) => {
    const server = new TestServer();
    servers.push(server);
    await fileOf(step, server.databaseFile);
    await server.start();
    expect(await server.state('orders', ORDER)).toMatchObject({
      purchaseOrderId: 'PO-1',
      orderStatus: 'approved',
      salesOrderId: 'SO-1',
    });
    expect(await server.state('creditorders', CREDIT)).toMatchObject({
      purchaseOrderId: 'PO-1',
      creditOrderStatus: 'approved',
      ordersysteem: { acceptedAt: now, orderId: ORDER, lines: [] },
    });
    expect((await server.outbox()).map(({ id, about, state }) => [id, about, state])).toEqual([
      [OUTBOX, ORDER, 'sent'],
    ]);
  });
});
