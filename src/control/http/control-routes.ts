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
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MAX_BODY_BYTES } from '../../platform/http/raw-body.js';
import { hasMediaType, readText } from '../../platform/http/validated-body.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import { TextMessage } from '../../sandbox/state/collections.js';
import { ProblemView } from './problem.messages.js';
import { JSON_BODY, JsonBodyInterceptor, jsonObjectIn, type JsonBodyOptions } from './json-body.js';
import { controlValidationPipe } from './validation-pipe.js';
import { SandboxTokenGuard } from './sandbox-token.guard.js';

const XML = 'application/xml';

/** A controller of the control API, below `/_sandbox`. */
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

/** A controller of what belongs to one workspace. */
export function WorkspaceController(path: string, tag: string): ClassDecorator {
  return applyDecorators(
    ControlController(`/workspaces/:ws${path}`, tag),
    ApiParam({ name: 'ws', description: 'Id of the workspace', example: 'default' }),
  );
}

interface ControlOperationOptions {
  /** Class of the JSON body; the handler declares it as the type of its `@Body()`. */
  request?: Class;
  body?: JsonBodyOptions;
  /** A body that does something when it is sent as it stands. */
  example?: object | string;
  response?: Class;
  status?: number;
  /** Statuses of its problems, with what they mean. */
  problems?: Record<number, string>;
}

/** What every operation may answer. */
const commonProblems = {
  401: 'No SANDBOX_TOKEN, where one is wanted',
  403: 'A page of another site, or a Host that is not ours',
};

/** Tells the documents what an operation of the control API does. */
export function ControlOperation(
  summary: string,
  {
    request: takes,
    body = {},
    example,
    response: answers,
    status = 200,
    problems = {},
  }: ControlOperationOptions = {},
): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    ...(takes
      ? [SetMetadata(JSON_BODY, body), ApiBody({ type: takes, ...bodyExample(example) })]
      : []),
    ApiResponse({ status, description: 'Done', ...(answers && { type: answers }) }),
    ...Object.entries({ ...commonProblems, ...problems }).map(([code, description]) =>
      ApiResponse({
        status: Number(code),
        description,
        ...(Number(code) >= 400 && {
          content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } },
        }),
      }),
    ),
    ApiExtraModels(ProblemView),
  );
}

function bodyExample(value: object | string | undefined) {
  return value ? { examples: { example: { value } } } : {};
}

/** A message to be sent: a JSON object, or an XML document as a `TextMessage`. */
export const MessageBody = createParamDecorator((_: unknown, context: ExecutionContext): object => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const given = String(request.exchange.request.headers['content-type'] ?? '');
  if (!hasMediaType(XML, given)) return jsonObjectIn(request, 'a JSON object');
  const limits = { mediaType: XML, largest: MAX_BODY_BYTES };
  return new TextMessage(readText(request, problemDetails, limits));
});

/** The JSON body, whatever object it is: a raw document, which no pipe transforms. */
export const JsonObject = createParamDecorator((_: unknown, context: ExecutionContext): object =>
  jsonObjectIn(context.switchToHttp().getRequest<FastifyRequest>(), 'a JSON object'),
);
