import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { MAX_DEPTH, exceedsMaxDepth } from '../validation/nesting.js';
import type { ErrorFormat, UnreadableReason } from '../errors/error-format.js';
import type { RawBody } from './raw-body.js';
import { MAX_SCHEMA_ERRORS, compileValidator, type SchemaError } from '../validation/schema.js';
import { operationOf } from '../api/operation-of.js';

/** The specifications say nothing on size (docs/limits.md). */
const LARGEST_BODY = 1024 * 1024;
const JSON_TYPE = 'application/json';

/** A valid message and its text. */
export interface ValidatedBody<Message> {
  message: Message;
  text: string;
}

/**
 * The body of the request, validated by the schema of the operation; the problem has all errors. A body that is not JSON
 * is a text, which the role validates.
 */
export const ValidatedBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): ValidatedBody<unknown> => received(context),
);

/** A function that validates the body when it is called, for handlers that check something else first. */
export const DeferredBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): (() => ValidatedBody<unknown>) =>
    () =>
      received(context),
);

function received(context: ExecutionContext): ValidatedBody<unknown> {
  const operation = operationOf(context.getHandler());
  const { body, bodyIsList, api, maxBodyBytes, nonJsonBody, legacyAnyMediaType } = operation;
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (nonJsonBody === undefined)
    return readJsonBody(request, body, api.errorFormat, maxBodyBytes, bodyIsList);
  const mediaType =
    legacyAnyMediaType && request.caller?.legacy ? undefined : nonJsonBody.mediaType;
  const text = readText(request, api.errorFormat, { mediaType, largest: maxBodyBytes });
  return { message: undefined, text };
}

/** The query of the request, validated by the class of the operation; a repeated parameter is a list, which is an error. */
export const ValidatedQuery = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => {
    const { query: queryClass, api } = operationOf(context.getHandler());
    const query = { ...(context.switchToHttp().getRequest<FastifyRequest>().query as object) };
    const errors = validatorOf(queryClass)(query).map((error) => ({
      ...error,
      path: `?${error.path.slice(1)}`,
    }));
    if (errors.length > 0) throw api.errorFormat.schemaIncorrect(errors);
    return query;
  },
);

const validators = new Map<Class | undefined, (value: unknown) => SchemaError[]>();

/** Reads a JSON body of that class, or throws a problem in the error format of the API. */
export function readJsonBody(
  request: FastifyRequest,
  message: Class | undefined,
  errorFormat: ErrorFormat,
  largest?: number,
  list?: boolean,
): ValidatedBody<unknown> {
  const text = readText(request, errorFormat, { mediaType: JSON_TYPE, largest });
  if (exceedsMaxDepth(text)) {
    throw errorFormat.schemaIncorrect([
      { path: '', expected: `at most ${MAX_DEPTH} levels`, seen: 'more' },
    ]);
  }
  const value = parse(text, errorFormat);
  const errors = errorsIn(value, validatorOf(message), list);
  if (errors.length > 0) throw errorFormat.schemaIncorrect(errors);
  return { message: value, text };
}

/** Reads a body as text in UTF-8; without a media type, one of any. */
export function readText(
  request: FastifyRequest,
  errorFormat: ErrorFormat,
  limits: { mediaType: string | undefined; largest?: number | undefined },
): string {
  const body = request.body as RawBody | undefined;
  const unreadable = unreadableBecause(request, body, limits);
  if (unreadable) {
    const { why, error } = unreadable;
    throw (why && errorFormat.unreadableBody?.(why, error)) ?? errorFormat.schemaIncorrect([error]);
  }
  return body!.bytes.toString('utf8');
}

function errorsIn(
  value: unknown,
  find: (one: unknown) => SchemaError[],
  list = false,
): SchemaError[] {
  if (!list || !Array.isArray(value)) return find(value);
  const errors: SchemaError[] = [];
  for (const [index, one] of value.entries()) {
    if (errors.length >= MAX_SCHEMA_ERRORS) break;
    for (const error of find(one)) errors.push({ ...error, path: `/${index}${error.path}` });
  }
  return errors.slice(0, MAX_SCHEMA_ERRORS);
}

function validatorOf(message: Class | undefined): (value: unknown) => SchemaError[] {
  let validate = validators.get(message);
  if (!validate)
    validators.set(message, (validate = message ? compileValidator(message) : () => []));
  return validate;
}

function unreadableBecause(
  request: FastifyRequest,
  body: RawBody | undefined,
  {
    mediaType,
    largest = LARGEST_BODY,
  }: { mediaType: string | undefined; largest?: number | undefined },
): { why?: UnreadableReason; error: SchemaError } | undefined {
  const whole = (expected: string, seen: string): SchemaError => ({ path: '', expected, seen });
  const { 'content-encoding': encoding } = request.headers;
  const given = request.exchange.request.headers['content-type'] as string | undefined;
  if (!body || body.bytes.length === 0)
    return { error: whole(mediaType === JSON_TYPE ? 'a JSON object' : 'a body', 'missing') };
  if (mediaType !== undefined && given !== mediaType && !hasMediaType(mediaType, given ?? '')) {
    return { why: 'media-type', error: whole(`Content-Type: ${mediaType}`, given ?? 'missing') };
  }
  if (encoding && encoding !== 'identity')
    return { why: 'media-type', error: whole('no Content-Encoding', encoding) };
  if (body.tooLarge || body.bytes.length > largest)
    return { why: 'too-large', error: whole(`at most ${largest} bytes`, 'more') };
  if (!isUtf8(body.bytes)) return { error: whole('UTF-8', 'other bytes') };
  return undefined;
}

/** Tells if a Content-Type is that media type, with no parameter but charset=utf-8. */
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
