import { formats } from '../../platform/validation/formats.js';

/**
 * `YYYYMMDDHHMMSS` in UTC, the form of moments in Bokbasen's queries, as ISO 8601; undefined for a
 * moment that does not exist.
 */
export function stampAt(text: string): string | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text) ?? [];
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return formats['date-time'].matches(time) ? time : undefined;
}
