import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** A response that is written to the socket directly, because a server does not send it in this form. */
export interface RawResponse {
  status: number;
  headers: Record<string, string | number | string[] | undefined>;
  body: Buffer;
}

/** Number of pieces of a slow response. */
const PIECES = 20;
/** Content-Length of a truncated response that has no body. */
const MISSING_BYTES = 16;

/** Resets the connection, as a crash does. */
export function resetConnection(socket: Socket): void {
  socket.resetAndDestroy();
}

/** Sends half of the announced body, then ends the connection. */
export function sendTruncated(socket: Socket, { body, ...answer }: RawResponse): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  endConnection(
    socket,
    Buffer.concat([headOf(answer, Math.max(MISSING_BYTES, body.length)), half]),
  );
}

/** Sends the whole response in pieces, spread over `durationMs`. */
export async function sendSlowly(
  socket: Socket,
  answer: RawResponse,
  durationMs: number,
  pause: (milliseconds: number) => Promise<void>,
): Promise<void> {
  const bytes = Buffer.concat([headOf(answer, answer.body.length), answer.body]);
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
    socket.write(bytes.subarray(at, at + size));
    if (at + size < bytes.length) await pause(durationMs / (PIECES - 1));
  }
  endConnection(socket, Buffer.alloc(0));
}

/** Sends the last bytes and closes the connection, without reading from it any more. */
function endConnection(socket: Socket, last: Buffer): void {
  socket.pause();
  socket.end(last, () => socket.destroySoon());
}

/** Truncates a body and appends bytes that make it neither JSON nor XML. */
export function malformedJson(body: string): string {
  return `${body.slice(0, Math.max(1, Math.floor(body.length / 2))) || '{'}\u{fffd}<"`;
}

function headOf({ status, headers }: Omit<RawResponse, 'body'>, length: number): Buffer {
  const lines = Object.entries({
    ...headers,
    'content-length': String(length),
    connection: 'close',
  }).flatMap(([name, value]) => [value ?? []].flat().map((item) => `${name}: ${item}`));
  const first = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`;
  return Buffer.from([first, ...lines, '', ''].join('\r\n'));
}
