const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML and HTML cannot hold, and what would not be seen or would turn the text around it. */
const INVISIBLE =
  /[^\P{Cc}\t\n\r]|\p{Cs}|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu;

/** A piece of a document: in it everything is escaped that came from outside. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | readonly Markup[] | string | number | undefined;

/** Makes a piece of XML or HTML. A text that is put in is escaped, undefined is nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...parts.map(renderPart)));
}

function renderPart(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return escapeInvisible(String(part)).replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** A character that cannot be shown is shown as JSON writes it: it may be what is wrong. */
export function escapeInvisible(text: string): string {
  return text.replaceAll(
    INVISIBLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
