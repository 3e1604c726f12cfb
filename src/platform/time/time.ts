/** Milliseconds since 1970 of the real world. */
export function realNow(): number {
  return Date.now();
}

/** Milliseconds of a clock that only goes forward, for measuring how long a thing took. */
export function monotonicMs(): number {
  return performance.now();
}

/** RFC 3339 in Zulu time with milliseconds, the one form in which times are stored and handed out; it sorts as text. */
export function toIsoUtc(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Calls back after so many real milliseconds; the answer cancels it. It does not keep the process alive. */
export function startTimer(milliseconds: number, callback: () => void): () => void {
  const LONGEST = 2 ** 31 - 1;
  const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), LONGEST)).unref();
  return () => clearTimeout(timer);
}

/** The last moment that RFC 3339 can say, less the years by which a due time may lie ahead. */
export const MAX_TIMESTAMP = Date.UTC(9980, 0);

/** Milliseconds since 1970 of an RFC 3339 time; undefined for one that cannot be told so, as a leap second. */
export function parseInstant(text: string): number | undefined {
  const moment = Date.parse(text);
  return moment >= 0 && moment <= MAX_TIMESTAMP ? moment : undefined;
}
