import type { Report, Summary } from './report.js';
import { counted } from './words.js';

/** What a report comes to; `none`: nothing was judged. */
export type Outcome = 'fail' | 'warn' | 'pass' | 'none';

export function outcomeOf({ fail, warn, pass }: Summary): Outcome {
  if (fail > 0) return 'fail';
  if (warn > 0) return 'warn';
  return pass > 0 ? 'pass' : 'none';
}

/** How many requirements can be tested from outside. */
export function testableOf({ pass, fail, warn, skip, excused }: Summary): number {
  return pass + fail + warn + skip - excused;
}

/** How many of them were not judged. */
export function unjudgedOf({ skip, excused }: Summary): number {
  return skip - excused;
}

/** What a report comes to, in plain sentences; the first says most. */
export function sentencesOf(report: Report): string[] {
  const { summary, baseline } = report;
  const unjudged = unjudgedOf(summary);
  const checks = checksSaid(report);
  if (outcomeOf(summary) === 'none') return [`Nothing was judged: ${checks ?? whyNot(summary)}.`];
  return [
    `${outcomeSaid(summary)}.`,
    ...(checks === undefined ? [] : [`Beforehand, ${checks}.`]),
    ...(unjudged > 0
      ? [`${counted(unjudged, 'requirement was', 'requirements were')} not judged.`]
      : []),
    ...(baseline ? comparedSaid(baseline) : []),
  ];
}

function whyNot(summary: Summary): string {
  return testableOf(summary) > 0
    ? 'nothing was seen by which to judge'
    : 'there is no requirement that can be tested';
}

function outcomeSaid(summary: Summary): string {
  const { fail, warn } = summary;
  const must = counted(
    fail,
    'requirement that must be met is',
    'requirements that must be met are',
  );
  const should = `${warn} that should be met ${warn === 1 ? 'is' : 'are'} not`;
  if (fail > 0) return `${must} not met${warn > 0 ? `, and ${should}` : ''}`;
  if (warn > 0) return `No requirement that must be met was seen broken; ${should}`;
  const which = unjudgedOf(summary) > 0 ? 'was judged' : 'can be tested';
  return `Every requirement that ${which} is met`;
}

function checksSaid({ preflight }: Report): string | undefined {
  const wrong = preflight.filter(({ ok }) => !ok).length;
  return wrong > 0 ? `${wrong} of ${preflight.length} checks failed` : undefined;
}

function comparedSaid({ expected, unexpected, passed }: NonNullable<Report['baseline']>): string[] {
  const said = [];
  if (unexpected.length > 0)
    said.push(`${counted(unexpected.length, 'failure was', 'failures were')} not expected.`);
  else if (expected.length > 0) said.push('Every failure was expected.');
  if (passed.length > 0) said.push(`${passed.length} that had been expected to fail passed.`);
  return said;
}
