import {
  Body,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  type Type as Class,
} from '@nestjs/common';
import { classesOf, fieldsOf } from '../../platform/validation/fields.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { Problem } from '../../platform/errors/problem.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { ControlOperation, IdParam, WorkspaceController } from '../http/control-routes.js';
import { assertDurations } from '../http/durations.js';
import { unknownName } from '../http/names.js';
import { CreateScenarioRequest, ScenarioPage, ScenarioView } from './scenarios.messages.js';
import { ROLES } from '../../platform/api/served-role.js';
import { ApiDirectory } from '../../apis/api-directory.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@WorkspaceController('/scenarios', 'Scenarios')
export class ScenariosController {
  constructor(
    private readonly scenarios: Scenarios,
    private readonly directory: ApiDirectory,
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
  ) {}

  @Get()
  @ControlOperation('List custom scenarios, newest first', { response: ScenarioPage })
  listScenarios(@Param('ws') workspace: string): ScenarioPage {
    return { items: this.scenarios.in(workspace) };
  }

  @Post()
  @HttpCode(201)
  @ControlOperation(
    'Create a custom scenario: a behaviour of the sandbox for messages with a field value',
    {
      request: CreateScenarioRequest,
      example: '{{scenario}}',
      response: ScenarioView,
      status: 201,
      problems: { 400: 'A field is invalid' },
    },
  )
  async createScenario(
    @Param('ws') workspace: string,
    @Body() request: CreateScenarioRequest,
  ): Promise<ScenarioView> {
    const { api, field, value, behaviour, after } = request;
    const unknown = unknownName('/api', api, this.directory.scenarioApis);
    if (unknown.length > 0) throw problemDetails.schemaIncorrect(unknown);
    const fields = this.fieldsOf(api);
    if (fields.length > 0 && !fields.includes(field)) {
      const expected = `one of ${fields.join(', ')}`;
      throw problemDetails.schemaIncorrect([{ path: '/field', expected, seen: field }]);
    }
    if (value === '')
      throw problemDetails.schemaIncorrect([
        { path: '/value', expected: 'a value, or * for any value', seen: 'an empty text' },
      ]);
    const magicValues = this.scenarios.ofApi(api);
    const magicValue = magicValues.find((magic) => magic.behaviour === behaviour);
    if (!magicValue) {
      const expected = `one of ${magicValues.map((magic) => magic.behaviour).join(', ') || 'none: its role is not served'}`;
      throw problemDetails.schemaIncorrect([{ path: '/behaviour', expected, seen: behaviour }]);
    }
    if (after !== undefined && magicValue.after === undefined) {
      const expected = `no such field: ${behaviour} has no delay`;
      throw problemDetails.schemaIncorrect([{ path: '/after', expected, seen: after }]);
    }
    assertDurations([['/after', after]]);
    const { description } = magicValue;
    const defaults = magicValue.after !== undefined && { after: magicValue.after };
    return this.scenarios.add(workspace, { ...defaults, ...request, description });
  }

  /** Names of the message fields in which the role of an API looks for values. */
  private fieldsOf(api: string): string[] {
    const role = this.roles.find(({ scenarios }) =>
      scenarios.some((scenario) => scenario.api === api),
    );
    const bodies = (role?.apis ?? []).flatMap(({ operations }) =>
      Object.values(operations).flatMap(({ servedBy, body }) =>
        servedBy === role?.name && body ? [body] : [],
      ),
    );
    return [...(role?.scenarioFields ?? new Set(bodies.flatMap((body) => [...namesIn(body)])))];
  }

  @Delete(':id')
  @IdParam('Id of the scenario')
  @HttpCode(204)
  @ControlOperation('Remove a custom scenario', {
    status: 204,
    problems: { 404: 'The scenario does not exist' },
  })
  async deleteScenario(@Param('ws') workspace: string, @Param('id') id: string): Promise<void> {
    if (await this.scenarios.remove(workspace, id)) return;
    throw new Problem(404, { text: `Workspace ${workspace} has no scenario ${id}` });
  }
}

/** Names of the fields of a message, at any depth. */
function* namesIn(message: Class): Iterable<string> {
  for (const { name, of, discriminator } of fieldsOf(message)) {
    yield name;
    for (const inner of [...(of ? [of()] : []), ...(discriminator ? classesOf(discriminator) : [])])
      yield* namesIn(inner);
  }
}
