/** String format, used by class-validator, Ajv and the OpenAPI documents. */
export interface Format {
  matches(text: string): boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/i;

function isCalendarDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

function isTimestamp(text: string): boolean {
  if (!/^.{10}t/i.test(text) || !isCalendarDate(text.slice(0, 10))) return false;
  const parts = TIME.exec(text.slice(11));
  if (!parts) return false;
  const [hour, minute, second, zoneHour, zoneMinute] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  // RFC 3339 allows second 60 (a leap second) only in the last minute of an hour.
  return (
    hour! < 24 &&
    minute! < 60 &&
    second! <= (minute === 59 ? 60 : 59) &&
    zoneHour! < 24 &&
    zoneMinute! < 60
  );
}

export const formats = {
  /** 8-4-4-4-12 hexadecimal digits in upper or lower case, with any version and variant. */
  uuid: { matches: (text) => UUID.test(text) },
  /** `YYYY-MM-DD`, an existing day (RFC 3339 full-date). */
  date: { matches: isCalendarDate },
  /** RFC 3339 §5.6 date-time, any offset. */
  'date-time': { matches: isTimestamp },
} satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;
