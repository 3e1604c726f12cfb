/** First 31 July after the given day. */
export function nextEndOfSchoolYear(today: string): string {
  const year = Number(today.slice(0, 4));
  return `${today.slice(5) < '07-31' ? year : year + 1}-07-31`;
}
