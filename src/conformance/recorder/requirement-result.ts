import type { Requirement } from '../../platform/requirements/requirement.js';
import { nextStepFor } from './next-step.js';
import type { CatalogueEntry } from './requirement-catalogue.js';
import { curlOf, originOf } from './evidence.js';
import type { ReportedViolation, RequirementResult, Evidence, Verdict } from '../reports/report.js';
import { emptyStats, type RecordedViolation, type ResultStats } from './requirement-stats.js';
import { ownValue } from '../../platform/validation/own-value.js';

/** The reason why a requirement was not tested. */
export interface SkipReason {
  text: string;
  /** Id of the failed requirement that makes the test impossible. */
  cause?: string | undefined;
}

/** Data of a report that a result is shown with. */
interface ResultContext {
  exchanges: Readonly<Record<string, Evidence>>;
  /** The reason why it was not tested, where that is known. */
  reason: SkipReason | undefined;
  /** The reason why the partner's server does not offer the API at all. */
  absent: string | undefined;
  durationMs: number | undefined;
  /** The tested party and its base URLs, where they are known. */
  party: string | undefined;
  targets: readonly string[];
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
  const { id, level, text, source, effect, actors } = requirement;
  const { durationMs } = context;
  const notTestedReason = notTestedReasonOf(requirement, context);
  const shown = notTestedReason === undefined ? stats : emptyStats();
  const { passed, failed, violations, first, last } = shown;
  const verdict = verdictOf(requirement, shown);
  return {
    id,
    level,
    text,
    source,
    ...(effect !== undefined && { effect }),
    who: [...actors],
    contract: api.name,
    verdict,
    ...(verdict === 'skip' && {
      reason:
        notTestedReason ?? context.reason?.text ?? 'No message showed whether it passes or fails',
      ...(!notTestedReason && context.reason?.cause && { consequenceOf: context.reason.cause }),
    }),
    ...(notTestedReason !== undefined && { excused: true }),
    // The reason of a run says what to do.
    ...(verdict === 'skip' &&
      !notTestedReason &&
      !context.isRunner && { next: nextStepFor(requirement, api, context.party) }),
    ...(durationMs !== undefined && { durationMs }),
    held: passed,
    departed: failed,
    findings: violations.map((violation) => reportedViolationOf(violation, requirement, context)),
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
  };
}

function notTestedReasonOf(
  { notTestedReason, sandboxOnlyReason }: Requirement,
  { isRunner, absent }: ResultContext,
): string | undefined {
  return notTestedReason ?? (isRunner ? sandboxOnlyReason : undefined) ?? absent;
}

function verdictOf({ level }: Requirement, { passed, failed }: ResultStats): Verdict {
  if (passed + failed === 0) return 'skip';
  if (failed === 0 || level === 'INFO') return 'pass';
  return level === 'MUST' ? 'fail' : 'warn';
}

function reportedViolationOf(
  { exchange, trigger, test, causes: _, ...violation }: RecordedViolation,
  { rule }: Requirement,
  { exchanges, targets, isRunner, readingsOf }: ResultContext,
): ReportedViolation {
  const evidence = exchange === undefined ? undefined : ownValue(exchanges, exchange);
  const triggering = trigger === undefined ? undefined : ownValue(exchanges, trigger);
  const readings = rule === undefined ? undefined : readingsOf(rule);
  // After a run, nobody answers a message of the partner: the call that triggered it is repeated.
  const repeated = isRunner && evidence?.direction === 'inbound' ? triggering : evidence;
  const operation = evidence?.title;
  return {
    ...violation,
    ...(operation !== undefined && { operation }),
    ...(repeated && { curl: curlOf(repeated, originOf(repeated, targets)) }),
    ...(evidence && { exchange: evidence.id }),
    ...(triggering && { trigger: triggering.id }),
    ...(test !== undefined && { test }),
    ...(readings !== undefined && { readings }),
  };
}
