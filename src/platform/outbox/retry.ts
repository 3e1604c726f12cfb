import { durationMs } from '../time/duration.js';
import type { OutboxMessageState } from './outbox-message.entity.js';
import type { SendOutcome } from './partner-client.js';

const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** What becomes of a delivery after an attempt: it ends in a state, or waits for so many milliseconds. */
export type RetryDecision =
  { state: Exclude<OutboxMessageState, 'waiting'> } | { state: 'waiting'; pauseMs: number };

/** `tries` counts the attempts up to and with this one. */
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

/** Seconds as RFC 9110 has them; its date form is left to the pauses. */
function retryAfterMs(value: string | undefined): number {
  return value && /^\d+$/.test(value) ? Math.min(Number(value) * 1000, LONGEST_RETRY_AFTER_MS) : 0;
}
