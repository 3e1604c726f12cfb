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
  const causes = causesOf(results, violationsOf);
  const explained = results.map((result) => {
    const cause = rootOf(result.id, causes);
    return cause === result.id ? result : skippedBecauseOf(result, cause);
  });
  return withSameCauses(explained, violationsOf);
}

/** For each requirement that follows from the failure of another one: the id of the other one. */
function causesOf(
  results: readonly RequirementResult[],
  violationsOf: ViolationsOf,
): ReadonlyMap<string, string> {
  const broken = new Set(results.filter(isCause).map(({ id }) => id));
  const causes = new Map<string, string>();
  for (const id of broken) {
    const explanations = violationsOf(id).map((violation) =>
      violation.causes?.find(
        (cause) => cause !== id && broken.has(cause) && explains(violationsOf(cause), violation),
      ),
    );
    const [first] = explanations;
    if (first !== undefined && !explanations.includes(undefined)) causes.set(id, first);
  }
  return causes;
}

/** Another status than that of the cause is a violation of its own. */
function explains(causes: readonly RecordedViolation[], { seen }: RecordedViolation): boolean {
  const status = STATUS.exec(seen)?.[0];
  const statuses = causes.flatMap((cause) => STATUS.exec(cause.seen)?.[0] ?? []);
  return status === undefined || statuses.length === 0 || statuses.includes(status);
}

/** The last requirement of a chain of causes; the requirement itself if it follows from none. */
function rootOf(id: string, causes: ReadonlyMap<string, string>): string {
  const chain = new Set<string>();
  let last = id;
  for (let next = causes.get(id); next !== undefined && !chain.has(next); next = causes.get(next)) {
    chain.add(next);
    last = next;
  }
  return last;
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

/** The status at the beginning of a text; the text itself if there is none. */
function statusOr(text: string): string {
  return STATUS.exec(text)?.[0] ?? text;
}

/** Id of a requirement that follows from an operation: prefix, operation and kind of rejection. */
const REJECTION = /^(.+)-[a-z]\w+-(schema|token|scope|method)$/;

/** Names the first operation where several operations reject calls in the same wrong way. */
function withSameCauses(
  results: readonly RequirementResult[],
  violationsOf: ViolationsOf,
): RequirementResult[] {
  const firstByViolations = new Map<string, string>();
  return results.map((result) => {
    const [, prefix, kind] = REJECTION.exec(result.id) ?? [];
    if (!isCause(result) || kind === undefined) return result;
    const violations = violationsOf(result.id).map(
      ({ expected, seen }) => `${statusOr(expected)} ${statusOr(seen)}`,
    );
    // A wrong token and a missing scope are often refused by the same code.
    const subject = kind === 'scope' ? 'token' : kind;
    const key = [prefix, subject, result.verdict, ...new Set(violations.toSorted())].join('\n');
    const first = firstByViolations.get(key);
    if (first === undefined) firstByViolations.set(key, result.id);
    return first === undefined ? result : { ...result, consequenceOf: first };
  });
}
