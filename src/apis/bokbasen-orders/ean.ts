import { withCheckDigit } from '../../sandbox/generators/ean13.js';

/** Whether a text is an EAN-13 with a right check digit. */
export function isEan13(text: string): boolean {
  return /^\d{13}$/.test(text) && withCheckDigit(text.slice(0, -1)) === text;
}
