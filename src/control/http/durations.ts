import { durationMs } from '../../platform/time/duration.js';
import { problemDetails } from '../../platform/errors/problem-details.js';

/** Texts that are there must be durations; each that is none is told by its place. */
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
