import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** An answer whose bytes are sent by hand, since no server sends it so by itself. */
export interface RawResponse {
  status: number;
  headers: Record<string, string | number | string[] | undefined>;
  body: Buffer;
}

/** Into so many pieces a slow answer falls. */
const PIECES = 20;
/** Bytes that are announced, and do not come, of an answer without a body. */
const MISSING = 16;

/** The connection is gone, as after a crash. */
export function resetConnection(socket: Socket): void {
  socket.resetAndDestroy();
}

/** Half of the body that is announced, and then the end of the connection. */
export function sendTruncated(socket: Socket, { body, ...answer }: RawResponse): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  close(socket, Buffer.concat([headOf(answer, Math.max(MISSING, body.length)), half]));
}

/** The whole answer, in pieces over so many milliseconds. */
export async function sendSlowly(
  socket: Socket,
  answer: RawResponse,
  overMs: number,
  pause: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const bytes = Buffer.concat([headOf(answer, answer.body.length), answer.body]);
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
    socket.write(bytes.subarray(at, at + size));
    if (at + size < bytes.length) await pause(overMs / (PIECES - 1));
  }
  close(socket, Buffer.alloc(0));
}

/** After the last bytes nothing more is read from it either. */
function close(socket: Socket, last: Buffer): void {
  socket.pause();
  socket.end(last, () => socket.destroySoon());
}

/** What is no JSON and no XML any more. */
export function malformedJson(body: string): string {
  return `${body.slice(0, Math.max(1, Math.floor(body.length / 2))) || '{'}\u{fffd}<"`;
}

function headOf({ status, headers }: Omit<RawResponse, 'body'>, length: number): Buffer {
  const lines = Object.entries({
    ...headers,
    'content-length': String(length),
    connection: 'close',
  }).flatMap(([name, value]) => [value ?? []].flat().map((one) => `${name}: ${one}`));
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`;
  return Buffer.from([first, ...lines, '', ''].join('\r\n'));
}
