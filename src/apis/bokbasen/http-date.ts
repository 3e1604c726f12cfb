const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const RFC_1123 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC|([+-])([01]\d|2[0-3])([0-5]\d))$/;
const MINUTE_MS = 60_000;

/**
 * Milliseconds since 1970 of a `Date` header as clients of the older platform write it; undefined: it is none. PHP and Go
 * print the zone as UTC. PHP and Java print a zone as its offset, as in RFC 1123: `Sun, 29 Nov 2026 14:00:00 +0100`.
 */
export function httpDate(text: string): number | undefined {
  const [, day, monthName = '', year, hour, minute, second, sign, offsetHours, offsetMinutes] =
    RFC_1123.exec(text) ?? [];
  const month = MONTHS.indexOf(monthName);
  if (day === undefined || month < 0) return undefined;
  const local = Date.UTC(+year!, month, +day, +hour!, +minute!, +second!);
  const printed = new Date(local);
  const exists =
    printed.getUTCDate() === +day &&
    printed.getUTCHours() === +hour! &&
    printed.getUTCMinutes() === +minute!;
  if (!exists) return undefined;
  if (sign === undefined) return local;
  const offset = (+offsetHours! * 60 + +offsetMinutes!) * MINUTE_MS;
  return sign === '+' ? local - offset : local + offset;
}
