import {
  Header,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  UseGuards,
  UseInterceptors,
  applyDecorators,
  type NestInterceptor,
} from '@nestjs/common';
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
import type { FastifyReply } from 'fastify';
import { tap } from 'rxjs';
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
    ...answeringAs(answers?.mediaType),
    UseGuards(contract.guard),
    ...documentation(operation),
  );
}

/** Fastify puts a charset behind every JSON type, unless somebody else serialises. */
const serialises: NestInterceptor = {
  intercept: (context, next) => {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const serialise = (): void => void reply.serializer((body) => JSON.stringify(body));
    return next.handle().pipe(tap(serialise));
  },
};

function answeringAs(mediaType: string | undefined): MethodDecorator[] {
  if (mediaType === undefined) return [];
  const json = mediaType.endsWith('json') ? [UseInterceptors(serialises)] : [];
  return [Header('content-type', mediaType), ...json];
}

function documentation(operation: Operation): MethodDecorator[] {
  const { contract, servedBy, path, ok, scope, query, answersWith = {} } = operation;
  const header = (description: string) => ({ description, schema: { type: 'string' as const } });
  const version = contract.major !== undefined && { 'API-Version': header('Version of the API') };
  const success = Object.entries(answersWith).map(([name, text]) => [name, header(text)] as const);
  const documented = contract.dialect.documents.filter(({ when }) => when?.(operation) ?? true);
  return [
    ApiTags(contract.parties[servedBy] ?? servedBy),
    ApiOperation({
      operationId: operation.id,
      summary: operation.summary,
      description: operation.description,
    }),
    ...(operation.open ? [] : [ApiOAuth2([...scope], securityScheme(operation))]),
    ...bodyOf(operation),
    ...(operation.answers?.type ? [ApiExtraModels(operation.answers.type)] : []),
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
      ApiParam({ name, type: 'string', ...operation.parameters?.[name] }),
    ),
    ...(query ? fieldsOf(query) : []).map(
      ({ name, required, description, values, pattern, example }) =>
        ApiQuery({
          name,
          required,
          description,
          ...(values && { enum: [...values] }),
          ...(pattern
            ? { schema: { type: 'string', pattern: pattern.of.source, example } }
            : example !== undefined && { example }),
        }),
    ),
    ApiResponse({
      status: ok,
      description: STATUS_CODES[ok] ?? '',
      ...((version || success.length > 0) && {
        headers: { ...version, ...Object.fromEntries(success) },
      }),
      ...answerOf(operation),
    }),
    ...(operation.otherwise ?? []).map(({ status, description, type }) =>
      ApiResponse({ status, description, ...(type && { type }) }),
    ),
    ...documented.map(({ status, description, body }) =>
      ApiResponse({
        status,
        description,
        ...(version && { headers: version }),
        ...(body && { type: body }),
      }),
    ),
  ];
}

function bodyOf({ body, bodyList, takes, examples = {} }: Operation): MethodDecorator[] {
  if (takes) {
    // As an object: Swagger UI shows the example of an XML text as it is for that type alone.
    const schema = { type: 'object', xml: { name: takes.element } };
    return [ApiConsumes(takes.mediaType), ApiBody({ schema, required: true, examples })];
  }
  if (body && bodyList) return [ApiBody({ type: [body], required: true, examples })];
  return body ? [ApiBody({ type: body, required: true, examples })] : [];
}

function answerOf({ answers }: Operation): Partial<ApiResponseOptions> {
  if (!answers) return {};
  const { type, list, mediaType } = answers;
  if (!mediaType) return type ? { type, isArray: list } : {};
  const one = type ? { $ref: getSchemaPath(type) } : { type: 'string' };
  return { content: { [mediaType]: { schema: list ? { type: 'array', items: one } : one } } };
}

/** Swagger UI keeps tokens by this name: a token of one role, or for one audience, is not good at another. */
export function securityScheme({ servedBy, audience }: Operation): string {
  return `OAuth2-${audience ?? servedBy}`;
}
