/** Whether an RFC 3339 time is written in Zulu time. */
export function isZulu(time: string): boolean {
  return /z$/i.test(time);
}

/** Clocks of two parties differ by so many milliseconds without anybody being wrong. */
export const SKEW_MS = 60_000;
