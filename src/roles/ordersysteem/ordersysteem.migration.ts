import { Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { column } from '../../kernel/persistence/columns.js';

export class Ordersysteem1763769600000 implements MigrationInterface {
  name = 'Ordersysteem1763769600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'orders',
        columns: [
          column.key('workspace'),
          column.key('id'),
          column.text('purchaseOrderId'),
          column.text('salesOrderId'),
          column.text('acceptedAt'),
          column.maybe('approvedAt'),
          column.maybe('approvalReferenceId'),
          column.text('lines'),
          column.text('decisions'),
        ],
        indices: [
          {
            name: 'orders_by_purchase_order',
            columnNames: ['workspace', 'purchaseOrderId', 'approvedAt'],
          },
          { name: 'orders_by_sales_order', columnNames: ['workspace', 'salesOrderId'] },
          { name: 'orders_by_approval', columnNames: ['workspace', 'approvalReferenceId'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'credit_orders',
        columns: [
          column.key('workspace'),
          column.key('id'),
          column.text('acceptedAt'),
          column.maybe('orderId'),
          column.text('lines'),
          column.text('decisions'),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'refusals',
        columns: [column.key('workspace'), column.key('collection'), column.key('id')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['refusals', 'credit_orders', 'orders']) await runner.dropTable(table);
  }
}
