import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { DEEPEST, nestsTooDeep } from './nesting.js';
import type { Dialect } from '../problem/dialect.js';
import type { RawBody } from './raw-body.js';
import { faultFinder, type Fault } from './schema.js';
import { operationOf } from './operation-of.js';

/** The specifications say nothing on size (docs/limits.md). */
const LARGEST_BODY = 1024 * 1024;

/** A message that is as its schema wants it, and the text in which it came. */
export interface Received<Message> {
  message: Message;
  text: string;
}

/** The body of the request, judged by the schema of the operation; the first problem is every fault at once. */
export const Received = createParamDecorator(
  (_: unknown, context: ExecutionContext): Received<unknown> => {
    const operation = operationOf(context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return receive(request, operation.body, operation.contract.dialect, operation.largestBody);
  },
);

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
  largest = LARGEST_BODY,
): Received<unknown> {
  const body = request.body as RawBody | undefined;
  const unreadable = unreadableBecause(request, body, largest);
  if (unreadable) throw dialect.schemaIncorrect([unreadable]);
  const text = body!.bytes.toString('utf8');
  if (nestsTooDeep(text)) {
    throw dialect.schemaIncorrect([
      { path: '', expected: `at most ${DEEPEST} levels`, seen: 'more' },
    ]);
  }
  const value = parse(text, dialect);
  const faults = finderOf(message)(value);
  if (faults.length > 0) throw dialect.schemaIncorrect(faults);
  return { message: value, text };
}

function finderOf(message: Class | undefined): (value: unknown) => Fault[] {
  let finder = finders.get(message);
  if (!finder) finders.set(message, (finder = message ? faultFinder(message) : () => []));
  return finder;
}

function unreadableBecause(
  request: FastifyRequest,
  body: RawBody | undefined,
  largest: number,
): Fault | undefined {
  const whole = (expected: string, seen: string): Fault => ({ path: '', expected, seen });
  if (!body || body.bytes.length === 0) return whole('a JSON object', 'missing');
  const { 'content-encoding': encoding } = request.headers;
  const mediaType = request.exchange.request.headers['content-type'] as string | undefined;
  if (mediaType !== 'application/json' && !isJson(mediaType ?? '')) {
    return whole('Content-Type: application/json', mediaType ?? 'missing');
  }
  if (encoding && encoding !== 'identity') return whole('no Content-Encoding', encoding);
  if (body.tooLarge || body.bytes.length > largest)
    return whole(`at most ${largest} bytes`, 'more');
  if (!isUtf8(body.bytes)) return whole('UTF-8', 'other bytes');
  return undefined;
}

function isJson(mediaType: string): boolean {
  return /^application\/json\s*(;\s*charset="?utf-8"?\s*)?;?\s*$/i.test(mediaType);
}

function parse(text: string, dialect: Dialect): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw dialect.schemaIncorrect([{ path: '', expected: 'JSON', seen: (error as Error).message }]);
  }
}
