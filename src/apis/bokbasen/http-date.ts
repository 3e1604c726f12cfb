const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const RFC_1123 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|UTC|\+0000)$/;

/**
 * Milliseconds since 1970 of a `Date` header as clients of the older platform write it; undefined: it is none. PHP and Go
 * print the zone as UTC.
 */
export function httpDate(text: string): number | undefined {
  const [, day, monthName = '', year, hour, minute, second] = RFC_1123.exec(text) ?? [];
  const month = MONTHS.indexOf(monthName);
  if (day === undefined || month < 0) return undefined;
  const moment = Date.UTC(+year!, month, +day, +hour!, +minute!, +second!);
  const printed = new Date(moment);
  const exists =
    printed.getUTCDate() === +day &&
    printed.getUTCHours() === +hour! &&
    printed.getUTCMinutes() === +minute!;
  return exists ? moment : undefined;
}
