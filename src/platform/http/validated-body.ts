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

/** A message that is as its schema wants it, and the text in which it came. */
export interface ValidatedBody<Message> {
  message: Message;
  text: string;
}

/**
 * The body of the request, judged by the schema of the operation; the first problem is every fault at once. What is not
 * JSON is text, and judged by the role.
 */
export const ValidatedBody = createParamDecorator(
  (_: unknown, context: ExecutionContext): ValidatedBody<unknown> => received(context),
);

/** The same for who has to look first at what the message is about: it is judged when the function is called. */
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

/** The query of the request, judged by the operation's class; a parameter that comes twice is a list, and refused. */
export const ValidatedQuery = createParamDecorator(
  (_: unknown, context: ExecutionContext): unknown => {
    const { query: queryClass, api } = operationOf(context.getHandler());
    const query = { ...(context.switchToHttp().getRequest<FastifyRequest>().query as object) };
    const faults = finderOf(queryClass)(query).map((fault) => ({
      ...fault,
      path: `?${fault.path.slice(1)}`,
    }));
    if (faults.length > 0) throw api.errorFormat.schemaIncorrect(faults);
    return query;
  },
);

const finders = new Map<Class | undefined, (value: unknown) => SchemaError[]>();

/** Reads a JSON body of that class, or throws the dialect's schema problem. */
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
  const faults = faultsIn(value, finderOf(message), list);
  if (faults.length > 0) throw errorFormat.schemaIncorrect(faults);
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
    const { why, fault } = unreadable;
    throw (why && errorFormat.unreadableBody?.(why, fault)) ?? errorFormat.schemaIncorrect([fault]);
  }
  return body!.bytes.toString('utf8');
}

function faultsIn(
  value: unknown,
  find: (one: unknown) => SchemaError[],
  list = false,
): SchemaError[] {
  if (!list || !Array.isArray(value)) return find(value);
  const faults: SchemaError[] = [];
  for (const [index, one] of value.entries()) {
    if (faults.length >= MAX_SCHEMA_ERRORS) break;
    for (const fault of find(one)) faults.push({ ...fault, path: `/${index}${fault.path}` });
  }
  return faults.slice(0, MAX_SCHEMA_ERRORS);
}

function finderOf(message: Class | undefined): (value: unknown) => SchemaError[] {
  let finder = finders.get(message);
  if (!finder) finders.set(message, (finder = message ? compileValidator(message) : () => []));
  return finder;
}

function unreadableBecause(
  request: FastifyRequest,
  body: RawBody | undefined,
  {
    mediaType,
    largest = LARGEST_BODY,
  }: { mediaType: string | undefined; largest?: number | undefined },
): { why?: UnreadableReason; fault: SchemaError } | undefined {
  const whole = (expected: string, seen: string): SchemaError => ({ path: '', expected, seen });
  const { 'content-encoding': encoding } = request.headers;
  const given = request.exchange.request.headers['content-type'] as string | undefined;
  if (!body || body.bytes.length === 0)
    return { fault: whole(mediaType === JSON_TYPE ? 'a JSON object' : 'a body', 'missing') };
  if (mediaType !== undefined && given !== mediaType && !hasMediaType(mediaType, given ?? '')) {
    return { why: 'media-type', fault: whole(`Content-Type: ${mediaType}`, given ?? 'missing') };
  }
  if (encoding && encoding !== 'identity')
    return { why: 'media-type', fault: whole('no Content-Encoding', encoding) };
  if (body.tooLarge || body.bytes.length > largest)
    return { why: 'too-large', fault: whole(`at most ${largest} bytes`, 'more') };
  if (!isUtf8(body.bytes)) return { fault: whole('UTF-8', 'other bytes') };
  return undefined;
}

/** Whether a Content-Type says that media type, in UTF-8 if it says anything more. */
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
