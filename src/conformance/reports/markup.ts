import { ownValue } from '../../platform/validation/own-value.js';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Characters that XML and HTML do not allow, that are invisible, or that change the direction of
 * the text.
 */
const INVISIBLE =
  /[^\P{Cc}\t\n\r]|\p{Cs}|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;

/** A part of a document in which all data is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | readonly Markup[] | string | number | undefined;

/** Template tag for XML and HTML. Strings are escaped, undefined renders as nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...parts.map(renderPart)));
}

function renderPart(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escapeInvisible(String(part)).replaceAll(/[&<>"']/g, (character) =>
    ownValue(ENTITIES, character)!,
  );
}

/**
 * Replaces invisible characters by their JSON escapes, because they may be the error that a finding
 * shows.
 */
export function escapeInvisible(text: string): string {
  return text.replaceAll(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
