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
import { OPERATION } from '../api/operation-of.js';
import { REASON_HEADER } from './sandbox-reason.js';
import { fieldsOf } from '../validation/fields.js';
import type { Operation } from '../api/operation.js';
import { mountedPath, mountsOf, routeTemplate } from '../api/mounts.js';

/**
 * Lets a handler serve an operation. Routes, guard, success code and documentation come from the
 * table of operations. The controller has no path of its own.
 */
export function ImplementsOperation(operation: Operation): MethodDecorator {
  const { api, method, servedBy, successStatus, response } = operation;
  const routes = mountsOf(api, servedBy).flatMap((mount) => {
    const path = mountedPath(mount, operation);
    return path === undefined ? [] : [mount.route + routeTemplate(path)];
  });
  return applyDecorators(
    SetMetadata(OPERATION, operation),
    RequestMapping({ method: RequestMethod[method], path: routes }),
    HttpCode(successStatus),
    ...responseType(response?.mediaType),
    UseGuards(api.guard),
    ...documentation(operation),
  );
}

/** Serializes JSON itself: Fastify appends a charset to every JSON type that it serializes. */
const jsonSerializer: NestInterceptor = {
  intercept: (context, next) => {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const serialise = (): void => void reply.serializer((body) => JSON.stringify(body));
    return next.handle().pipe(tap(serialise));
  },
};

function responseType(mediaType: string | undefined): MethodDecorator[] {
  if (mediaType === undefined) return [];
  const json = mediaType.endsWith('json') ? [UseInterceptors(jsonSerializer)] : [];
  return [Header('content-type', mediaType), ...json];
}

function documentation(operation: Operation): MethodDecorator[] {
  const { api, servedBy, path, successStatus, scope, query, responseHeaders = {} } = operation;
  const header = (description: string) => ({ description, schema: { type: 'string' as const } });
  const version = api.major !== undefined && { 'API-Version': header('Version of the API') };
  const success = Object.entries(responseHeaders).map(
    ([name, text]) => [name, header(text)] as const,
  );
  const documented = api.errorFormat.documentedResponses.filter(
    ({ when }) => when?.(operation) ?? true,
  );
  return [
    ApiTags(api.parties[servedBy] ?? servedBy),
    ApiOperation({
      operationId: operation.operationId,
      summary: operation.summary,
      description: operation.description,
    }),
    ...(operation.isPublic ? [] : [ApiOAuth2([...scope], securityScheme(operation))]),
    ...bodyOf(operation),
    ...(operation.response?.type ? [ApiExtraModels(operation.response.type)] : []),
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
            ? { schema: { type: 'string', pattern: pattern.regex.source, example } }
            : example !== undefined && { example }),
        }),
    ),
    ApiResponse({
      status: successStatus,
      description: STATUS_CODES[successStatus] ?? '',
      ...((version || success.length > 0) && {
        headers: { ...version, ...Object.fromEntries(success) },
      }),
      ...responseBody(operation),
    }),
    ...(operation.otherResponses ?? []).map(({ status, description, type }) =>
      ApiResponse({ status, description, ...(type && { type }) }),
    ),
    ...documented.map(({ status, description, body }) =>
      ApiResponse({
        status,
        description,
        headers: { ...version, [REASON_HEADER]: header('Our reason for the error, in words') },
        ...(body && { type: body }),
      }),
    ),
  ];
}

function bodyOf({ body, bodyIsList, nonJsonBody, examples = {} }: Operation): MethodDecorator[] {
  if (nonJsonBody) {
    // Declared as an object: only then Swagger UI shows an XML example unchanged.
    const schema = { type: 'object', xml: { name: nonJsonBody.element } };
    return [ApiConsumes(nonJsonBody.mediaType), ApiBody({ schema, required: true, examples })];
  }
  if (body && bodyIsList) return [ApiBody({ type: [body], required: true, examples })];
  return body ? [ApiBody({ type: body, required: true, examples })] : [];
}

function responseBody({ response }: Operation): Partial<ApiResponseOptions> {
  if (!response) return {};
  const { type, list, mediaType } = response;
  if (!mediaType) return type ? { type, isArray: list } : {};
  const one = type ? { $ref: getSchemaPath(type) } : { type: 'string' };
  return { content: { [mediaType]: { schema: list ? { type: 'array', items: one } : one } } };
}

/** Name of the security scheme. Swagger UI stores tokens by it, one per role or audience. */
export function securityScheme({ servedBy, audience }: Operation): string {
  return `OAuth2-${audience ?? servedBy}`;
}
