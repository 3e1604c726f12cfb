import { isSecretName, REDACTED } from './secret-names.js';

/** A tag, or a section of CDATA. The characters may be escaped, because XML can be in a text. */
const TAG =
  /<!\[CDATA\[|(?:<|&lt;|\\u003c)(\/?)(?:[\w.-]{1,100}:)?([a-z][a-z_-]{0,100})(?=[\s/>&\\])/gi;
const TAG_END = /\/?(?:>|&gt;|\\u003e)/i;
/** Longest tag whose end is searched. */
const MAX_TAG_LENGTH = 500;
const ATTRIBUTE = /(?<=[\s:])([a-z][a-z_-]{0,100})\s*=\s*(\\*["']|&quot;|&apos;|\\u0022)/gi;

/** Redacts elements and attributes with the name of a secret, in any namespace. */
export function redactXml(text: string): string {
  if (!/<|&lt;|\\u003c/i.test(text)) return text;
  return redactElements(redactAttributes(text));
}

function redactAttributes(text: string): string {
  let redacted = '';
  let copied = 0;
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(text); match; match = ATTRIBUTE.exec(text)) {
    const [, name = '', quote = ''] = match;
    if (!isSecretName(name)) continue;
    const start = ATTRIBUTE.lastIndex;
    const found = text.indexOf(quote, start);
    const end = found < 0 ? text.length : found;
    redacted += text.slice(copied, start) + REDACTED;
    copied = end;
    ATTRIBUTE.lastIndex = end;
  }
  return redacted + text.slice(copied);
}

/** Content of an element: from the end of its tag to the start of the closing one. */
interface Content {
  start: number;
  end: number;
}

function redactElements(text: string): string {
  let redacted = '';
  let copied = 0;
  for (const { start, end } of secretContents(text)) {
    if (start < copied) continue;
    redacted += text.slice(copied, start) + REDACTED;
    copied = end;
  }
  return redacted + text.slice(copied);
}

/** Contents in the order of their start. An element without an end lasts up to the end of XML. */
function secretContents(text: string): Content[] {
  const isXml = /^[\s\uFEFF]*</.test(text);
  const contents: Content[] = [];
  const open = new Map<string, Content[]>();
  let depth = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(text); tag; tag = TAG.exec(text)) {
    const [, slash, name] = tag;
    if (name === undefined) {
      if (depth > 0) TAG.lastIndex = endOfCdata(text, TAG.lastIndex);
    } else if (isSecretName(name)) {
      const key = name.toLowerCase();
      const same = open.get(key) ?? [];
      open.set(key, same);
      if (slash === '/') {
        const content = same.pop();
        if (!content) continue;
        content.end = tag.index;
        depth -= 1;
      } else {
        const start = contentStart(text, TAG.lastIndex);
        if (start === undefined) continue;
        const content = { start, end: isXml ? text.length : start };
        contents.push(content);
        same.push(content);
        depth += 1;
      }
    }
  }
  return contents.filter(({ start, end }) => end > start);
}

function endOfCdata(text: string, from: number): number {
  const end = text.indexOf(']]>', from);
  return end < 0 ? text.length : end;
}

/** Start of the content after the name of a tag; undefined: the element is empty. */
function contentStart(text: string, afterName: number): number | undefined {
  const end = TAG_END.exec(text.slice(afterName, afterName + MAX_TAG_LENGTH));
  if (!end) return afterName;
  return end[0].startsWith('/') ? undefined : afterName + end.index + end[0].length;
}
