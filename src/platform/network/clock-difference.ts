/**
 * Largest difference between two clocks that is accepted. With a larger one, valid tokens and timestamps look
 * invalid.
 */
export const MAX_CLOCK_DIFFERENCE_MS = 5 * 60_000;

/** `Date` has whole seconds. */
const PRECISION_MS = 1_000;

/**
 * Milliseconds by which the clock in a `Date` header is ahead of `now`; negative: behind. 0 within the precision of
 * the header. Undefined: there is no valid header.
 */
export function clockDifferenceMs(
  header: string | string[] | undefined,
  now: number,
): number | undefined {
  const date = Date.parse(String(header ?? ''));
  if (Number.isNaN(date)) return undefined;
  const excess = Math.abs(date - now) - PRECISION_MS;
  if (excess <= 0) return 0;
  return date > now ? excess : -excess;
}
