import { withCheckDigit } from '../../sandbox/generators/ean13.js';

/** True for an EAN-13 with a correct check digit. */
export function isEan13(text: string): boolean {
  return /^\d{13}$/.test(text) && withCheckDigit(text.slice(0, -1)) === text;
}
