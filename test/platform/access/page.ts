import { roles } from '../../../src/roles/index.js';
import { code, pageOf, tableOf } from '../../reference/markdown.js';
import {
  clientCredentials,
  credentials,
  openRoutes,
  partnerOperations,
  rules,
  ticketRoute,
  tokenRoutes,
  type Access,
  type ClientCredential,
  type Credential,
} from './matrix.js';

/** docs/reference/access.md: who may call what, as the tests check it. */
export function renderAccessPage(): string {
  return pageOf(
    '# Access',
    'How each operation answers each kind of credentials. `test/platform/access-matrix.spec.ts` sends all of them to every ' +
      'operation at every path. Their table is `test/platform/access/matrix.ts`.',
    '"Admitted" is any status but 401, 403 and 405. An admitted request has effect in the workspace of its token or ticket only. ' +
      '404 and 405 come before 401, and 401 before 403.',
    '## Kinds of credentials',
    credentialTable(),
    '## Operations',
    'On the older platform under `/boknett`, a ticket takes the place of the Bokbasen token. The links to a download are open: ' +
      'they have an unguessable id, and Ketenlab gives them out in a response.',
    operationTable(),
    '## Requests for tokens and tickets',
    clientTable(),
    `\`${ticketRoute}\` needs no other credentials than the ticket.`,
    '## Everything else',
    'The control API below `/_sandbox` has the rule `control token` if the server has a `SANDBOX_TOKEN`, which it always has if ' +
      '`HOST` is not a loopback address.',
    `These have the rule \`open\`: ${openRoutes
      .filter((route) => !route.endsWith('*'))
      .map((route) => `\`${route}\``)
      .join(', ')}, and the documents below \`/docs/\`.`,
  );
}

function credentialTable(): string {
  const columns = Object.entries(rules) as [string, Access][];
  const rows = (Object.keys(credentials) as Credential[]).map((kind) => [
    credentials[kind],
    ...columns.map(([, access]) => String(access[kind] ?? '–')),
  ]);
  return tableOf(['credentials', ...columns.map(([rule]) => rule)], rows);
}

function operationTable(): string {
  const apis = [...new Set(roles.flatMap((role) => role.apis))];
  const rows = apis.flatMap((api) =>
    Object.values(api.operations).map(({ name, method, path, scope, audience }) => [
      `\`${name}\``,
      `\`${method} ${path}\``,
      partnerOperations[name] ?? '',
      [...scope, ...(audience === undefined ? [] : [`…/${audience}/`])].map(code).join(', ') || '–',
    ]),
  );
  return tableOf(['operation', 'path', 'rule', 'scope (one of them) or audience'], rows);
}

function clientTable(): string {
  const columns = Object.entries(tokenRoutes);
  const rows = (Object.keys(clientCredentials) as ClientCredential[]).map((kind) => [
    clientCredentials[kind],
    ...columns.map(([, statuses]) => String(statuses[kind])),
  ]);
  return tableOf(['client', ...columns.map(([route]) => `\`${route}\``)], rows);
}
