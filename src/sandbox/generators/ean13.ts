/** Appends the check digit to twelve digits (GS1: weights 1 and 3). */
export function withCheckDigit(twelve: string): string {
  const sum = [...twelve].reduce((so, digit, at) => so + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}
