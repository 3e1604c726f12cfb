import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Server } from 'node:http';
import { monotonicMs, startTimer } from '../platform/time/time.js';
import type { Ownership } from '../platform/workspaces/ownership.js';
import type { Readiness } from './readiness.js';

declare module 'fastify' {
  interface FastifyReply {
    /** True from the arrival of the whole request to its response. */
    isAwaited: boolean;
  }
}

/** Time in which a response that was just written leaves the socket. */
const FLUSH_MS = 100;
/** Time that requests get to be answered after the server has begun to stop. */
const GRACE_MS = 4_000;
/** Time in which the server still accepts connections after it has begun to stop, if they arrive without a break. */
const ACCEPT_MS = 500;

/**
 * Closes connections while the server stops. A request that has arrived completely is answered, for at most four seconds.
 * A connection that is idle, or has sent a part of a request, would delay the stop until its timeout.
 */
export function closeConnectionsWhenStopping(
  fastify: FastifyInstance,
  readiness: Readiness,
  { isShared }: Pick<Ownership, 'isShared'>,
): void {
  // Counted, because a set of the replies doubles the work of the garbage collector.
  let awaited = 0;
  let closing = false;
  const closeAll = (): void => fastify.server.closeAllConnections();
  const closeIfIdle = (): void => {
    if (closing && awaited === 0) startTimer(FLUSH_MS, () => awaited === 0 && closeAll());
  };
  const end = (reply: FastifyReply): void => {
    if (!reply.isAwaited) return;
    reply.isAwaited = false;
    awaited -= 1;
    closeIfIdle();
  };
  fastify.decorateReply('isAwaited', false);
  // The body has arrived.
  fastify.addHook('preValidation', (_, reply, done) => {
    reply.isAwaited = true;
    awaited += 1;
    done();
  });
  fastify.addHook('onSend', (_, reply, payload, done) => {
    if (readiness.stopping) void reply.header('connection', 'close');
    if (isStream(payload)) reply.raw.once('close', () => end(reply));
    else end(reply);
    done(null, payload);
  });
  // An answer that another process sends passes no `onSend`. The hook costs a few percent, so a single process has none.
  if (isShared)
    fastify.addHook('onResponse', (_, reply, done) => {
      end(reply);
      done();
    });
  fastify.addHook('preClose', (done) => {
    closing = true;
    closeIfIdle();
    startTimer(GRACE_MS, closeAll);
    whenAllAccepted(fastify.server, done);
  });
}

/**
 * Calls back when the system has no further connection for the server. It resets those that wait when the server closes.
 */
function whenAllAccepted(server: Server, callback: () => void): void {
  const end = monotonicMs() + ACCEPT_MS;
  let accepted = true;
  const onConnection = (): void => {
    accepted = true;
  };
  server.on('connection', onConnection);
  const turn = (): void => {
    if (accepted && monotonicMs() < end) {
      accepted = false;
      setImmediate(turn);
      return;
    }
    server.off('connection', onConnection);
    callback();
  };
  turn();
}

function isStream(payload: unknown): boolean {
  return typeof (payload as { pipe?: unknown } | null | undefined)?.pipe === 'function';
}
