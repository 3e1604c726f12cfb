import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
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
import type { Operation } from '../api/operation.js';
import { fieldsOf, type Field } from '../validation/fields.js';
import { ErrorResponse, textHeader } from './documented-responses.js';
import { REASON_HEADER } from './sandbox-reason.js';
import { ownValue } from '../validation/own-value.js';

const JSON_TYPE = 'application/json';

/** Decorators that describe an operation in the OpenAPI document, from its row in the table of operations. */
export function documentation(operation: Operation): MethodDecorator[] {
  const { api, servedBy, successStatus, scope, query, responseHeaders = {} } = operation;
  const { errorFormat } = api;
  const version = api.major !== undefined && { 'API-Version': textHeader('Version of the API') };
  const success = Object.entries(responseHeaders).map(
    ([name, text]) => [name, textHeader(text)] as const,
  );
  const reason = { [REASON_HEADER]: textHeader('Our reason for the error, in words') };
  const errors = errorFormat.documentedResponses.filter(({ when }) => when?.(operation) ?? true);
  return [
    ApiTags(ownValue(api.parties, servedBy) ?? servedBy),
    ApiOperation({
      operationId: operation.name,
      summary: operation.summary,
      description: operation.description,
    }),
    ...(operation.isPublic ? [] : [ApiOAuth2([...scope], securityScheme(operation))]),
    ...bodyOf(operation),
    ...(operation.response?.type ? [ApiExtraModels(operation.response.type)] : []),
    ...pathParametersOf(operation).map((parameter) => ApiParam(parameter)),
    ...(query ? fieldsOf(query) : []).map((field) => ApiQuery(queryParameter(field))),
    ApiResponse({
      status: successStatus,
      description: STATUS_CODES[successStatus] ?? '',
      ...((version || success.length > 0) && {
        headers: { ...version, ...Object.fromEntries(success) },
      }),
      ...responseBody(operation),
    }),
    ...(operation.otherResponses ?? []).map(({ status, description, type: body, example }) =>
      ErrorResponse(
        { status, description, ...(body && { body }), ...(example && { examples: { example } }) },
        errorFormat,
        status >= 400 ? { ...version, ...reason } : {},
      ),
    ),
    ...errors.map((response) => ErrorResponse(response, errorFormat, { ...version, ...reason })),
  ];
}

/** A parameter of a path, as OpenAPI describes it. */
interface PathParameter {
  name: string;
  description?: string;
  schema: { type: 'string'; example?: string };
}

/** Parameters of the path of an operation, in their order. */
export function pathParametersOf({ path, parameters = {} }: Operation): PathParameter[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const { description, example } = ownValue(parameters, name) ?? {};
    return {
      name,
      ...(description !== undefined && { description }),
      schema: { type: 'string', ...(example !== undefined && { example }) },
    };
  });
}

function queryParameter({ name, required, description, values, pattern, example }: Field) {
  return {
    name,
    required,
    description,
    schema: {
      type: 'string' as const,
      ...(values && { enum: [...values] }),
      ...(pattern && { pattern: pattern.regex.source }),
      ...(example !== undefined && { example }),
    },
  };
}

function bodyOf({ body, bodyIsList, nonJsonBody, examples = {} }: Operation): MethodDecorator[] {
  if (nonJsonBody) {
    // Swagger UI shows the example only if the schema names the element (see documents.ts).
    const schema = { type: 'string', xml: { name: nonJsonBody.element } };
    return [ApiConsumes(nonJsonBody.mediaType), ApiBody({ schema, required: true, examples })];
  }
  if (body && bodyIsList) return [ApiBody({ type: [body], required: true, examples })];
  return body ? [ApiBody({ type: body, required: true, examples })] : [];
}

function responseBody({ response }: Operation): Partial<ApiResponseOptions> {
  if (!response) return {};
  const { type, list, mediaType = JSON_TYPE, others = {} } = response;
  const one = type ? { $ref: getSchemaPath(type) } : { type: 'string' };
  const isJsonText = type === undefined && mediaType === JSON_TYPE;
  const own = isJsonText ? {} : { [mediaType]: list ? { type: 'array', items: one } : one };
  const schemas = Object.entries({ ...own, ...others });
  return { content: Object.fromEntries(schemas.map(([name, schema]) => [name, { schema }])) };
}

/** Name of the security scheme. Swagger UI stores tokens by it, one per role or audience. */
export function securityScheme({ servedBy, audience }: Operation): string {
  return `OAuth2-${audience ?? servedBy}`;
}
