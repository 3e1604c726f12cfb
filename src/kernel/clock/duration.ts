import { parse, toSeconds } from 'iso8601-duration';

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; undefined when it is none. */
export function durationMs(text: string): number | undefined {
  // The parser skips what stands before the P, a minus sign too.
  if (!text.startsWith('P')) return undefined;
  try {
    const duration = parse(text);
    // Months and years have no fixed length.
    if (duration.months || duration.years) return undefined;
    const ms = toSeconds(duration, new Date(0)) * 1000;
    return Number.isFinite(ms) && ms >= 0 ? Math.round(ms) : undefined;
  } catch {
    return undefined;
  }
}
