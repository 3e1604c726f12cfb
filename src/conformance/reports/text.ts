import type { RequirementResult, ConformanceReport, Verdict } from './report.js';

const VERDICT_ORDER: readonly Verdict[] = ['pass', 'skip', 'warn', 'fail'];

/**
 * Renders the output of a run: a line for each requirement, details of failures and warnings, and a
 * summary.
 */
export function renderText(report: ConformanceReport): string {
  const { requirements, summary, baseline } = report;
  const { pass, fail, warn, skip, excused, coverage } = summary;
  return [
    // Failures are last, so that they are visible in a terminal.
    ...VERDICT_ORDER.flatMap((verdict) =>
      requirements.filter((one) => one.verdict === verdict),
    ).flatMap(requirementLines),
    '',
    `  ${pass} passed, ${fail} failed, ${warn} warned, ${skip} skipped (${excused} of ` +
      `them excused); ${Math.round(coverage * 100)} % ` +
      'of the testable requirements were tested',
    ...(baseline
      ? [
          `  ${baseline.expected.length} failed as expected, ${baseline.unexpected.length} ` +
            `unexpectedly; passed unexpectedly: ${baseline.passed.join(', ') || 'none'}`,
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
