import type { Cause } from '../reports/report.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** The first departures that are kept; after them they are counted. */
const MAX_RECORDED_VIOLATIONS = 10;

/** A departure, and where it was seen. */
export interface RecordedViolation extends Pick<Violation, 'pointer' | 'expected' | 'seen'> {
  cause: Cause;
  exchange?: string | undefined;
  test?: string | undefined;
}

/** How a partner has met one requirement so far. */
export interface RequirementStats {
  passed: number;
  failed: number;
  violations: RecordedViolation[];
  /** Ids of the first and the last exchange that show it: where it was departed from, if it ever was. */
  first?: string;
  last?: string;
}

export function emptyStats(): RequirementStats {
  return { passed: 0, failed: 0, violations: [] };
}

/** It was met once more. */
export function recordPass(stats: RequirementStats, exchange: string | undefined): void {
  stats.passed += 1;
  if (stats.failed === 0) see(stats, exchange);
}

/** It was departed from once more. */
export function recordFail(
  stats: RequirementStats,
  violations: readonly RecordedViolation[],
): void {
  const fresh = violations.filter((one) => !isKnown(stats, one));
  if (fresh.length === 0) return;
  if (stats.failed === 0) delete stats.first;
  stats.failed += 1;
  // The same again is counted, and told once.
  const others = fresh.filter((one) => !stats.violations.some((kept) => isAlike(kept, one)));
  stats.violations.push(...others.slice(0, MAX_RECORDED_VIOLATIONS - stats.violations.length));
  see(stats, fresh[0]?.exchange);
}

function isAlike(one: RecordedViolation, other: RecordedViolation): boolean {
  const { pointer, expected, seen, test } = one;
  const same = other.pointer === pointer && other.expected === expected && other.seen === seen;
  return same && (other.test ?? test) === test;
}

/** What was seen in passing, and is seen again by the test that it happened in, is one departure. */
function isKnown(
  { violations }: RequirementStats,
  { exchange, pointer, expected, test }: RecordedViolation,
): boolean {
  const same = violations.find(
    (kept) => kept.exchange === exchange && kept.pointer === pointer && kept.expected === expected,
  );
  if (same) same.test ??= test;
  return exchange !== undefined && same !== undefined;
}

/** Ids of the exchanges that a tally points to. */
export function evidenceIdsOf({ first, last, violations }: RequirementStats): string[] {
  return [first, last, ...violations.map(({ exchange }) => exchange)].filter(
    (id) => id !== undefined,
  );
}

function see(stats: RequirementStats, exchange: string | undefined): void {
  if (exchange === undefined) return;
  stats.first ??= exchange;
  stats.last = exchange;
}
