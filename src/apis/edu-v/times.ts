/** True for an RFC 3339 time in UTC, written with a Z. */
export function isUtcTimestamp(time: string): boolean {
  return /z$/i.test(time);
}

/** Allowed difference between the clocks of two parties, in milliseconds. */
export const MAX_CLOCK_SKEW_MS = 60_000;
