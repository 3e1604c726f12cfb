import { durationMs } from '../time/duration.js';
import type { OutboxMessageState } from './outbox-message.entity.js';
import type { SendOutcome } from './partner-client.js';

const MAX_RETRY_AFTER_MS = 3_600_000;

/** Next state of a message after an attempt: final, or waiting for `pauseMs`. */
export type RetryDecision =
  { state: Exclude<OutboxMessageState, 'waiting'> } | { state: 'waiting'; pauseMs: number };

/** Decides whether a message is sent again. `tries` counts the attempts including the last one. */
export function decideRetry(
  outcome: SendOutcome,
  tries: number,
  retryPauses: string[],
): RetryDecision {
  const { status } = { status: undefined, ...outcome };
  if (outcome.kind === 'answered' && outcome.status >= 200 && outcome.status < 300)
    return { state: 'sent' };
  if (status !== undefined && !isWorthRetrying(status)) return { state: 'refused' };
  const pause = retryPauses[tries - 1];
  if (pause === undefined) return { state: 'failed' };
  const requested = outcome.kind === 'answered' ? retryAfterMs(outcome.retryAfter) : 0;
  return { state: 'waiting', pauseMs: Math.max(durationMs(pause) ?? 0, requested) };
}

function isWorthRetrying(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Retry-After in seconds (RFC 9110), in milliseconds. Its date form is ignored: the pauses of the workspace apply. */
function retryAfterMs(value: string | undefined): number {
  return value && /^\d+$/.test(value) ? Math.min(Number(value) * 1000, MAX_RETRY_AFTER_MS) : 0;
}
