import type { Requirement } from '../../platform/requirements/requirement.js';
import { nextStepFor } from './next-steps.js';
import type { CatalogueEntry } from './requirement-index.js';
import { curlOf, originOf } from './evidence.js';
import type { ReportedViolation, RequirementResult, Evidence, Verdict } from '../reports/report.js';
import type { RecordedViolation, RequirementStats } from './requirement-stats.js';

/** What a verdict is told with. */
interface ResultContext {
  exchanges: Readonly<Record<string, Evidence>>;
  /** Why it was not judged, where that is known. */
  reason: string | undefined;
  /** Who is judged, and at which URL, where that is known. */
  party: string | undefined;
  target: string | undefined;
  /** Both readings of a rule, in words. */
  readingsOf: (rule: string) => string | undefined;
}

/** What is said of a requirement that was seen to be met, or departed from, so often. */
export function requirementResultOf(
  { requirement, api }: CatalogueEntry,
  stats: RequirementStats,
  around: ResultContext,
): RequirementResult {
  const { id, level, text, source, actors, notTestedReason } = requirement;
  const { passed, failed, violations, first, last } = stats;
  const verdict = verdictOf(requirement, stats);
  return {
    id,
    level,
    text,
    source,
    who: [...actors],
    contract: api.name,
    verdict,
    ...(verdict === 'skip' && {
      reason: notTestedReason ?? around.reason ?? 'Nothing was seen by which to judge it',
    }),
    ...(notTestedReason !== undefined && { excused: true }),
    ...(verdict === 'skip' &&
      !notTestedReason && { next: nextStepFor(requirement, api, around.party) }),
    held: passed,
    departed: failed,
    findings: violations.map((kept) => departedOf(kept, requirement, around)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  };
}

function verdictOf(
  { level, notTestedReason }: Requirement,
  { passed, failed }: RequirementStats,
): Verdict {
  if (notTestedReason !== undefined || passed + failed === 0) return 'skip';
  if (failed === 0 || level === 'INFO') return 'pass';
  return level === 'MUST' ? 'fail' : 'warn';
}

function departedOf(
  { exchange, test, ...violation }: RecordedViolation,
  { rule }: Requirement,
  { exchanges, target, readingsOf }: ResultContext,
): ReportedViolation {
  const proof = exchange === undefined ? undefined : exchanges[exchange];
  const readings = rule === undefined ? undefined : readingsOf(rule);
  return {
    ...violation,
    ...(proof && { curl: curlOf(proof, originOf(proof, target)), exchange: proof.id }),
    ...(test !== undefined && { test }),
    ...(readings !== undefined && { readings }),
  };
}
