import {
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseGuards,
  applyDecorators,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOAuth2,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
  getSchemaPath,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { OPERATION } from './operation-of.js';
import { fieldsOf } from './fields.js';
import type { Operation } from './operation.js';
import { pathAt, placesOf, template } from './places.js';

/**
 * Makes a handler of a controller without a path serve an operation: its routes, its guard, its success code and all
 * that the documents say of it come from the contract's table.
 */
export function Serves(operation: Operation): MethodDecorator {
  const { contract, method, servedBy, ok, answers } = operation;
  const routes = placesOf(contract, servedBy).flatMap((place) => {
    const path = pathAt(place, operation);
    return path === undefined ? [] : [place.route + template(path)];
  });
  return applyDecorators(
    SetMetadata(OPERATION, operation),
    RequestMapping({ method: RequestMethod[method], path: routes }),
    HttpCode(ok),
    ...(answers?.mediaType ? [Header('content-type', answers.mediaType)] : []),
    UseGuards(contract.guard),
    ...documentation(operation),
  );
}

function documentation(operation: Operation): MethodDecorator[] {
  const { contract, servedBy, path, ok, scope, query, answersWith = {} } = operation;
  const header = (description: string) => ({ description, schema: { type: 'string' as const } });
  const headers = contract.major !== undefined && { 'API-Version': header('Version of the API') };
  const documented = contract.dialect.documents.filter(({ when }) => when?.(operation) ?? true);
  return [
    ApiTags(contract.parties[servedBy] ?? servedBy),
    ApiOperation({
      operationId: operation.id,
      summary: operation.summary,
      description: operation.description,
    }),
    ApiOAuth2([...scope], securityScheme(servedBy)),
    ...bodyOf(operation),
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
      description: STATUS_CODES[ok] ?? '',
      headers: {
        ...headers,
        ...Object.fromEntries(
          Object.entries(answersWith).map(([name, text]) => [name, header(text)]),
        ),
      },
      ...answerOf(operation),
    }),
    ...documented.map(({ status, description, body }) =>
      ApiResponse({
        status,
        description,
        ...(headers && { headers }),
        ...(body && { type: body }),
      }),
    ),
  ];
}

function bodyOf({ body, takes, examples = {} }: Operation): MethodDecorator[] {
  if (takes) {
    const schema = { type: 'string' };
    return [ApiConsumes(takes), ApiBody({ schema, required: true, examples })];
  }
  return body ? [ApiBody({ type: body, required: true, examples })] : [];
}

function answerOf({ answers }: Operation): Partial<ApiResponseOptions> {
  if (!answers) return {};
  const { type, list, mediaType } = answers;
  if (!mediaType) return type ? { type, isArray: list } : {};
  const one = type ? { $ref: getSchemaPath(type) } : { type: 'string' };
  return { content: { [mediaType]: { schema: list ? { type: 'array', items: one } : one } } };
}

/** Named after the role: Swagger UI keeps tokens by this name, and a token of one role is not good at another. */
export function securityScheme(role: string): string {
  return `OAuth2-${role}`;
}
