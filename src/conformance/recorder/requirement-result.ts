import type { Requirement } from '../../platform/requirements/requirement.js';
import { nextStepFor } from './next-step.js';
import type { CatalogueEntry } from './requirement-catalogue.js';
import { curlOf, originOf } from './evidence.js';
import type { ReportedViolation, RequirementResult, Evidence, Verdict } from '../reports/report.js';
import { emptyStats, type RecordedViolation, type ResultStats } from './requirement-stats.js';

/** Data of a report that a result is shown with. */
interface ResultContext {
  exchanges: Readonly<Record<string, Evidence>>;
  /** The reason why it was not tested, where that is known. */
  reason: string | undefined;
  /** The tested party and its URL, where they are known. */
  party: string | undefined;
  target: string | undefined;
  /** True for a run of the runner, which cannot test every requirement. */
  isRunner: boolean;
  /** The two readings of a rule on which the sources disagree, as a text. */
  readingsOf: (rule: string) => string | undefined;
}

/** The result of a requirement in a report. */
export function requirementResultOf(
  { requirement, api }: CatalogueEntry,
  stats: ResultStats,
  context: ResultContext,
): RequirementResult {
  const { id, level, text, source, actors } = requirement;
  const notTestedReason = notTestedReasonOf(requirement, context);
  const shown = notTestedReason === undefined ? stats : emptyStats();
  const { passed, failed, violations, first, last } = shown;
  const verdict = verdictOf(requirement, shown);
  return {
    id,
    level,
    text,
    source,
    who: [...actors],
    contract: api.name,
    verdict,
    ...(verdict === 'skip' && {
      reason: notTestedReason ?? context.reason ?? 'No message showed whether it passes or fails',
    }),
    ...(notTestedReason !== undefined && { excused: true }),
    ...(verdict === 'skip' &&
      !notTestedReason && { next: nextStepFor(requirement, api, context.party) }),
    held: passed,
    departed: failed,
    findings: violations.map((violation) => reportedViolationOf(violation, requirement, context)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  };
}

function notTestedReasonOf(
  { notTestedReason, sandboxOnlyReason }: Requirement,
  { isRunner }: ResultContext,
): string | undefined {
  return notTestedReason ?? (isRunner ? sandboxOnlyReason : undefined);
}

function verdictOf({ level }: Requirement, { passed, failed }: ResultStats): Verdict {
  if (passed + failed === 0) return 'skip';
  if (failed === 0 || level === 'INFO') return 'pass';
  return level === 'MUST' ? 'fail' : 'warn';
}

function reportedViolationOf(
  { exchange, test, causes: _, ...violation }: RecordedViolation,
  { rule }: Requirement,
  { exchanges, target, readingsOf }: ResultContext,
): ReportedViolation {
  const evidence = exchange === undefined ? undefined : exchanges[exchange];
  const readings = rule === undefined ? undefined : readingsOf(rule);
  return {
    ...violation,
    ...(evidence && {
      curl: curlOf(evidence, originOf(evidence, target)),
      exchange: evidence.id,
    }),
    ...(test !== undefined && { test }),
    ...(readings !== undefined && { readings }),
  };
}
