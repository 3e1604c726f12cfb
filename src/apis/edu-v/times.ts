/** Whether an RFC 3339 time is written in Zulu time. */
export function isUtcTimestamp(time: string): boolean {
  return /z$/i.test(time);
}

/** Clocks of two parties differ by so many milliseconds without anybody being wrong. */
export const MAX_CLOCK_SKEW_MS = 60_000;
