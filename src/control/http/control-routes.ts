import {
  Controller,
  SetMetadata,
  UseGuards,
  UseInterceptors,
  UsePipes,
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  type Type as Class,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiExtraModels,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
  getSchemaPath,
  type OpenAPIObject,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MAX_BODY_BYTES } from '../../platform/http/raw-body.js';
import { hasMediaType, readText } from '../../platform/http/validated-body.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { TextMessage } from '../../sandbox/state/state-resource.js';
import { Problem } from '../../platform/errors/problem.js';
import { ProblemView, controlErrors } from './problem.messages.js';
import { JSON_BODY, JsonBodyInterceptor, jsonObjectIn, type JsonBodyOptions } from './json-body.js';
import { controlValidationPipe } from './validation-pipe.js';
import { SandboxTokenGuard } from './sandbox-token.guard.js';

const XML = 'application/xml';

/** Controller of the control API, below `/_sandbox`. */
export function ControlController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    Controller(`_sandbox${path}`),
    UseGuards(SandboxTokenGuard),
    UseInterceptors(JsonBodyInterceptor),
    UsePipes(controlValidationPipe),
    ApiTags(tag),
    ApiBearerAuth('SandboxToken'),
  );
}

/** Describes the path parameter with the id of a workspace. */
export function WorkspaceParam(): ClassDecorator & MethodDecorator {
  return ApiParam({
    name: 'ws',
    description: 'Id of the workspace',
    schema: { type: 'string', example: 'default' },
  });
}

/** Describes the path parameter `id`. */
export function IdParam(description: string, example?: string): MethodDecorator {
  return ApiParam({ name: 'id', description, schema: { type: 'string', example } });
}

/** Controller of a resource of one workspace, below `/_sandbox/workspaces/{ws}`. */
export function WorkspaceController(path: string, tag: string): ClassDecorator {
  return applyDecorators(ControlController(`/workspaces/:ws${path}`, tag), WorkspaceParam());
}

type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];

interface ControlOperationOptions {
  /** Class of the JSON body; the handler declares it as the type of its `@Body()`. */
  request?: Class;
  body?: JsonBodyOptions;
  /** Example body, which works without changes. */
  example?: object | string;
  /** Class of the response body. */
  response?: Class;
  /** Schema of the response body by media type, where it has no class. */
  content?: Record<string, Schema>;
  status?: number;
  /** Description of each problem status. */
  problems?: Record<number, string>;
}

/** Problems of every operation. */
const commonProblems = {
  401: 'The server requires SANDBOX_TOKEN, and the request does not contain it',
  403: 'The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)',
};

/** Describes an operation of the control API in the OpenAPI document, and enables its JSON body. */
export function ControlOperation(
  summary: string,
  {
    request: takes,
    body = {},
    example,
    response: answers,
    content,
    status = 200,
    problems = {},
  }: ControlOperationOptions = {},
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ...(takes
      ? [SetMetadata(JSON_BODY, body), ApiBody({ type: takes, ...bodyExample(example) })]
      : []),
    ApiResponse({
      status,
      description: 'Success',
      ...(answers && { type: answers }),
      ...(content && { content: contentOf(content) }),
    }),
    ...Object.entries({ ...commonProblems, ...problems }).map(([code, description]) =>
      ApiResponse({ status: Number(code), ...problemResponse(Number(code), description) }),
    ),
    ApiExtraModels(ProblemView),
  );
}

function contentOf(schemas: Record<string, Schema>) {
  return Object.fromEntries(
    Object.entries(schemas).map(([mediaType, schema]) => [mediaType, { schema }]),
  );
}

/** Response with a problem document; a status below 400 has no body. */
export function problemResponse(status: number, description: string) {
  if (status < 400) return { description };
  const { contentType, body } = controlErrors.render(
    new Problem(status, { text: description }),
    {},
  );
  const schema = { $ref: getSchemaPath(ProblemView) };
  return { description, content: { [contentType]: { schema, example: body } } };
}

function bodyExample(value: object | string | undefined) {
  return value ? { examples: { example: { value } } } : {};
}

/** Parameter decorator: the message to send, a JSON object or an XML document (`TextMessage`). */
export const MessageBody = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const contentType = String(request.exchange.request.headers['content-type'] ?? '');
  if (!hasMediaType(XML, contentType)) return jsonObjectIn(request, 'a JSON object');
  const limits = { mediaType: XML, largest: MAX_BODY_BYTES };
  return new TextMessage(readText(request, problemDetails, limits));
});

/** Parameter decorator: the body as any JSON object, which no pipe validates or transforms. */
export const JsonObject = createParamDecorator((_: unknown, context: ExecutionContext): object =>
  jsonObjectIn(context.switchToHttp().getRequest<FastifyRequest>(), 'a JSON object'),
);
