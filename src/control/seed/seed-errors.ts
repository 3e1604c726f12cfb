import { MAX_SCHEMA_ERRORS, type SchemaError } from '../../platform/validation/schema.js';
import { Problem } from '../../platform/errors/problem.js';

/** Errors of a problem, with paths below `base`. A problem without errors becomes one error of the whole item. */
export function seedErrors({ detail: { errors, text } }: Problem, base = ''): SchemaError[] {
  if (!errors) return [{ path: base, expected: 'an item that can be stored', seen: text }];
  return errors.map((error) => ({ ...error, path: base + error.path }));
}

/** Problem of a seed: its errors in the order of their lines. */
export function seedProblem(status: number, all: readonly SchemaError[]): Problem {
  const errors = all
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .slice(0, MAX_SCHEMA_ERRORS)
    .map(({ path, expected, seen, ...position }) => ({ ...position, path, expected, seen }));
  return new Problem(status, { text: errors.map(describeError).join('; '), errors });
}

/** An error as one line of text. */
function describeError({ line, column, path, expected, seen }: SchemaError): string {
  const place = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(path === '' ? [] : [path]),
  ].join(', ');
  return `${place || 'seed'}: expected ${expected}, seen ${seen}`.replaceAll(/\s+/g, ' ');
}
