import { parse, toSeconds } from 'iso8601-duration';

const TEN_YEARS_MS = 10 * 366 * 86_400_000;
/** A complete duration. Needed because the parser accepts text around the first duration that it finds. */
const WHOLE =
  /^P(?=.)(?:\d+(?:[.,]\d+)?W)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?$/;

/** Results of texts that were parsed. Most texts are settings, which every message reads. */
const parsed = new Map<string, number | undefined>();
const MAX_PARSED = 1000;

/**
 * Parses an ISO 8601 duration of at most ten years, in milliseconds; undefined when it is invalid. Months and years are not
 * accepted, because they have no fixed length.
 */
export function durationMs(text: string): number | undefined {
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  const ms = parseDuration(text);
  parsed.set(text, ms);
  return ms;
}

function parseDuration(text: string): number | undefined {
  if (!WHOLE.test(text)) return undefined;
  const ms = toSeconds(parse(text), new Date(0)) * 1000;
  return ms <= TEN_YEARS_MS ? Math.round(ms) : undefined;
}
