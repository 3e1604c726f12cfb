import { endOfString } from '../validation/duplicate-names.js';
import type { RedactText } from './redact-form.js';
import { isSecretName, REDACTED } from './secret-names.js';

const COLON = /\s*:\s*/y;
const LITERAL_END = /[\s,}\]]|$/g;
const KEPT_LITERAL = /^(?:null|true|false)$/;

/**
 * Redacts the secrets of valid JSON: values of any type, and the text in other values. All other
 * bytes stay.
 */
export function redactJson(json: string, redactText: RedactText): string {
  let redacted = '';
  let copied = 0;
  let next = 0;
  const replace = (start: number, end: number, text: string): void => {
    redacted += json.slice(copied, start) + text;
    copied = end;
  };
  for (let at = json.indexOf('"'); at >= 0; at = json.indexOf('"', next)) {
    next = endOfString(json, at) + 1;
    const quoted = json.slice(at, next);
    const value = valueAfter(json, next);
    if (value === undefined) {
      const text = textOf(quoted);
      const safe = redactText(text);
      if (safe !== text) replace(at, next, JSON.stringify(safe));
    } else if (isSecretName(textOf(quoted))) {
      next = endOfValue(json, value);
      if (!KEPT_LITERAL.test(json.slice(value, next))) replace(value, next, `"${REDACTED}"`);
    } else next = value;
  }
  return redacted + json.slice(copied);
}

function textOf(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

/** Start of the value if a name ends here; undefined: a value ends here. */
function valueAfter(json: string, end: number): number | undefined {
  COLON.lastIndex = end;
  return COLON.test(json) ? COLON.lastIndex : undefined;
}

function endOfValue(json: string, start: number): number {
  const first = json[start];
  if (first === '"') return endOfString(json, start) + 1;
  if (first !== '{' && first !== '[') {
    LITERAL_END.lastIndex = start;
    return LITERAL_END.exec(json)?.index ?? json.length;
  }
  let depth = 0;
  for (let at = start; at < json.length; at += 1) {
    const char = json[at];
    if (char === '"') at = endOfString(json, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return json.length;
}
