/** True for an RFC 3339 time in UTC, written with a Z. */
export function isUtcTimestamp(time: string): boolean {
  return /z$/i.test(time);
}

/** Allowed difference between the clocks of two parties, in milliseconds. */
export const MAX_CLOCK_SKEW_MS = 60_000;

/** Time in which a request is confirmed, in milliseconds: our default, as the specification has none. */
export const CONFIRMED_WITHIN_MS = 24 * 60 * 60_000;
