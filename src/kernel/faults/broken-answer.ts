import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An answer whose bytes are sent by hand, since no server sends it so by itself. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | number | string[] | undefined>;
  body: Buffer;
}

/** Into so many pieces a slow answer falls. */
const PIECES = 20;

/** The connection is gone, as after a crash. */
export function reset(socket: Socket): void {
  socket.resetAndDestroy();
}

/** Half of the answer, and then the end of the connection. */
export function truncate(socket: Socket, answer: RawAnswer): void {
  const bytes = bytesOf(answer);
  const { length } = answer.body;
  socket.end(
    bytes.subarray(0, length > 0 ? bytes.length - Math.ceil(length / 2) : bytes.length / 2),
  );
}

/** The whole answer, in pieces over so many milliseconds. */
export async function drip(socket: Socket, answer: RawAnswer, overMs: number): Promise<void> {
  const bytes = bytesOf(answer);
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
    socket.write(bytes.subarray(at, at + size));
    if (at + size < bytes.length) await pause(overMs / PIECES, undefined, { ref: false });
  }
  socket.end();
}

/** What is no JSON and no XML any more. */
export function malformed(body: string): string {
  return `${body.slice(0, Math.max(1, Math.floor(body.length / 2))) || '{'}\u{fffd}<"`;
}

function bytesOf({ status, headers, body }: RawAnswer): Buffer {
  const lines = Object.entries({
    ...headers,
    'content-length': String(body.length),
    connection: 'close',
  }).flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`));
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), body]);
}
