/** A time as `2026-09-01 08:00:00`, where the page says that it is in UTC. */
export function timeText(time: number | string): string {
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** A time as `2026-09-01 08:00:00 UTC`. */
export const formatTime = (time: number | string): string => `${timeText(time)} UTC`;

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A duration in its two largest units, for example `1 hr 5 min`. */
export function formatDuration(milliseconds: number, language: string): string {
  const inUnit = (value: number, unit: string): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
  let rest = Math.max(0, milliseconds);
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(inUnit(count, unit));
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ') || inUnit(Math.ceil(rest), 'millisecond');
}
