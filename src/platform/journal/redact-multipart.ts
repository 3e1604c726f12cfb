import type { RedactText } from './redact-form.js';
import { isSecretName, REDACTED } from './secret-names.js';

/** First line of a multipart body, and the name in the header of a part (RFC 7578). */
const BOUNDARY_LINE = /^--[^\r\n]{1,200}(?=\r?\n)/m;
const PART_NAME = /^content-disposition:[^\r\n]*?;\s*name\*?=(?:"([^"\r\n]*)"|([^;\s]*))/im;
const PART_HEADER_END = /\r?\n\r?\n/;

/** Redacts the parts with the name of a secret, and the content of the others; undefined: no parts. */
export function redactMultipart(text: string, redactText: RedactText): string | undefined {
  const [boundary] = BOUNDARY_LINE.exec(text) ?? [];
  if (boundary === undefined) return undefined;
  return text
    .split(boundary)
    .map((part) => redactPart(part, redactText))
    .join(boundary);
}

function redactPart(part: string, redactText: RedactText): string {
  const end = PART_HEADER_END.exec(part);
  if (!end) return redactText(part);
  const head = part.slice(0, end.index);
  const content = part.slice(end.index + end[0].length);
  const [, quoted, bare = ''] = PART_NAME.exec(head) ?? [];
  const name = decoded((quoted ?? bare).replace(/^utf-8'[^']*'/i, ''));
  if (!isSecretName(name)) return redactText(head) + end[0] + redactText(content);
  const [lineBreak = ''] = /\r?\n$/.exec(content) ?? [];
  return head + end[0] + REDACTED + lineBreak;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
