import { CreateTablesMigration, table } from '../tables.js';

const WAITING = `"state" = 'waiting'`;

/** Tables of the platform. */
const tables = [
  table('workspaces', { key: 'id', text: 'createdAt settings clock' }),
  table('signing_keys', { key: 'kid', text: 'privateJwk' }),
  table('clients', {
    key: 'workspace clientId',
    text: 'clientSecret kind scopes',
    maybe: 'keys',
    flag: 'connected',
  }),
  table(
    'assertions',
    { key: 'workspace clientId jti', integer: 'expiresAt' },
    { assertions_by_age: 'expiresAt' },
  ),
  table('partners', { key: 'workspace role', text: 'address' }),
  table(
    'messages',
    { key: 'workspace collection id', text: 'arrival document' },
    { messages_by_arrival: 'workspace collection arrival' },
  ),
  table(
    'deliveries',
    {
      key: 'workspace id',
      text: 'operation from to about sequence state dueAt body attempts',
      integer: 'tries',
    },
    {
      deliveries_due: { columns: 'workspace to dueAt id', where: WAITING },
      // A covering index for the query for earlier messages, so that the planner uses it: 0.6 ms instead of 120.
      deliveries_in_sequence: { columns: 'workspace to sequence tries dueAt id', where: WAITING },
    },
  ),
  table('exchanges', {
    key: 'workspace id',
    text: 'at direction peer method path requestHeaders requestBody responseHeaders responseBody findings',
    maybe: 'role operation',
    integer: 'status',
    real: 'durationMs',
  }),
];

export class Kernel1763769600000 extends CreateTablesMigration {
  name = 'Kernel1763769600000';
  tables = tables;
}
