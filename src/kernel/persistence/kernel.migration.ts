import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column } from './columns.js';

const workspaceKey = column.key('workspace');

/** The tables that every role needs. */
const tables = [
  new Table({
    name: 'workspaces',
    columns: [
      column.key('id'),
      column.text('createdAt'),
      column.text('settings'),
      column.text('clock'),
    ],
  }),
  new Table({ name: 'signing_keys', columns: [column.key('kid'), column.text('privateJwk')] }),
  new Table({
    name: 'clients',
    columns: [
      workspaceKey,
      column.key('clientId'),
      column.text('clientSecret'),
      column.text('kind'),
      column.text('scopes'),
      column.flag('connected'),
    ],
  }),
  new Table({
    name: 'partners',
    columns: [workspaceKey, column.key('role'), column.text('address')],
  }),
  new Table({
    name: 'messages',
    columns: [
      workspaceKey,
      column.key('collection'),
      column.key('id'),
      column.text('at'),
      column.text('document'),
    ],
    indices: [{ name: 'messages_by_time', columnNames: ['workspace', 'collection', 'at', 'id'] }],
  }),
  new Table({
    name: 'deliveries',
    columns: [
      workspaceKey,
      column.key('id'),
      column.text('operation'),
      column.text('from'),
      column.text('to'),
      column.text('about'),
      column.text('sequence'),
      column.text('state'),
      column.text('dueAt'),
      column.text('body'),
      column.integer('tries'),
      column.text('attempts'),
    ],
    indices: [
      { name: 'deliveries_due', columnNames: ['workspace', 'state', 'dueAt'] },
      { name: 'deliveries_in_sequence', columnNames: ['workspace', 'sequence'] },
      { name: 'deliveries_about', columnNames: ['workspace', 'about'] },
    ],
  }),
  new Table({
    name: 'exchanges',
    columns: [
      workspaceKey,
      column.key('id'),
      column.text('at'),
      column.text('direction'),
      column.text('peer'),
      column.maybe('role'),
      column.maybe('operation'),
      column.text('method'),
      column.text('path'),
      column.integer('status'),
      column.real('durationMs'),
      column.text('requestHeaders'),
      column.text('requestBody'),
      column.text('responseHeaders'),
      column.text('responseBody'),
      column.text('findings'),
    ],
  }),
];

export class Kernel1763769600000 implements MigrationInterface {
  name = 'Kernel1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed()) await runner.dropTable(table);
  }
}
