import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import type { Dialect } from '../problem/dialect.js';
import { LARGEST_BODY, type RawBody } from './raw-body.js';
import { faultFinder, type Fault } from './schema.js';
import { operationOf } from './operation-of.js';

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
    return receive(request, operation.body, operation.contract.dialect);
  },
);

const finders = new Map<Class | undefined, (value: unknown) => Fault[]>();

/** Reads a JSON body of that class, or throws the dialect's schema problem. */
export function receive(
  request: FastifyRequest,
  message: Class | undefined,
  dialect: Dialect,
): Received<unknown> {
  const body = request.body as RawBody | undefined;
  const unreadable = unreadableBecause(request, body);
  if (unreadable) throw dialect.schemaIncorrect([unreadable]);
  const text = body!.bytes.toString('utf8');
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

function unreadableBecause(request: FastifyRequest, body: RawBody | undefined): Fault | undefined {
  const whole = (expected: string, seen: string): Fault => ({ path: '', expected, seen });
  if (!body || body.bytes.length === 0) return whole('a JSON object', 'missing');
  const { 'content-encoding': encoding } = request.headers;
  const mediaType = request.exchange.request.headers['content-type'] as string | undefined;
  if (mediaType !== 'application/json' && !isJson(mediaType ?? '')) {
    return whole('Content-Type: application/json', mediaType ?? 'missing');
  }
  if (encoding && encoding !== 'identity') return whole('no Content-Encoding', encoding);
  if (body.tooLarge) return whole(`at most ${LARGEST_BODY} bytes`, 'more');
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
