import { summaryLines } from './text.js';
import { isCause, type ConformanceReport, type RequirementResult } from './report.js';
import { describePointer } from './words.js';

/** Renders a report as Markdown: the summary, and a row for each cause. */
export function renderMarkdown(report: ConformanceReport): string {
  const { requirements, preflight } = report;
  const failedChecks = preflight.filter(({ ok }) => !ok);
  const causes = [
    ...requirements.filter((one) => one.verdict === 'fail' && isCause(one)),
    ...requirements.filter((one) => one.verdict === 'warn' && isCause(one)),
  ];
  return [
    `## Conformance${titleOf(report)}`,
    '',
    ...summaryLines(report).map((line) => `- ${escapeMarkdown(line)}`),
    ...failedChecks.map(
      ({ name, said }) => `- **${escapeMarkdown(name)}**: ${escapeMarkdown(said)}`,
    ),
    '',
    ...(causes.length === 0
      ? []
      : [
          '| Verdict | Requirement | Where | Expected | Seen | Follows from it |',
          '| --- | --- | --- | --- | --- | --- |',
          ...causes.map((cause) => rowOf(cause, requirements)),
          '',
        ]),
  ].join('\n');
}

function titleOf({ subject }: ConformanceReport): string {
  return subject.kind === 'runner'
    ? ` of ${escapeMarkdown(subject.role)} at ${escapeMarkdown(subject.target)}`
    : ` of ${subject.party === undefined ? '' : `${escapeMarkdown(subject.party)} in `}workspace ${escapeMarkdown(subject.workspace)}`;
}

function rowOf(
  { id, verdict, text, findings }: RequirementResult,
  all: readonly RequirementResult[],
): string {
  const [first] = findings;
  const followers = all.filter(({ consequenceOf }) => consequenceOf === id).length;
  const cells = [
    verdict.toUpperCase(),
    `\`${id}\` ${escapeMarkdown(text)}`,
    first
      ? escapeMarkdown([first.operation, describePointer(first)].filter(Boolean).join(' · '))
      : '',
    escapeMarkdown(first?.expected ?? ''),
    escapeMarkdown(first?.seen ?? ''),
    followers === 0 ? '' : String(followers),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A text that shows as it is within a table: no mark-up and no line break. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#&]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}
