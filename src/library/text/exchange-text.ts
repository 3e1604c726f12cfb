import type { Exchange } from '../types.js';

/** Words about a request whose workspace the server cannot know. */
export const TOKEN_REFUSAL = 'without a valid token, so in the workspace default';

/** One line for an exchange, for example `10:20:30.123 PUT /ordersysteem/v1/orders → 400 (acceptOrder)`. */
export function exchangeLine(exchange: Exchange): string {
  const { at, direction, method, path, status, operation, fault, nearMiss } = exchange;
  const parts = [
    at.slice(11, 23),
    `${direction === 'outbound' ? 'sent ' : ''}${method} ${path} →`,
    status === 0 ? 'no response' : String(status),
    operation !== null && `(${operation})`,
    fault && `[fault ${fault.kind}]`,
    nearMiss && `[no operation; the nearest is ${nearMiss.operation}: ${nearMiss.reason}]`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** Reason and findings of an exchange, a line each. The line of the exchange has the reason of a near miss. */
export function exchangeDetails({ reason, findings, nearMiss }: Exchange): string[] {
  return [
    ...(reason === undefined || nearMiss ? [] : [reason]),
    ...findings.map(
      ({ requirement, level, pointer, expected, seen }) =>
        `${requirement} (${level}) ${placeText(pointer)}: expected ${expected}, seen ${seen}`,
    ),
  ];
}

/** A JSON pointer; an empty one is the whole message. */
export function placeText(pointer: string): string {
  return pointer === '' ? 'message' : pointer;
}

/** Lines with spaces in front. */
export function indent(lines: readonly string[], depth: number): string[] {
  const spaces = ' '.repeat(depth);
  return lines.flatMap((line) => line.split('\n')).map((line) => spaces + line);
}
