import type { Cause } from '../reports/report.js';
import type { Violation } from '../../platform/requirements/violation.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** Violations that are recorded in full; further ones are only counted. */
const MAX_RECORDED_VIOLATIONS = 10;

/** A violation with its cause, its exchange and its test. */
export interface RecordedViolation extends Pick<Violation, 'pointer' | 'expected' | 'seen'> {
  cause: Cause;
  exchange?: string | undefined;
  /** Id of the call that triggered the message, in a run of the runner. */
  trigger?: string | undefined;
  /** Command that gets the token of the call. */
  token?: string | undefined;
  test?: string | undefined;
  /** State of the partner before the call, in words. */
  before?: string | undefined;
  /** Ids of the requirements whose failure explains this violation. */
  causes?: readonly string[] | undefined;
}

/** Results for one requirement, in total and per party. */
export interface RequirementStats extends ResultStats {
  /** Results of each party that did something; a result counts for every party that may have done it. */
  parties?: Record<string, ResultStats>;
}

/** Counts of results, with their violations and the ids of their evidence. */
export interface ResultStats {
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

export function emptyStats(): ResultStats {
  return { passed: 0, failed: 0, violations: [] };
}

/** The results of a party; added if it has none. */
export function statsOfParty(stats: RequirementStats, party: string): ResultStats {
  const parties = (stats.parties ??= {});
  return ownValue(parties, party) ?? (parties[party] = emptyStats());
}

/** Counts passes of which these were the first and the last exchange. A pass without an exchange is possible. */
export function recordPasses(
  stats: ResultStats,
  count: number,
  first: string | undefined,
  last = first,
): void {
  stats.passed += count;
  if (stats.failed > 0) return;
  addEvidence(stats, first);
  addEvidence(stats, last);
}

/** Counts a failure, unless all of its violations are recorded already. */
export function recordFail(stats: ResultStats, violations: readonly RecordedViolation[]): void {
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
  { violations }: ResultStats,
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
export function evidenceIdsOf({
  first,
  last,
  violations,
  parties = {},
}: RequirementStats): string[] {
  const shown = violations.flatMap(({ exchange, trigger }) => [exchange, trigger]);
  const ids = [first, last, ...shown];
  return [
    ...ids.filter((id) => id !== undefined),
    ...Object.values(parties).flatMap((stats) => evidenceIdsOf(stats)),
  ];
}

function addEvidence(stats: ResultStats, exchange: string | undefined): void {
  if (exchange === undefined) return;
  stats.first ??= exchange;
  stats.last = exchange;
}

/** Results with further violations, each of a party. The given results stay as they are. */
export function withViolations(
  recorded: ReadonlyMap<string, RequirementStats>,
  further: readonly { requirement: { id: string }; party: string; violation: RecordedViolation }[],
): ReadonlyMap<string, RequirementStats> {
  if (further.length === 0) return recorded;
  const all = new Map(recorded);
  for (const { requirement } of further)
    all.set(requirement.id, structuredClone(recorded.get(requirement.id) ?? emptyStats()));
  for (const { requirement, party, violation } of further) {
    const stats = all.get(requirement.id)!;
    for (const one of [stats, statsOfParty(stats, party)]) recordFail(one, [violation]);
  }
  return all;
}
