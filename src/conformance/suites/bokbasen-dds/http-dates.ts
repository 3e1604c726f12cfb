/** Formats a date as RFC 850: `Sunday, 06-Nov-94 08:49:37 GMT`. */
export function rfc850(moment: number): string {
  const date = new Date(moment);
  const [, day, month, year, time] = date.toUTCString().split(' ');
  const weekday = date.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  return `${weekday}, ${day}-${month}-${year?.slice(2)} ${time} GMT`;
}

/** Formats a date like asctime(): `Sun Nov  6 08:49:37 1994`. */
export function asctime(moment: number): string {
  const [weekday, day, month, year, time] = new Date(moment).toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}
