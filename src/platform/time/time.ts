/** Real time, in milliseconds since 1970. */
export function realNow(): number {
  return Date.now();
}

/** Monotonic clock in milliseconds, to measure durations. */
export function monotonicMs(): number {
  return performance.now();
}

/** Texts of seconds. A message has five times, most of them in two seconds: now, and when its confirmation is due. */
const seconds = new Map<number, string>();
const MAX_SECONDS = 64;

/** Formats a time in UTC with milliseconds (RFC 3339). All stored times have this form, because it sorts as text. */
export function toIsoUtc(milliseconds: number): string {
  const time = Math.trunc(milliseconds);
  const second = Math.floor(time / 1000);
  let text = seconds.get(second);
  if (text === undefined) {
    if (seconds.size >= MAX_SECONDS) seconds.clear();
    text = new Date(second * 1000).toISOString().slice(0, -'000Z'.length);
    seconds.set(second, text);
  }
  return `${text}${String(time - second * 1000).padStart(3, '0')}Z`;
}

/** Starts a timer in real milliseconds and returns its cancel function. The timer does not keep the process alive. */
export function startTimer(milliseconds: number, callback: () => void): () => void {
  const LONGEST = 2 ** 31 - 1;
  const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), LONGEST)).unref();
  return () => clearTimeout(timer);
}

/** Waits in real milliseconds. It keeps the process alive: a command that only waits must not end. */
export async function pause(milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
}

/** Calls back again and again, after each period in real milliseconds; returns its cancel function. */
export function startTicker(milliseconds: number, callback: () => void): () => void {
  const timer = setInterval(callback, milliseconds).unref();
  return () => clearInterval(timer);
}

/** Maximum time: the last year of RFC 3339, minus the years by which a due time may be later. */
export const MAX_TIMESTAMP = Date.UTC(9980, 0);

/** Parses an RFC 3339 time, in milliseconds since 1970; undefined when it is out of range or a leap second. */
export function parseInstant(text: string): number | undefined {
  const moment = Date.parse(text);
  return moment >= 0 && moment <= MAX_TIMESTAMP ? moment : undefined;
}
