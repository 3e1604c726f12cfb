import { faultEffects, faultPhaseEffects } from '../../src/sandbox/faults/fault.entity.js';
import type { Scenario } from '../../src/sandbox/scenarios/scenario.js';
import { roles } from '../../src/roles/index.js';
import type { OpenApiDocument } from '../support/openapi.js';
import { code, pageOf, prose, sentence, tableOf } from './markdown.js';
import { SchemaText } from './schema-text.js';

const schemas = new SchemaText('control-api.md');

/** Scenarios of the roles, and kinds of faults. */
export function renderScenariosPage({ components }: OpenApiDocument): string {
  const { CreateScenarioRequest = {}, CreateFaultRequest = {} } = components.schemas;
  const scenarios = roles.flatMap((role) => role.scenarios);
  return pageOf(
    '# Scenarios and faults',
    'The [guide of the control API](../guides/control-api.md#faults) has examples.',
    '## Scenarios',
    'A message that has the value in the field, at any depth, triggers the behaviour. Upper and lower case are the same. ' +
      'A delay is in the time of the workspace. `GET /_sandbox/scenarios` lists the scenarios of a server.',
    ...[...new Set(scenarios.map(({ api }) => api))].flatMap((api) => [
      `### ${titleOf(api)}`,
      `API: ${code(api)}.`,
      scenarioTable(scenarios.filter((one) => one.api === api)),
    ]),
    '## Own scenarios',
    'A custom scenario gives a behaviour of the API to another field or value: [createScenario](control-api.md#createscenario).',
    schemas.fields(CreateScenarioRequest),
    '## Faults',
    'A fault breaks the response to matching requests of partners, never a call of the control API: [createFault](control-api.md#createfault).',
    effectTable('Kind', faultEffects),
    effectTable('When', faultPhaseEffects),
    schemas.fields(CreateFaultRequest),
  );
}

/** Title of the API in whose messages the scenarios are. */
function titleOf(name: string): string {
  const role = roles.find(({ scenarios }) => scenarios.some(({ api }) => api === name));
  const api = role?.apis.find((one) => one.name === name) ?? role?.apis[0];
  return api?.title ?? name;
}

function scenarioTable(scenarios: readonly Scenario[]): string {
  const rows = scenarios.map(({ field, value, behaviour, description, after }) => [
    code(behaviour),
    code(`${field} = ${value}`),
    after === undefined ? 'none' : code(after),
    prose(`${description}.`),
  ]);
  return tableOf(['Behaviour', 'Field and value', 'Delay', 'Effect'], rows);
}

function effectTable(head: string, effects: Readonly<Record<string, string>>): string {
  const rows = Object.entries(effects).map(([name, effect]) => [code(name), sentence(effect)]);
  return tableOf([head, 'Effect'], rows);
}
