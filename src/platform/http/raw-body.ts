import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { withoutByteOrderMark } from '../validation/byte-order-mark.js';
import { serverProblems, withRetryAfter } from '../errors/server-problems.js';
import { bodyProblems } from './refusals/body-problems.js';

/** Highest limit of any operation. */
export const MAX_BODY_BYTES = 6 * 1024 * 1024;
/** Limit of the control API, which accepts whole snapshots. */
const MAX_CONTROL_BODY_BYTES = 64 * 1024 * 1024;
/** Maximum bytes of all bodies that are being received: nobody has checked their tokens yet. */
const MAX_RECEIVED_BYTES = 96 * 1024 * 1024;
/** Bytes beyond the limit after which the connection is closed. */
const EXCESS_BYTES = 10 * 1024 * 1024;

/** A body as received, before validation. */
export interface RawBody {
  bytes: Buffer;
  /** True: the body exceeds the limit and `bytes` holds its beginning. */
  tooLarge: boolean;
}

/** A body as text in UTF-8, without a byte order mark; empty without a body. */
export function textOf(body: RawBody | undefined): string {
  return withoutByteOrderMark(body?.bytes.toString('utf8') ?? '');
}

function closeConnection({ raw }: FastifyRequest, maxBytes: number): void {
  const problem = serverProblems.connectionClosed(`${maxBytes} bytes`);
  bodyProblems.set(raw.socket, problem);
  // Without an error the stream would not report its end, and its share of the memory would stay taken.
  raw.destroy(problem);
}

/**
 * Registers one parser for every media type, which keeps the raw bytes. So the journal has the body
 * of a refused request, and errors of a body come after 405, 401 and 403.
 */
export function parseRawBodies(fastify: FastifyInstance): void {
  /** Bytes of all bodies that are being received. */
  let received = 0;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage, done) => {
    const isControlRequest = request.url.startsWith('/_sandbox/');
    const maxBytes = isControlRequest ? MAX_CONTROL_BODY_BYTES : MAX_BODY_BYTES;
    const chunks: Buffer[] = [];
    let size = 0;
    let counted = 0;
    let isRefused = false;
    const release = (): void => {
      received -= counted;
      counted = 0;
    };
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes + EXCESS_BYTES) closeConnection(request, maxBytes);
      if (isRefused || size - chunk.length > maxBytes) return;
      if (received + chunk.length > MAX_RECEIVED_BYTES) {
        isRefused = true;
        chunks.length = 0;
        release();
        done(withRetryAfter(serverProblems.tooManyBodies()));
        return;
      }
      counted += chunk.length;
      received += chunk.length;
      chunks.push(chunk);
    });
    payload.on('end', () => {
      release();
      if (isRefused) return;
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const tooLarge = size > maxBytes;
      done(null, {
        bytes: tooLarge ? bytes.subarray(0, maxBytes) : bytes,
        tooLarge,
      } satisfies RawBody);
    });
    payload.on('error', () => {
      release();
      if (isRefused) return;
      const malformed = bodyProblems.get(request.raw.socket);
      done(malformed ?? serverProblems.bodyIncomplete());
    });
  });
}
