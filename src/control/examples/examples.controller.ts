import { Get, Inject, Param } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FilledExample, RoleDescriptor } from '../../apis/descriptor.js';
import type { Operation } from '../../platform/api/operation.js';
import { ROLES } from '../../platform/api/served-role.js';
import { Problem } from '../../platform/errors/problem.js';
import { fieldsOf } from '../../platform/validation/fields.js';
import { ownValue } from '../../platform/validation/own-value.js';
import { ControlOperation, WorkspaceController } from '../http/control-routes.js';
import { ExampleFactsReader } from './example-facts.js';
import { ExampleView, type ExampleParameter } from './examples.messages.js';

@WorkspaceController('/examples', 'Generator')
export class ExamplesController {
  constructor(
    @Inject(ROLES) private readonly roles: RoleDescriptor[],
    private readonly facts: ExampleFactsReader,
  ) {}

  @Get(':role/:operation')
  @ApiParam({
    name: 'role',
    description: 'Role that serves the operation',
    schema: { type: 'string', example: '{{role}}' },
  })
  @ApiParam({
    name: 'operation',
    description: 'Name of the operation',
    schema: { type: 'string', example: '{{operation}}' },
  })
  @ControlOperation('Get an example of an operation, with new ids or ids of this workspace', {
    response: ExampleView,
    problems: { 404: 'The workspace does not exist, or no served role serves the operation' },
  })
  async getExample(
    @Param('ws') workspace: string,
    @Param('role') role: string,
    @Param('operation') name: string,
  ): Promise<ExampleView> {
    const facts = this.facts.in(workspace);
    const apis = this.roles.find((one) => one.name === role)?.apis ?? [];
    for (const { operations, control } of apis) {
      const operation = ownValue<Operation>(operations, name);
      if (operation?.servedBy !== role) continue;
      const filled = (await control.fillExample?.(name, facts)) ?? {};
      return exampleView(operation, filled);
    }
    throw new Problem(404, {
      text: `No served role ${role} serves an operation ${name}; GET /_sandbox/apis lists them`,
    });
  }
}

/** An example with the values of the documentation where the API has no others. */
function exampleView(operation: Operation, filled: FilledExample): ExampleView {
  const { name, servedBy, path, query, examples = {} } = operation;
  const body = filled.body ?? Object.values(examples)[0]?.value;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter);
  const inQuery = (query ? fieldsOf(query) : []).map((field) => field.name);
  const parameters = [...inPath, ...inQuery].map((parameter): ExampleParameter => {
    const value = ownValue(filled.parameters, parameter) ?? documented(operation, parameter);
    return { name: parameter, value };
  });
  return {
    operation: name,
    role: servedBy,
    parameters,
    ...(body !== undefined && { body }),
    ...(filled.needs !== undefined && { needs: filled.needs }),
  };
}

/** Example of a parameter in the documents; empty for an optional one. */
function documented({ parameters, query }: Operation, name: string): string {
  const field = (query ? fieldsOf(query) : []).find((one) => one.name === name);
  const example = field?.required ? field.example : undefined;
  return ownValue(parameters, name)?.example ?? (typeof example === 'string' ? example : '');
}
