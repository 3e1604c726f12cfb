import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A table. The cells are Markdown. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeBars).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A page of paragraphs, tables and headings. */
export function pageOf(...parts: readonly string[]): string {
  const note = 'This page is generated from the code by `npm run openapi`.';
  return `${[...parts.filter((part) => part !== ''), note].join('\n\n')}\n`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** Values as code, with commas between them. */
export function codes(values: readonly string[]): string {
  return values.map(code).join(', ');
}

/** Code between backticks, or a URL: Markdown would make a link of it. */
const URLS = /`[^`]*`|\b[a-z]+:\/\/[^\s)`]*[^\s)`.,;:]/g;

/**
 * A text of the code as Markdown. Code between backticks stays as it is. `docs/limits.md` becomes a link with the title
 * of the document, relative to `docs/reference`.
 */
export function prose(text: string): string {
  return text
    .replaceAll(URLS, (url) => (url.startsWith('`') ? url : code(url)))
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : linked(escaped(part))))
    .join('');
}

/** A text as a sentence. */
export function sentence(text: string): string {
  const end = /[.!?…]$/.test(text) ? '' : '.';
  return prose(text.charAt(0).toUpperCase() + text.slice(1) + end);
}

/** Anchor of a heading without punctuation. */
export function anchorOf(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}

function escaped(text: string): string {
  return text.replaceAll(/[<*]|\{(?=\{)/g, String.raw`\$&`);
}

function linked(text: string): string {
  return text.replaceAll(
    /(?<![\w/])docs\/((?:reference\/)?)([\w/-]+\.md)((?:#[\w-]+)?)/g,
    (whole, reference: string, path: string, anchor: string) =>
      `[${titleOf(whole.replace(/#.*/, ''))}](${reference ? '' : '../'}${path}${anchor})`,
  );
}

/** First heading of a document of the repository. */
function titleOf(document: string): string {
  const text = readFileSync(join(import.meta.dirname, '../..', document), 'utf8');
  return /^# (.+)$/m.exec(text)![1]!;
}

function escapeBars(cell: string): string {
  return cell.replaceAll(/(?<!\\)\|/g, String.raw`\|`);
}
