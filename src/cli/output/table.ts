import { plain } from '../../platform/observability/exchange-line.js';
import { paint } from './colour.js';

const GAP = '  ';
const NONE = '-';

/** Lines of a table with a heading. A value that is absent or empty is shown as `-`. */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly unknown[])[],
): string[] {
  const texts = rows.map((row) => row.map(cellText));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd();
  return [paint('bold', lineOf(headings)), ...texts.map(lineOf)];
}

/** Lines `name  value` with the values below each other. Fields without a value are left out. */
export function fieldLines(fields: Readonly<Record<string, unknown>>): string[] {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...given.map(([name]) => name.length));
  return given.map(([name, value]) => `${name.padEnd(width)}${GAP}${cellText(value)}`);
}

function cellText(value: unknown): string {
  if (value === undefined || value === null || value === '') return NONE;
  if (Array.isArray(value)) return value.length === 0 ? NONE : plain(value.join(' '));
  return plain(typeof value === 'string' ? value : JSON.stringify(value));
}
