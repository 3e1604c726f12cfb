import { MAX_SCHEMA_ERRORS, type SchemaError } from '../../platform/validation/schema.js';
import { Problem } from '../../platform/errors/problem.js';

/** The errors of a problem below the path of an item; a problem without errors is one error of the whole item. */
export function seedErrors({ detail: { errors, text } }: Problem, base = ''): SchemaError[] {
  if (!errors) return [{ path: base, expected: 'an item that can be written', seen: text }];
  return errors.map((error) => ({ ...error, path: base + error.path }));
}

/** The problem of a seed, with its errors in the order of their lines. */
export function refusal(status: number, all: readonly SchemaError[]): Problem {
  const errors = all
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .slice(0, MAX_SCHEMA_ERRORS)
    .map(({ path, expected, seen, ...place }) => ({ ...place, path, expected, seen }));
  return new Problem(status, { text: errors.map(textOf).join('; '), errors });
}

/** An error in one line. */
function textOf({ line, column, path, expected, seen }: SchemaError): string {
  const place = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(path === '' ? [] : [path]),
  ].join(', ');
  return `${place || 'seed'}: expected ${expected}, seen ${seen}`.replaceAll(/\s+/g, ' ');
}
