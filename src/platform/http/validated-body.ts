import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { withoutByteOrderMark } from '../validation/byte-order-mark.js';
import { MAX_DEPTH, measureJson } from '../validation/nesting.js';
import { checkJson, type ApiJsonRequirements } from '../requirements/check-json.js';
import type { ErrorFormat, UnreadableReason } from '../errors/error-format.js';
import type { RawBody } from './raw-body.js';
import {
  MAX_SCHEMA_ERRORS,
  validatorOf,
  type SchemaError,
  type Validator,
} from '../validation/schema.js';
import { operationOf } from '../api/operation-of.js';

/** Default limit. The specifications define none (docs/limits.md). */
const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;
const JSON_TYPE = 'application/json';

/** A message that is valid against its schema, and its text as received. */
export interface ValidatedBody<Message> {
  message: Message;
  text: string;
}

/**
 * Body of the request, validated against the schema of the operation. All errors are reported at
 * once. A body that is not JSON is text, which the role validates.
 */
export const ValidatedBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): ValidatedBody<unknown> => readBody(context),
);

/**
 * Body of the request, validated when the function is called: for operations that first check the
 * target of the message.
 */
export const DeferredBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): (() => ValidatedBody<unknown>) =>
    () =>
      readBody(context),
);

function readBody(context: ExecutionContext): ValidatedBody<unknown> {
  const operation = operationOf(context.getHandler());
  const { body, bodyIsList, api, maxBodyBytes, nonJsonBody, legacyAnyMediaType } = operation;
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (nonJsonBody === undefined) {
    const options = { type: body, isList: bodyIsList, maxBytes: maxBodyBytes };
    return readJsonBody(request, api.errorFormat, { ...options, json: api.requirements.json });
  }
  const mediaType =
    legacyAnyMediaType && request.caller?.legacy ? undefined : nonJsonBody.mediaType;
  const text = readText(request, api.errorFormat, { mediaType, largest: maxBodyBytes });
  return { message: undefined, text };
}

/**
 * Query of the request, validated against the class of the operation. A repeated parameter is a
 * list, and is refused.
 */
export const ValidatedQuery = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => {
    const { query: queryClass, api } = operationOf(context.getHandler());
    const query = { ...(context.switchToHttp().getRequest<FastifyRequest>().query as object) };
    const errors = (queryClass ? validatorOf(queryClass)(query) : []).map((error) => ({
      ...error,
      path: `?${error.path.slice(1)}`,
    }));
    if (errors.length > 0) throw api.errorFormat.schemaIncorrect(errors);
    return query;
  },
);

export interface JsonBodyOptions {
  /** Class of the message, or of its items; absent: any JSON value. */
  type?: Class | undefined;
  /** True: the body is a list of messages, or one of them. */
  isList?: boolean | undefined;
  maxBytes?: number | undefined;
  /** Requirements on the text, whose violations become findings. */
  json?: ApiJsonRequirements | undefined;
}

/** Reads a JSON body, or throws the schema problem of the error format. */
export function readJsonBody(
  request: FastifyRequest,
  errorFormat: ErrorFormat,
  { type, isList, maxBytes, json }: JsonBodyOptions = {},
): ValidatedBody<unknown> {
  const received = readText(request, errorFormat, { mediaType: JSON_TYPE, largest: maxBytes });
  const text = withoutByteOrderMark(received);
  const measures = measureJson(text);
  if (measures.tooDeep) {
    throw errorFormat.schemaIncorrect([
      { path: '', expected: `at most ${MAX_DEPTH} levels`, seen: 'more' },
    ]);
  }
  const value = parse(text, errorFormat);
  if (json) request.exchange.record(checkJson(json.request, { text: received, value, measures }));
  const errors = type ? errorsOf(value, validatorOf(type), isList) : [];
  if (errors.length > 0) throw errorFormat.schemaIncorrect(errors);
  return { message: value, text };
}

interface TextLimits {
  /** Undefined: every media type is accepted. */
  mediaType: string | undefined;
  largest?: number | undefined;
}

/** Reads a body as text in UTF-8, as it was received. */
export function readText(
  request: FastifyRequest,
  errorFormat: ErrorFormat,
  limits: TextLimits,
): string {
  return readTextBytes(request, errorFormat, limits).toString('utf8');
}

/** Reads a body that is text in UTF-8, as bytes. */
export function readTextBytes(
  request: FastifyRequest,
  errorFormat: ErrorFormat,
  limits: TextLimits,
): Buffer {
  const body = request.body as RawBody | undefined;
  const unreadable = unreadableBody(request, body, limits);
  if (unreadable) {
    const { reason, error } = unreadable;
    throw (
      (reason && errorFormat.unreadableBody?.(reason, error)) ??
      errorFormat.schemaIncorrect([error])
    );
  }
  return body!.bytes;
}

function errorsOf(value: unknown, validate: Validator, list = false): SchemaError[] {
  if (!list || !Array.isArray(value)) return validate(value);
  const errors: SchemaError[] = [];
  for (const [index, item] of value.entries()) {
    if (errors.length >= MAX_SCHEMA_ERRORS) break;
    for (const error of validate(item)) errors.push({ ...error, path: `/${index}${error.path}` });
  }
  return errors.slice(0, MAX_SCHEMA_ERRORS);
}

function unreadableBody(
  request: FastifyRequest,
  body: RawBody | undefined,
  {
    mediaType,
    largest: maxBytes = DEFAULT_MAX_BODY_BYTES,
  }: { mediaType: string | undefined; largest?: number | undefined },
): { reason?: UnreadableReason; error: SchemaError } | undefined {
  const whole = (expected: string, seen: string): SchemaError => ({ path: '', expected, seen });
  const { 'content-encoding': encoding } = request.headers;
  const given = request.exchange.request.headers['content-type'] as string | undefined;
  if (!body || body.bytes.length === 0)
    return { error: whole(mediaType === JSON_TYPE ? 'a JSON object' : 'a body', 'missing') };
  if (mediaType !== undefined && given !== mediaType && !hasMediaType(mediaType, given ?? '')) {
    return { reason: 'media-type', error: whole(`Content-Type: ${mediaType}`, given ?? 'missing') };
  }
  if (encoding && encoding !== 'identity')
    return { reason: 'media-type', error: whole('no Content-Encoding', encoding) };
  if (body.tooLarge || body.bytes.length > maxBytes)
    return { reason: 'too-large', error: whole(`at most ${maxBytes} bytes`, 'more') };
  if (!isUtf8(body.bytes)) return { error: whole('UTF-8', 'bytes that are not UTF-8') };
  return undefined;
}

/** True when a Content-Type is the media type, without parameters or with charset UTF-8. */
export function hasMediaType(mediaType: string, given: string): boolean {
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase());
  return type === mediaType && parameters.every((one) => /^(charset\s*=\s*"?utf-8"?)?$/.test(one));
}

function parse(text: string, errorFormat: ErrorFormat): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw errorFormat.schemaIncorrect([
      { path: '', expected: 'JSON', seen: (error as Error).message },
    ]);
  }
}
