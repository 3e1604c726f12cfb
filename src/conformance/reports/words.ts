import type { Cause, ConformanceReport, ReportedViolation, RequirementResult } from './report.js';

/** Explanations of the causes, for a reader of the report. */
export const CAUSE_LABELS: Record<Cause, string> = {
  configuration: 'the configuration: the connection between the partner and the sandbox',
  implementation: 'the implementation: the partner’s code',
  sandbox: 'the sandbox itself',
};

/** The tested party, or the workspace of a report on all of them. */
export function subjectName(subject: ConformanceReport['subject']): string {
  if (subject.kind === 'runner') return subject.role;
  return subject.party ?? `Workspace ${subject.workspace}`;
}

/** Counts a noun: `1 failure`, `2 failures`. */
export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** The place of a finding in the message. */
export function describePointer({ pointer }: ReportedViolation): string {
  return pointer === '' ? 'the whole message' : pointer;
}

/** The number of checks that a requirement passed and failed. */
export function describeCounts({ held, departed }: RequirementResult): string {
  const passed = held === 0 ? 'never passed' : `passed ${pluralize(held, 'time')}`;
  return departed === 0 ? passed : `${passed}, failed ${pluralize(departed, 'time')}`;
}

/** A note that findings are left out; undefined if all are shown. */
export function describeOmitted({ findings, departed }: RequirementResult): string | undefined {
  const shown = findings.length;
  return shown > 0 && departed > shown ? `The first ${shown} of ${departed} are shown.` : undefined;
}
