import {
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseGuards,
  applyDecorators,
} from '@nestjs/common';
import {
  ApiBody,
  ApiOAuth2,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { BearerGuard } from '../auth/bearer.guard.js';
import type { Dialect } from '../problem/dialect.js';
import { OPERATION } from './operation-of.js';
import { fieldsOf } from './fields.js';
import type { Operation } from './operation.js';
import { versionsOf } from './versions.js';

/**
 * Makes a handler serve an operation: its route under the role's base path, its guard, its success code and all
 * that the documents say of it come from the contract's table.
 */
export function Serves(operation: Operation): MethodDecorator {
  const { contract, method, path, ok, body } = operation;
  return applyDecorators(
    SetMetadata(OPERATION, operation),
    RequestMapping({
      method: RequestMethod[method],
      path: versionsOf(contract).map(
        ({ major }) => `v${major}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    }),
    HttpCode(ok),
    UseGuards(BearerGuard),
    ...documentation(operation, body !== undefined),
  );
}

function documentation(operation: Operation, hasBody: boolean): MethodDecorator[] {
  const { contract, servedBy, path, ok, scope, query, answers } = operation;
  const version = {
    'API-Version': { description: 'Version of the API', schema: { type: 'string' as const } },
  };
  return [
    ApiTags(contract.parties[servedBy] ?? servedBy),
    ApiOperation({
      operationId: operation.id,
      summary: operation.summary,
      description: operation.description,
    }),
    ApiOAuth2([...scope], securityScheme(servedBy)),
    ...(hasBody
      ? [ApiBody({ type: operation.body!, required: true, examples: operation.examples ?? {} })]
      : []),
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
      ApiParam({ name, type: 'string', ...operation.parameters?.[name] }),
    ),
    ...(query ? fieldsOf(query) : []).map(({ name, required, description, values, example }) =>
      ApiQuery({
        name,
        required,
        description,
        ...(values && { enum: [...values] }),
        ...(example !== undefined && { example }),
      }),
    ),
    ApiResponse({
      status: ok,
      description: answers ? 'OK' : 'Accepted',
      headers: version,
      ...(answers && { type: answers.type, isArray: answers.list }),
    }),
    ...documentsFor(operation).map(({ status, description, body }) =>
      ApiResponse({ status, description, headers: version, ...(body && { type: body }) }),
    ),
  ];
}

/** A message has no 404 of its own: what it refers to is a matter of its content. */
function documentsFor({ contract, answers }: Operation): Dialect['documents'] {
  return contract.dialect.documents.filter(({ status }) => answers || status !== 404);
}

/** Named after the role: Swagger UI keeps tokens by this name, and a token of one role is not good at another. */
export function securityScheme(role: string): string {
  return `OAuth2-${role}`;
}
