import { isCause, type RequirementResult } from '../reports/report.js';
import type { RecordedViolation } from './requirement-stats.js';

/** The recorded violations of a requirement, by its id. */
type ViolationsOf = (id: string) => readonly RecordedViolation[];

/** A status at the beginning of what was seen. */
const STATUS = /^\d{3}\b/;

/**
 * Reports each cause once. A requirement whose violations all follow from the failure of another one
 * was not really tested: it is skipped. One that is broken in the same way at several operations
 * keeps its verdict, and names the first of them.
 */
export function withConsequences(
  results: readonly RequirementResult[],
  violationsOf: ViolationsOf,
): RequirementResult[] {
  const broken = new Map(results.filter(isCause).map((result) => [result.id, result]));
  const explained = results.map((result) => {
    const cause = isCause(result) ? causeOf(result, broken, violationsOf) : undefined;
    return cause === undefined ? result : skippedBecauseOf(result, cause);
  });
  return withSameCauses(explained, violationsOf);
}

/** The id of the failed requirement that explains all violations of a result; the last of a chain. */
function causeOf(
  { id, findings }: RequirementResult,
  broken: ReadonlyMap<string, RequirementResult>,
  violationsOf: ViolationsOf,
): string | undefined {
  const violations = violationsOf(id);
  const causes = violations.map((violation) =>
    violation.causes?.find(
      (cause) => cause !== id && broken.has(cause) && explains(violationsOf(cause), violation),
    ),
  );
  const [first] = causes;
  if (findings.length === 0 || causes.includes(undefined) || first === undefined) return undefined;
  return rootOf(first, broken, violationsOf, [id]);
}

/** Another status than that of the cause is a violation of its own. */
function explains(causes: readonly RecordedViolation[], { seen }: RecordedViolation): boolean {
  const status = STATUS.exec(seen)?.[0];
  const statuses = causes.flatMap((cause) => STATUS.exec(cause.seen)?.[0] ?? []);
  return status === undefined || statuses.length === 0 || statuses.includes(status);
}

function rootOf(
  id: string,
  broken: ReadonlyMap<string, RequirementResult>,
  violationsOf: ViolationsOf,
  visited: readonly string[],
): string {
  const result = broken.get(id);
  const next =
    visited.includes(id) || !result
      ? undefined
      : causeOf(
          result,
          new Map([...broken].filter(([other]) => !visited.includes(other))),
          violationsOf,
        );
  return next ?? id;
}

function skippedBecauseOf(result: RequirementResult, cause: string): RequirementResult {
  const { next: _, ...rest } = result;
  return {
    ...rest,
    verdict: 'skip',
    reason: `This follows from ${cause}`,
    consequenceOf: cause,
  };
}

/** The requirements that follow from operations: prefix, operation and kind. */
const DERIVED = /^(.+)-[a-z]\w+-(ok|answer|schema|token|scope|method)$/;

function withSameCauses(
  results: readonly RequirementResult[],
  violationsOf: ViolationsOf,
): RequirementResult[] {
  const first = new Map<string, string>();
  return results.map((result) => {
    const [, prefix, kind] = DERIVED.exec(result.id) ?? [];
    if (!isCause(result) || kind === undefined || kind === 'ok' || kind === 'answer') return result;
    const signature = violationsOf(result.id).map(({ expected, seen }) => `${expected} ${seen}`);
    const key = [prefix, kind, result.verdict, ...new Set(signature.toSorted())].join('\n');
    const cause = first.get(key);
    if (cause === undefined) first.set(key, result.id);
    return cause === undefined ? result : { ...result, consequenceOf: cause };
  });
}
