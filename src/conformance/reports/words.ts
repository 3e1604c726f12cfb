import type { Cause, ReportedViolation, RequirementResult } from './report.js';

/** Who is to look, in words. */
export const CAUSE_LABELS: Record<Cause, string> = {
  configuration: 'the configuration: how the two are connected',
  implementation: 'the implementation: the partner’s code',
  sandbox: 'the sandbox itself',
};

/** `1 failure`, `2 failures`. */
export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Where it is in the message. */
export function describePointer({ pointer }: ReportedViolation): string {
  return pointer === '' ? 'the whole message' : pointer;
}

/** How often a requirement was met, and departed from. */
export function describeCounts({ held, departed }: RequirementResult): string {
  const met = held === 0 ? 'never met' : `met ${pluralize(held, 'time')}`;
  return departed === 0 ? met : `${met}, departed from ${pluralize(departed, 'time')}`;
}

/** That there is more than what is shown; undefined: there is not. */
export function describeOmitted({ findings, departed }: RequirementResult): string | undefined {
  const shown = findings.length;
  return shown > 0 && departed > shown ? `The first ${shown} of ${departed} are shown.` : undefined;
}
