import { pause } from '../../../platform/time/time.js';

/** Wait after the last response in which an unwanted message of the partner would still arrive. */
const QUIET_MS = 400;

/** Waits for messages that must not arrive; longer when the partner is known to be slow. */
export function waitUntilQuiet(usualMs = 0): Promise<void> {
  const duration = Math.max(QUIET_MS, usualMs * 1.5);
  return pause(duration);
}
