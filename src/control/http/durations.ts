import { durationMs } from '../../platform/time/duration.js';
import { problemDetails } from '../../platform/errors/problem-details.js';

/** Refuses texts that are not durations; absent ones are allowed. */
export function assertDurations(
  given: (readonly [path: string, text: string | undefined])[],
): void {
  const expected =
    'an ISO 8601 duration of weeks, days, hours, minutes or seconds, at most ten years';
  const errors = given.flatMap(([path, text]) =>
    text === undefined || durationMs(text) !== undefined ? [] : [{ path, expected, seen: text }],
  );
  if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
}
