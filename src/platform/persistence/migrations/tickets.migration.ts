import { CreateTablesMigration, table } from '../tables.js';

const tickets = table(
  'tickets',
  { key: 'workspace ticket', text: 'clientId', integer: 'expiresAt' },
  { tickets_by_ticket: 'ticket' },
);

/** Tickets, which a client that logged in sends instead of a token. */
export class Tickets1795305600005 extends CreateTablesMigration {
  name = 'Tickets1795305600005';
  tables = [tickets];
}
