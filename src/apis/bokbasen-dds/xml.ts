import { ownValue } from '../../platform/validation/own-value.js';

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it stands in an XML document; characters that XML cannot hold are left out. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => ownValue(ESCAPED, character) ?? character);
}
