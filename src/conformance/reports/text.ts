import type { RequirementResult, ConformanceReport, Verdict } from './report.js';

const VERDICT_ORDER: readonly Verdict[] = ['pass', 'skip', 'warn', 'fail'];

/** The lines that a run prints: one for each requirement, more for what is not met, and a summary. */
export function renderText(report: ConformanceReport): string {
  const { requirements, summary, baseline } = report;
  const { pass, fail, warn, skip, excused, coverage } = summary;
  return [
    // What is to be looked at stands last, above the summary.
    ...VERDICT_ORDER.flatMap((verdict) =>
      requirements.filter((one) => one.verdict === verdict),
    ).flatMap(requirementLines),
    '',
    `  ${pass} passed, ${fail} failed, ${warn} warned, ${skip} skipped (${excused} of them excused); ${Math.round(coverage * 100)} % of what can be tested was`,
    ...(baseline
      ? [
          `  ${baseline.expected.length} failed as expected, ${baseline.unexpected.length} unexpectedly; passed unexpectedly: ${baseline.passed.join(', ') || 'none'}`,
        ]
      : []),
  ].join('\n');
}

function requirementLines({
  id,
  verdict,
  text,
  reason,
  findings,
  source,
}: RequirementResult): string[] {
  const line = `${verdict.toUpperCase()} ${id} ${text}`;
  if (verdict === 'skip') return [`${line} (${reason})`];
  if (verdict === 'pass') return [line];
  return [
    line,
    `     ${source}`,
    ...findings.flatMap(({ pointer, expected, seen, test, cause, readings, curl }) => [
      `     ${[test, pointer].filter(Boolean).join(' · ')}`,
      `       expected ${expected}`,
      `       seen     ${seen}`,
      `       cause    ${cause}`,
      ...(readings === undefined ? [] : [`       ${readings}`]),
      ...(curl === undefined ? [] : [indent(curl)]),
    ]),
  ];
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '       ');
}
