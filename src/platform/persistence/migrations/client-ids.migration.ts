import { TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';

const index = new TableIndex({ name: 'clients_by_id', columnNames: ['clientId'], isUnique: true });

/** Client ids are unique in all workspaces: the id of a caller leads to its workspace. */
export class ClientIds1797120000001 implements MigrationInterface {
  name = 'ClientIds1797120000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('clients', index);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('clients', index);
  }
}
