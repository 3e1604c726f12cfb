/**
 * PostgreSQL refuses U+0000 in a text, which raw bodies may have. It is stored as a noncharacter of Unicode and a digit, and
 * so is that noncharacter itself.
 */
const MARK = '\uFDD0';
const SPECIAL = /[\0\uFDD0]/g;
const STORED = /\uFDD0([01])/g;

/** The value of a parameter as it is stored. */
export function toStored(value: unknown): unknown {
  if (typeof value !== 'string' || value.search(SPECIAL) < 0) return value;
  return value.replaceAll(SPECIAL, (one) => (one === MARK ? `${MARK}1` : `${MARK}0`));
}

/** The text of a stored value. */
export function fromStored(text: string): string {
  if (!text.includes(MARK)) return text;
  return text.replaceAll(STORED, (_, kind: string) => (kind === '1' ? MARK : '\0'));
}
