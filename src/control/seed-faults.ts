import { MOST_FAULTS, type Fault } from '../kernel/contract/schema.js';
import { Problem } from '../kernel/problem/problem.js';

/** The faults of a problem, as seen from further out; one that names none is a fault of the whole item. */
export function faultsOf({ detail: { faults, text } }: Problem, base = ''): Fault[] {
  if (!faults) return [{ path: base, expected: 'an item that can be written', seen: text }];
  return faults.map((fault) => ({ ...fault, path: base + fault.path }));
}

/** The problem of a seed: each of its faults with its line, from the first line to the last. */
export function refusal(status: number, all: readonly Fault[]): Problem {
  const faults = all
    .toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0))
    .slice(0, MOST_FAULTS)
    .map(({ path, expected, seen, ...place }) => ({ ...place, path, expected, seen }));
  return new Problem(status, { text: faults.map(worded).join('; '), faults });
}

/** A fault in one line. */
function worded({ line, column, path, expected, seen }: Fault): string {
  const place = [
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(path === '' ? [] : [path]),
  ].join(', ');
  return `${place || 'seed'}: expected ${expected}, seen ${seen}`.replaceAll(/\s+/g, ' ');
}
