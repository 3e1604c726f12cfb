import type { Cause, ReportedViolation, RequirementResult } from './report.js';

/** Who is to look, in words. */
export const CAUSES: Record<Cause, string> = {
  configuration: 'the configuration: how the two are connected',
  implementation: 'the implementation: the partner’s code',
  sandbox: 'the sandbox itself',
};

/** `1 failure`, `2 failures`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Where it is in the message. */
export function placeOf({ pointer }: ReportedViolation): string {
  return pointer === '' ? 'the whole message' : pointer;
}

/** How often a requirement was met, and departed from. */
export function timesOf({ held, departed }: RequirementResult): string {
  const met = held === 0 ? 'never met' : `met ${counted(held, 'time')}`;
  return departed === 0 ? met : `${met}, departed from ${counted(departed, 'time')}`;
}

/** That there is more than what is shown; undefined: there is not. */
export function restOf({ findings, departed }: RequirementResult): string | undefined {
  const shown = findings.length;
  return shown > 0 && departed > shown ? `The first ${shown} of ${departed} are shown.` : undefined;
}
