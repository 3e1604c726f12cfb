import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { DEEPEST, nestsTooDeep } from './nesting.js';
import type { Dialect, Unreadable } from '../problem/dialect.js';
import type { RawBody } from './raw-body.js';
import { MOST_FAULTS, faultFinder, type Fault } from './schema.js';
import { operationOf } from './operation-of.js';

/** The specifications say nothing on size (docs/limits.md). */
const LARGEST_BODY = 1024 * 1024;
const JSON_TYPE = 'application/json';

/** A message that is as its schema wants it, and the text in which it came. */
export interface Received<Message> {
  message: Message;
  text: string;
}

/**
 * The body of the request, judged by the schema of the operation; the first problem is every fault at once. What is not
 * JSON is text, and judged by the role.
 */
export const Received = createParamDecorator(
  (_: unknown, context: ExecutionContext): Received<unknown> => received(context),
);

/** The same for who has to look first at what the message is about: it is judged when the function is called. */
export const ReceivedLater = createParamDecorator(
  (_: unknown, context: ExecutionContext): (() => Received<unknown>) =>
    () =>
      received(context),
);

function received(context: ExecutionContext): Received<unknown> {
  const operation = operationOf(context.getHandler());
  const { body, bodyList, contract, largestBody, takes, legacyTakesAny } = operation;
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  if (takes === undefined) return receive(request, body, contract.dialect, largestBody, bodyList);
  const mediaType = legacyTakesAny && request.caller?.legacy ? undefined : takes.mediaType;
  const text = readText(request, contract.dialect, { mediaType, largest: largestBody });
  return { message: undefined, text };
}

/** The query of the request, judged by the operation's class; a parameter that comes twice is a list, and refused. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): unknown => {
  const { query, contract } = operationOf(context.getHandler());
  const asked = { ...(context.switchToHttp().getRequest<FastifyRequest>().query as object) };
  const faults = finderOf(query)(asked).map((fault) => ({
    ...fault,
    path: `?${fault.path.slice(1)}`,
  }));
  if (faults.length > 0) throw contract.dialect.schemaIncorrect(faults);
  return asked;
});

const finders = new Map<Class | undefined, (value: unknown) => Fault[]>();

/** Reads a JSON body of that class, or throws the dialect's schema problem. */
export function receive(
  request: FastifyRequest,
  message: Class | undefined,
  dialect: Dialect,
  largest?: number,
  list?: boolean,
): Received<unknown> {
  const text = readText(request, dialect, { mediaType: JSON_TYPE, largest });
  if (nestsTooDeep(text)) {
    throw dialect.schemaIncorrect([
      { path: '', expected: `at most ${DEEPEST} levels`, seen: 'more' },
    ]);
  }
  const value = parse(text, dialect);
  const faults = faultsIn(value, finderOf(message), list);
  if (faults.length > 0) throw dialect.schemaIncorrect(faults);
  return { message: value, text };
}

/** Reads a body as text in UTF-8; without a media type, one of any. */
export function readText(
  request: FastifyRequest,
  dialect: Dialect,
  asked: { mediaType: string | undefined; largest?: number | undefined },
): string {
  const body = request.body as RawBody | undefined;
  const unreadable = unreadableBecause(request, body, asked);
  if (unreadable) {
    const { why, fault } = unreadable;
    throw (why && dialect.unreadable?.(why, fault)) ?? dialect.schemaIncorrect([fault]);
  }
  return body!.bytes.toString('utf8');
}

function faultsIn(value: unknown, find: (one: unknown) => Fault[], list = false): Fault[] {
  if (!list || !Array.isArray(value)) return find(value);
  const faults: Fault[] = [];
  for (const [index, one] of value.entries()) {
    if (faults.length >= MOST_FAULTS) break;
    for (const fault of find(one)) faults.push({ ...fault, path: `/${index}${fault.path}` });
  }
  return faults.slice(0, MOST_FAULTS);
}

function finderOf(message: Class | undefined): (value: unknown) => Fault[] {
  let finder = finders.get(message);
  if (!finder) finders.set(message, (finder = message ? faultFinder(message) : () => []));
  return finder;
}

function unreadableBecause(
  request: FastifyRequest,
  body: RawBody | undefined,
  {
    mediaType,
    largest = LARGEST_BODY,
  }: { mediaType: string | undefined; largest?: number | undefined },
): { why?: Unreadable; fault: Fault } | undefined {
  const whole = (expected: string, seen: string): Fault => ({ path: '', expected, seen });
  const { 'content-encoding': encoding } = request.headers;
  const given = request.exchange.request.headers['content-type'] as string | undefined;
  if (!body || body.bytes.length === 0)
    return { fault: whole(mediaType === JSON_TYPE ? 'a JSON object' : 'a body', 'missing') };
  if (mediaType !== undefined && given !== mediaType && !isOf(mediaType, given ?? '')) {
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
export function isOf(mediaType: string, given: string): boolean {
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase());
  return type === mediaType && parameters.every((one) => /^(charset\s*=\s*"?utf-8"?)?$/.test(one));
}

function parse(text: string, dialect: Dialect): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw dialect.schemaIncorrect([{ path: '', expected: 'JSON', seen: (error as Error).message }]);
  }
}
