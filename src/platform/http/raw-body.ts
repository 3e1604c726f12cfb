import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../errors/problem.js';

/** The most that any operation may allow. */
export const MAX_BODY_BYTES = 6 * 1024 * 1024;
/** The same for what testers tell the sandbox: a whole snapshot. */
const LARGEST_OF_TESTERS = 64 * 1024 * 1024;
/** So much beyond it the sender is cut off instead of being heard out. */
const PATIENCE = 10 * 1024 * 1024;

/** A body as it came, before anybody judged it. */
export interface RawBody {
  bytes: Buffer;
  /** It went on beyond the limit; `bytes` holds its beginning. */
  tooLarge: boolean;
}

/**
 * One parser for every media type, which keeps the bytes: a refused request has its body in the journal too, and
 * what is wrong with a body is said only after 405, 401 and 403 had their turn.
 */
export function parseRawBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request: FastifyRequest, payload: IncomingMessage, done) => {
    const ofTester = request.url.startsWith('/_sandbox/');
    const largest = ofTester ? LARGEST_OF_TESTERS : MAX_BODY_BYTES;
    const chunks: Buffer[] = [];
    let size = 0;
    payload.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size - chunk.length <= largest) chunks.push(chunk);
      if (size > largest + PATIENCE) request.raw.destroy();
    });
    payload.on('end', () => {
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const tooLarge = size > largest;
      done(null, {
        bytes: tooLarge ? bytes.subarray(0, largest) : bytes,
        tooLarge,
      } satisfies RawBody);
    });
    payload.on('error', () => done(new Problem(400, { text: 'The body was cut off' })));
  });
}
