import { isSecretName, REDACTED } from './secret-names.js';
import { ownValue } from '../validation/own-value.js';

/** Redacts a text inside another one. */
export type RedactText = (text: string) => string;

/**
 * A field of a form, or of a URL in a text. A `;` and a line separate fields too: some servers read
 * them so.
 */
const FIELD = /(^|[?&;#\r\n])([^&;=?#\r\n"<>{}]*)=/g;

/** Ends of a value, by the character before its name. */
const ENDS: Record<string, RegExp> = {
  ';': /[&;]/g,
  '\r': /[&\r\n]/g,
  '\n': /[&\r\n]/g,
};
const FIELD_END = /&/g;
/** A value in a text of JSON or XML also ends with this text. */
const ENDS_IN_DOCUMENT = /[&"<]/g;

/** A field of a URL that is percent-encoded as a whole. */
const ENCODED_FIELD =
  /(?<=%(?:25){0,4}(?:3F|26|23|3B))((?:[a-z_-]|%(?:25){0,4}[2-7][\da-f]){1,100}?)(%(?:25){0,4}3D)(?:(?!%(?:25){0,4}26)[^&"<\s])*/gi;
const ENCODED_LETTER = /%(?:25)*([2-7][\da-f])/gi;

/** Redacts the secrets of a form, a query, or the URLs in a text. */
export function redactForm(text: string, redactText: RedactText): string {
  return redactFields(text.includes('%') ? redactEncodedUrls(text) : text, redactText);
}

function redactFields(text: string, redactText: RedactText): string {
  if (!text.includes('=')) return text;
  const isDocument = /^\s*[[{<"]/.test(text);
  let redacted = '';
  let copied = 0;
  let searched = 0;
  FIELD.lastIndex = 0;
  for (let field = FIELD.exec(text); field; field = FIELD.exec(text)) {
    const [, before = '', name = ''] = field;
    const start = FIELD.lastIndex;
    const isSecret = isSecretName(decoded(name));
    // A value is searched once, although it may have fields after a semicolon.
    if (!isSecret && start < searched) continue;
    const end = isDocument
      ? endInDocument(text, start)
      : indexOf(ownValue(ENDS, before) ?? FIELD_END, text, start);
    if (!isSecret) searched = end;
    const value = isSecret ? REDACTED : redactEncoded(text.slice(start, end), redactText);
    // A value may contain another form, which moved the index.
    FIELD.lastIndex = value === undefined ? start : end;
    if (value === undefined) continue;
    redacted += text.slice(copied, start) + value;
    copied = end;
  }
  return redacted + text.slice(copied);
}

/** Redacts the secrets of URLs that are percent-encoded as a whole, once or more. */
function redactEncodedUrls(text: string): string {
  return text.replaceAll(ENCODED_FIELD, (field, name: string, equals: string) => {
    const isSecret = isSecretName(name.replaceAll(ENCODED_LETTER, letterOf));
    return isSecret ? name + equals + REDACTED : field;
  });
}

function letterOf(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** A value that is a form, a URL or JSON itself, without its secrets; undefined: it has none. */
function redactEncoded(value: string, redactText: RedactText): string | undefined {
  if (!value.includes('%')) return undefined;
  const plain = decoded(value);
  const redacted = redactText(plain);
  return redacted === plain ? undefined : new URLSearchParams({ v: redacted }).toString().slice(2);
}

/** A name or value as the token endpoints decode it: what is not encoded well stays. */
function decoded(text: string): string {
  if (!/\+|%[\da-f]{2}/i.test(text)) return text;
  const bytes = Buffer.from(text.replaceAll('+', ' '))
    .toString('latin1')
    .replaceAll(/%([\da-f]{2})/gi, letterOf);
  return Buffer.from(bytes, 'latin1').toString();
}

function endInDocument(text: string, start: number): number {
  let end = indexOf(ENDS_IN_DOCUMENT, text, start);
  while (text[end] === '"' && text[end - 1] === '\\')
    end = indexOf(ENDS_IN_DOCUMENT, text, end + 1);
  return end;
}

/** Index of the first match from a position; without one, the length of the text. */
function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
