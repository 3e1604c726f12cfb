import { countTestable, countUntested } from './outcome.js';
import {
  isCause,
  type ConformanceReport,
  type ReportedViolation,
  type RequirementResult,
  type Summary,
  type Verdict,
} from './report.js';
import { escapeInvisible } from './markup.js';
import { pluralize, subjectName } from './words.js';

const VERDICT_ORDER: readonly Verdict[] = ['pass', 'skip', 'warn', 'fail'];

/**
 * Renders the output of a run: a line for each requirement, details of failures and warnings, and a
 * summary.
 */
export function renderText(report: ConformanceReport): string {
  const { requirements, subject } = report;
  const hasCause = ({ verdict, consequenceOf }: RequirementResult): boolean =>
    verdict !== 'skip' && consequenceOf !== undefined;
  return [
    // Failures are last, so that they are visible in a terminal.
    ...VERDICT_ORDER.flatMap((verdict) =>
      requirements.filter((one) => one.verdict === verdict && !hasCause(one)),
    ).flatMap((result) => requirementLines(result, requirements, subject.kind === 'runner')),
    '',
    ...(hasTokenCommand(requirements)
      ? [
          '  The commands need curl, jq, and CLIENT_SECRET: the secret of the client_id in the command.',
        ]
      : []),
    ...summaryLines(report).map((line) => `  ${line}`),
  ]
    .map(escapeInvisible)
    .join('\n');
}

/** True if a command needs a secret, which no output contains. */
function hasTokenCommand(requirements: readonly RequirementResult[]): boolean {
  return requirements.some(({ findings }) =>
    findings.some(({ token }) => token?.includes('SECRET')),
  );
}

/** The summary of a run, its coverage first. */
export function summaryLines({
  summary,
  subject,
  requirements,
  baseline,
}: ConformanceReport): string[] {
  const { pass, fail, warn, skip, excused, causes } = summary;
  const apis = [...new Set(requirements.map(({ contract }) => contract))].join(', ');
  return [
    `Coverage ${describeCoverage(summary)}, of ${subjectName(subject)} (${apis})`,
    `${pass} passed, ${fail} failed, ${warn} warned, ${skip} skipped (${excused} of them excused)` +
      (causes > 0 ? `; ${pluralize(causes, 'cause')} to mend` : ''),
    ...(warn > 0 && fail === 0 ? ['Warnings do not fail the run.'] : []),
    ...(baseline
      ? [
          `${baseline.expected.length} failed as expected, ${baseline.unexpected.length} ` +
            `unexpectedly; passed unexpectedly: ${baseline.passed.join(', ') || 'none'}`,
        ]
      : []),
  ];
}

/** The share of the testable requirements that were tested, and both numbers. */
export function describeCoverage(summary: Summary): string {
  const all = countTestable(summary);
  const tested = all - countUntested(summary);
  const share = Math.round(summary.coverage * 1000) / 10;
  return `${share} %: ${tested} of ${pluralize(all, 'requirement')} that can be tested from outside`;
}

/** A requirement, and below a cause what follows from it. */
function requirementLines(
  result: RequirementResult,
  all: readonly RequirementResult[],
  isRun: boolean,
): string[] {
  const { id, source, effect, findings } = result;
  const line = headLine(result);
  if (!isCause(result)) return [line];
  const followers = all.filter(({ consequenceOf }) => consequenceOf === id);
  const untested = followers.filter(({ verdict }) => verdict === 'skip').map((one) => one.id);
  return [
    line,
    `     ${source}`,
    ...(effect === undefined ? [] : [`     Effect: ${effect}`]),
    ...groupsOf(findings).flatMap((group, index, groups) =>
      findingLines(group, isRepeated(group[0]!, groups.slice(0, index).flat())),
    ),
    ...(isRun ? [`     Test again with --only ${id}`] : []),
    ...(untested.length > 0 ? [`     Not tested because of this: ${untested.join(', ')}`] : []),
    ...followers
      .filter(({ verdict }) => verdict !== 'skip')
      .flatMap((other) => [headLine(other), `     Same cause as ${id}`]),
  ];
}

function headLine({ id, verdict, text, reason }: RequirementResult): string {
  const line = `${verdict.toUpperCase()} ${id} ${text}`;
  return verdict === 'skip' ? `${line} (${reason})` : line;
}

/** True if an earlier finding shows the same command. */
function isRepeated({ curl }: ReportedViolation, earlier: readonly ReportedViolation[]): boolean {
  return earlier.some((finding) => finding.curl === curl);
}

/** Findings that differ only in their values, for example in a time, are shown once. */
function groupsOf(findings: readonly ReportedViolation[]): ReportedViolation[][] {
  const groups = new Map<string, ReportedViolation[]>();
  for (const finding of findings) {
    const { operation, pointer, test, before, expected } = finding;
    const key = JSON.stringify([operation, pointer, test, before, expected]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function findingLines(group: readonly ReportedViolation[], isCommandShown: boolean): string[] {
  const finding = group[0]!;
  const { operation, pointer, expected, seen, before, test, cause, readings } = finding;
  const optional = (name: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`       ${name.padEnd(8)} ${inOneLine(value)}`];
  return [
    `     ${placeOf([operation, test, pointer])}`,
    ...optional('expected', expected),
    ...optional('seen', seen),
    ...optional('before', before),
    `       cause    ${cause}`,
    ...optional('rule', readings),
    ...(group.length > 1 ? [`       and ${group.length - 1} more like this`] : []),
    ...(isCommandShown ? [] : commandLines(finding)),
  ];
}

function commandLines({ token, curl, trigger }: ReportedViolation): string[] {
  if (curl === undefined) return [];
  return [
    ...(trigger === undefined ? [] : ['       the call that triggered the message:']),
    ...(token === undefined ? [] : [indent(token)]),
    indent(curl),
  ];
}

/** The parts of a place; a part that begins another one is left out. */
function placeOf(parts: readonly (string | undefined)[]): string {
  const shown = parts.filter((part) => part !== undefined && part !== '');
  return shown
    .filter((part) => !shown.some((other) => other !== part && other?.startsWith(`${part} `)))
    .join(' · ');
}

/** A value that may be part of a message. */
function inOneLine(value: string): string {
  return value.replaceAll(/\s+/g, ' ');
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '       ');
}
