import { durationMs } from '../../platform/time/duration.js';
import { problemDetails } from '../../platform/errors/problem-details.js';

/** Throws a problem with an error for each text that is no duration; absent texts are ignored. */
export function assertDurations(
  durations: (readonly [path: string, text: string | undefined])[],
): void {
  const expected =
    'an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years';
  const errors = durations.flatMap(([path, text]) =>
    text === undefined || durationMs(text) !== undefined ? [] : [{ path, expected, seen: text }],
  );
  if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
}
