import { isSecretName, REDACTED } from './secret-names.js';

const LETTER = String.raw`(?:[a-z_-]|\\{1,15}u00[2-7][\da-f])`;
/** A name in quotes, which may be escaped because the text is in a string. */
const QUOTED_NAME = new RegExp(
  String.raw`(?:(\\{0,15})(["'])(${LETTER}{1,100})\1\2|[{,]\s*(${LETTER}{1,100}))\s*(?::|=>)\s*`,
  'gi',
);
const ESCAPED_LETTER = /\\+u00([2-7][\da-f])/gi;
const KEPT_LITERAL = /^(?:null|true|false)\b/;
const STRING_START = /\\{0,15}["']/y;
/** Backslashes before a quote in a text that is in four others. */
const MAX_BACKSLASHES = 15;
const MARK = /[{}[\]"']/g;

/**
 * Redacts secrets in a text that looks like JSON, or contains JSON. Names without quotes count if
 * the text is an object or a list. A text that is cut loses its secret up to the end.
 */
export function redactBrokenJson(text: string): string {
  const isJson = /^[\s\uFEFF]*[[{]/.test(text);
  let redacted = '';
  let copied = 0;
  QUOTED_NAME.lastIndex = 0;
  for (let match = QUOTED_NAME.exec(text); match; match = QUOTED_NAME.exec(text)) {
    const [, , , quoted, bare] = match;
    if (bare !== undefined && !isJson) continue;
    if (!isSecretName(unescaped(quoted ?? bare ?? ''))) continue;
    const start = QUOTED_NAME.lastIndex;
    const value = valueAt(text, start, isJson);
    if (!value) continue;
    redacted += text.slice(copied, start) + value.replacement;
    copied = value.end;
    QUOTED_NAME.lastIndex = value.end;
  }
  return redacted + text.slice(copied);
}

function unescaped(name: string): string {
  return name.replaceAll(ESCAPED_LETTER, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

interface Value {
  end: number;
  replacement: string;
}

/** The value at a position; undefined: it is none, or null, true or false. */
function valueAt(text: string, start: number, isJson: boolean): Value | undefined {
  STRING_START.lastIndex = start;
  const [quote] = STRING_START.exec(text) ?? [];
  if (quote !== undefined) {
    const end = endOfString(text, start + quote.length, quote);
    const closing = text.startsWith(quote, end) ? quote : '';
    return { end: end + closing.length, replacement: quote + REDACTED + closing };
  }
  const first = text[start] ?? '';
  if (first === '{' || first === '[')
    return { end: endOfBrackets(text, start), replacement: `"${REDACTED}"` };
  if (!isJson && !/[-\d]/.test(first)) return undefined;
  if (KEPT_LITERAL.test(text.slice(start, start + 6))) return undefined;
  const end = indexOf(/[,}\]\r\n"\\]/g, text, start);
  return end > start ? { end, replacement: `"${REDACTED}"` } : undefined;
}

/** Index of the quote that closes a string, with its backslashes; without one, the end of the text. */
function endOfString(text: string, from: number, opening: string): number {
  const level = opening.length - 1;
  const quote = opening.at(-1) ?? '"';
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    const backslashes = backslashesBefore(text, at, from);
    if (backslashes < level) return at - backslashes;
    // A string in a string begins with \" and has \\\" for a quote, and so on.
    if ((backslashes - level) % (2 * (level + 1)) === 0) return at - level;
  }
  return text.length;
}

function backslashesBefore(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && text[start - 1] === '\\') start -= 1;
  return at - start;
}

function endOfBrackets(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length;) {
    const char = text[at] ?? '';
    if (char === '"') {
      const opening = text.slice(at - backslashesBefore(text, at, at - MAX_BACKSLASHES), at + 1);
      at = endOfString(text, at + 1, opening) + opening.length;
    } else {
      if (char === '{' || char === '[') depth += 1;
      else if (char === '}' || char === ']') depth -= 1;
      at += 1;
      if (depth === 0) return at;
    }
    at = indexOf(MARK, text, at);
    if (text[at] === "'") at += 1;
  }
  return text.length;
}

function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
