import { EnvironmentVariables } from '../../src/app/environment-variables.js';
import { documentedVariables } from '../../src/app/variable.js';
import type { RoleDescriptor } from '../../src/apis/descriptor.js';
import type { Operation } from '../../src/platform/api/operation.js';
import { basePathOf } from '../../src/platform/api/served-role.js';
import type { KnownRule } from '../../src/platform/config/rules.js';
import type { ClientKind } from '../../src/platform/oauth/client.entity.js';
import { clientIdOf, withEverything } from '../../src/platform/oauth/clients.js';
import { DEFAULT_WORKSPACE } from '../../src/platform/workspaces/workspaces.js';
import { knownSettings, roles } from '../../src/roles/index.js';
import { code, codes, pageOf, prose, sentence, tableOf } from './markdown.js';

/** Environment variables, rules, roles and clients. */
export function renderSettingsPage(): string {
  return pageOf(
    '# Settings of the server',
    'Variables, rules, roles and clients. [Settings](../settings.md) explains PostgreSQL, the commands and the secrets of the clients.',
    '## Environment variables',
    'An empty variable counts as not set. A wrong value stops the start with one line, which names the variable, the value and ' +
      'the allowed values, and exit code 2.',
    variableTable(),
    '## Rules',
    'The sources disagree about these points, or do not mention them. The variable selects a reading, and a finding quotes both. ' +
      '`GET /_sandbox/rules` lists the rules of a server with their values.',
    ...knownSettings().rules.flatMap(ruleSection),
    '## Roles',
    '[Settings](../settings.md#roles-and-base-paths) explains the versions in the paths, and paths without the base path.',
    roleTable(),
    ...roles.flatMap(roleSection),
    '## Clients',
    'The clients of the workspace `default`. Other [workspaces](../guides/control-api.md#workspaces) have clients with the same rights.',
    clientTable(),
  );
}

function variableTable(): string {
  const defaults = Object.entries(new EnvironmentVariables()) as [
    string,
    string | string[] | undefined,
  ][];
  const rows = documentedVariables().map(([name, { description, allowed = '', ...more }]) => {
    const [, value] = defaults.find(([key]) => key === name) ?? [];
    const given = value === undefined ? 'none' : code([value].flat().join(','));
    return [code(name), more.default ?? given, prose(allowed), prose(description)];
  });
  return tableOf(['Variable', 'Default', 'Allowed values', 'Meaning'], rows);
}

function ruleSection(rule: KnownRule): string[] {
  const { name, values, about, effect, source, otherReading, apis } = rule;
  const perApi = apis.map((api, index) => `${api}=${values[index % values.length]}`).join(',');
  return [
    `### RULES_${name}`,
    `${sentence(about)} ${prose(effect)}`,
    [
      `- Values: ${codes(values)}${perApi === '' ? '' : `, or one for each API: ${code(perApi)}`}. Default: ${code(values[0])}.`,
      `- Source: ${sentence(source)}`,
      `- Other reading: ${sentence(otherReading)}`,
    ].join('\n'),
  ];
}

function roleTable(): string {
  const rows = roles.map(({ name, apis, family }) => [
    `[${code(name)}](#${name})`,
    code(basePathOf({ name, apis })),
    code(`POST ${family.tokenUrl(name)}`),
    apis.map(({ title, version }) => `${title} ${version}`).join(', '),
  ]);
  return tableOf(['Role', 'Base path', 'Token endpoint', 'APIs'], rows);
}

function roleSection({ name, apis, family }: RoleDescriptor): string[] {
  const operations: Operation[] = apis
    .flatMap((api) => Object.values<Operation>(api.operations))
    .filter(({ servedBy }) => servedBy === name);
  const { audienceOf } = family.client;
  const rows = operations.map(({ method, path, legacyOnly, summary, scope, audience, ...one }) => [
    code(one.name),
    `${code(`${method} ${path}`)}${legacyOnly ? ' (older platform)' : ''}`,
    audience === undefined ? codes(scope) || 'none' : code(audienceOf?.(audience) ?? audience),
    sentence(summary),
  ]);
  return [
    `### ${name}`,
    tableOf(['Operation', 'Request', 'One of these scopes, or audience', 'Meaning'], rows),
  ];
}

function clientTable(): string {
  const kinds: ClientKind[] = withEverything(
    [...new Set(roles.map(({ family }) => family))].flatMap(({ clients }) => clients),
  );
  const rows = kinds.map(({ kind, scopes, audiences = [], description }) => [
    code(clientIdOf(DEFAULT_WORKSPACE, kind)),
    codes(scopes) || 'none',
    codes(audiences) || 'none',
    prose(description),
  ]);
  return tableOf(['Client', 'Scopes', 'Audiences', 'Meaning'], rows);
}
