import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../conformance-session.js';
import { SkipTest } from '../skip-test.js';
import type { CallOptions } from '../target-client.js';

/** Statuses of a server that does not have the path, or not with this method. */
const NOT_SERVED = [404, 405, 501];
const NO_ID = '00000000-0000-4000-8000-000000000000';

/** The response of an operation to a call without content. */
export interface Probe {
  operation: Operation;
  exchange: Exchange;
  /** False: the server answers as if it did not have the operation. */
  exists: boolean;
}

/** Finds out if the partner has an operation. A call of another URL may be given. */
export async function probe(
  session: ConformanceSession,
  operation: Operation,
  difference: Pick<CallOptions, 'url'> = {},
): Promise<Probe> {
  const call = { ...callOf(operation), ...difference };
  const anonymous = await session.call({ ...call, authorization: null });
  if (isServed(anonymous)) return { operation, exchange: anonymous, exists: true };
  const exchange = await withToken(session, call, anonymous);
  if (isServed(exchange)) return { operation, exchange, exists: true };
  // 404 may be the answer to an unknown id: a path that surely does not exist is answered otherwise.
  const mayBeUnknownId = exchange.status === 404 && operation.path.includes('{');
  if (!mayBeUnknownId) return { operation, exchange, exists: false };
  const path = `/ketenlab-${session.ids.run}/no-such-path`;
  const other = await session.call({ ...call, path });
  return { operation, exchange, exists: !isSameResponse(exchange, other) };
}

/** The response to a call with a token; without a token, because there is none for it, if need be. */
async function withToken(
  session: ConformanceSession,
  call: CallOptions,
  anonymous: Exchange,
): Promise<Exchange> {
  try {
    return await session.call(call);
  } catch (error) {
    if (error instanceof SkipTest) return anonymous;
    throw error;
  }
}

/** A call that an operation refuses, whatever the partner knows. */
export function callOf(operation: Operation): CallOptions {
  return {
    operation,
    path: withIds(operation.path),
    ...(operation.body && { body: {} }),
    ...(operation.nonJsonBody && { body: '' }),
    preflight: true,
  };
}

function isServed({ status }: Exchange): boolean {
  return status > 0 && !NOT_SERVED.includes(status);
}

/** True for responses that differ only in what changes from call to call. */
export function isSameResponse(one: Exchange, other: Exchange): boolean {
  return one.status === other.status && shapeOf(one) === shapeOf(other);
}

/** A response without what differs from call to call: its path, ids and times. */
function shapeOf({ path, response: { headers, body } }: Exchange): string {
  const type = String(headers['content-type']);
  return `${type} ${body.replaceAll(path, '').replaceAll(/[0-9a-f-]{8,}|\d+/gi, '')}`;
}

function withIds(path: string): string {
  return path.replaceAll(/\{\w+\}/g, NO_ID);
}
