import { parse, toSeconds } from 'iso8601-duration';

const TEN_YEARS_MS = 10 * 366 * 86_400_000;
/** The parser takes the first duration that it finds in a text; this is the whole of one. */
const WHOLE =
  /^P(?=.)(?:\d+(?:[.,]\d+)?W)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?$/;

/**
 * Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds, at most ten years; undefined when it
 * is none. Months and years have no fixed length.
 */
export function durationMs(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  const ms = toSeconds(parse(text), new Date(0)) * 1000;
  return ms <= TEN_YEARS_MS ? Math.round(ms) : undefined;
}
