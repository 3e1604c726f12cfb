import { MAX_SCHEMA_ERRORS, type SchemaError } from '../../platform/validation/schema.js';
import { Problem } from '../../platform/errors/problem.js';

/** The faults of a problem, as seen from further out; one that names none is a fault of the whole item. */
export function seedErrors({ detail: { errors, text } }: Problem, base = ''): SchemaError[] {
  if (!errors) return [{ path: base, expected: 'an item that can be written', seen: text }];
  return errors.map((fault) => ({ ...fault, path: base + fault.path }));
}

/** The problem of a seed: each of its faults with its line, from the first line to the last. */
export function seedProblem(status: number, all: readonly SchemaError[]): Problem {
  const errors = all
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .slice(0, MAX_SCHEMA_ERRORS)
    .map(({ path, expected, seen, ...place }) => ({ ...place, path, expected, seen }));
  return new Problem(status, { text: errors.map(describeError).join('; '), errors });
}

/** A fault in one line. */
function describeError({ line, column, path, expected, seen }: SchemaError): string {
  const place = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(path === '' ? [] : [path]),
  ].join(', ');
  return `${place || 'seed'}: expected ${expected}, seen ${seen}`.replaceAll(/\s+/g, ' ');
}
