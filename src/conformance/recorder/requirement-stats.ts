import type { Cause } from '../reports/report.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Violations that are recorded in full; further ones are only counted. */
const MAX_RECORDED_VIOLATIONS = 10;

/** A violation with its cause, its exchange and its test. */
export interface RecordedViolation extends Pick<Violation, 'pointer' | 'expected' | 'seen'> {
  cause: Cause;
  exchange?: string | undefined;
  test?: string | undefined;
}

/** Counts of the results for one requirement, with its violations and the ids of its evidence. */
export interface RequirementStats {
  passed: number;
  failed: number;
  violations: RecordedViolation[];
  /**
   * Ids of the first and the last exchange with a violation; without violations, of those that
   * passed.
   */
  first?: string;
  last?: string;
}

export function emptyStats(): RequirementStats {
  return { passed: 0, failed: 0, violations: [] };
}

export function recordPass(stats: RequirementStats, exchange: string | undefined): void {
  stats.passed += 1;
  if (stats.failed === 0) addEvidence(stats, exchange);
}

/** Counts a failure, unless all of its violations are recorded already. */
export function recordFail(
  stats: RequirementStats,
  violations: readonly RecordedViolation[],
): void {
  const fresh = violations.filter((one) => !isRecorded(stats, one));
  if (fresh.length === 0) return;
  if (stats.failed === 0) delete stats.first;
  stats.failed += 1;
  // A repeated violation is counted, and recorded once.
  const others = fresh.filter(
    (one) => !stats.violations.some((other) => isSameViolation(other, one)),
  );
  stats.violations.push(...others.slice(0, MAX_RECORDED_VIOLATIONS - stats.violations.length));
  addEvidence(stats, fresh[0]?.exchange);
}

function isSameViolation(one: RecordedViolation, other: RecordedViolation): boolean {
  const { pointer, expected, seen, test } = one;
  const same = other.pointer === pointer && other.expected === expected && other.seen === seen;
  return same && (other.test ?? test) === test;
}

/**
 * True for a violation that the passive checks found and the test of the same exchange finds again.
 */
function isRecorded(
  { violations }: RequirementStats,
  { exchange, pointer, expected, test }: RecordedViolation,
): boolean {
  const same = violations.find(
    (other) =>
      other.exchange === exchange && other.pointer === pointer && other.expected === expected,
  );
  if (same) same.test ??= test;
  return exchange !== undefined && same !== undefined;
}

/** Ids of the exchanges that are evidence. */
export function evidenceIdsOf({ first, last, violations }: RequirementStats): string[] {
  return [first, last, ...violations.map(({ exchange }) => exchange)].filter(
    (id) => id !== undefined,
  );
}

function addEvidence(stats: RequirementStats, exchange: string | undefined): void {
  if (exchange === undefined) return;
  stats.first ??= exchange;
  stats.last = exchange;
}
