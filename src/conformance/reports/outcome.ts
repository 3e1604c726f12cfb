import type { ConformanceReport, Summary } from './report.js';
import { pluralize } from './words.js';

/** Overall result of a report; `none`: no requirement was tested. */
export type Outcome = 'fail' | 'warn' | 'pass' | 'none';

export function outcomeOf({ fail, warn, pass }: Summary): Outcome {
  if (fail > 0) return 'fail';
  if (warn > 0) return 'warn';
  return pass > 0 ? 'pass' : 'none';
}

/** Number of requirements that can be tested from outside. */
export function countTestable({ pass, fail, warn, skip, excused }: Summary): number {
  return pass + fail + warn + skip - excused;
}

/** Number of testable requirements that were not tested. */
export function countUntested({ skip, excused }: Summary): number {
  return skip - excused;
}

/** The overall result in sentences. The first one is the most important. */
export function describeOutcome(report: ConformanceReport): string[] {
  const { summary, baseline } = report;
  const untested = countUntested(summary);
  const checks = failedChecks(report);
  if (outcomeOf(summary) === 'none')
    return [`No requirement was tested: ${checks ?? describeNothingTested(summary)}.`];
  return [
    `${outcomeSentence(summary)}.`,
    ...(checks === undefined ? [] : [`Before the tests, ${checks}.`]),
    ...(untested > 0
      ? [`${pluralize(untested, 'requirement was', 'requirements were')} not tested.`]
      : []),
    ...(baseline ? baselineSentences(baseline) : []),
  ];
}

function describeNothingTested(summary: Summary): string {
  return countTestable(summary) > 0
    ? 'no message of the partner shows the result of a requirement'
    : 'none of the requirements can be tested from outside';
}

function outcomeSentence(summary: Summary): string {
  const { fail, warn } = summary;
  const must = `${pluralize(fail, 'mandatory requirement')} failed`;
  const should = pluralize(warn, 'recommended requirement');
  if (fail > 0) return warn > 0 ? `${must}, and ${should} failed` : must;
  if (warn > 0) return `All mandatory requirements that were tested passed; ${should} failed`;
  const which = countUntested(summary) > 0 ? 'was tested' : 'can be tested';
  return `Every requirement that ${which} passed`;
}

function failedChecks({ preflight }: ConformanceReport): string | undefined {
  const wrong = preflight.filter(({ ok }) => !ok).length;
  return wrong > 0 ? `${wrong} of ${preflight.length} checks failed` : undefined;
}

function baselineSentences({
  expected,
  unexpected,
  passed,
}: NonNullable<ConformanceReport['baseline']>): string[] {
  const sentences = [];
  if (unexpected.length > 0)
    sentences.push(`${pluralize(unexpected.length, 'failure was', 'failures were')} not expected.`);
  else if (expected.length > 0) sentences.push('Every failure was expected.');
  if (passed.length > 0)
    sentences.push(
      `${pluralize(passed.length, 'requirement')} passed although a failure was expected.`,
    );
  return sentences;
}
