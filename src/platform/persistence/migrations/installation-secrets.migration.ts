import { CreateTablesMigration, table } from '../tables.js';

/** Secrets that are made once per database. */
export class InstallationSecrets1796774460000 extends CreateTablesMigration {
  name = 'InstallationSecrets1796774460000';
  tables = [table('installation_secrets', { key: 'name', text: 'value' })];
}
