import type {
  ReportedViolation,
  RequirementResult,
  PreflightCheck,
  ConformanceReport,
} from './report.js';
import { groupByApi } from './by-api.js';
import { markup, type Markup } from './markup.js';
import { CAUSE_LABELS, describePointer, describeOmitted, describeCounts } from './words.js';

/** A test case of JUnit. */
interface TestCase {
  name: string;
  verdict: RequirementResult['verdict'];
  content: Markup | undefined;
  durationMs: number;
}

interface TestSuite {
  name: string;
  cases: TestCase[];
}

/**
 * Renders a report as JUnit XML: a test suite for each API, and a test case for each requirement.
 */
export function renderJunit(report: ConformanceReport): string {
  const suites = testSuitesOf(report);
  const cases = suites.flatMap((suite) => suite.cases);
  // Jenkins accepts the timestamp and the number of skipped cases only on each test suite.
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ketenlab" ${countAttributes(cases)} time="${secondsOf(cases)}">
${suites.map((suite) => renderSuite(suite, report))}</testsuites>
`.text;
}

/**
 * The preflight is a test suite of its own. Otherwise its failures would only be visible as skipped
 * cases.
 */
function testSuitesOf({ preflight, requirements, baseline }: ConformanceReport): TestSuite[] {
  const expected = new Set(baseline?.expected);
  const suites = groupByApi(requirements).map(({ api, requirements: own }) => ({
    name: api,
    cases: own.map((one) => requirementCase(one, expected.has(one.id))),
  }));
  if (preflight.length === 0) return suites;
  return [{ name: 'preflight', cases: preflight.map(preflightCase) }, ...suites];
}

/** The total duration in seconds. */
function secondsOf(cases: readonly TestCase[]): string {
  return String(cases.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000);
}

function countAttributes(cases: readonly TestCase[]): Markup {
  const failures = cases.filter(({ verdict }) => verdict === 'fail').length;
  return markup`tests="${cases.length}" failures="${failures}" errors="0"`;
}

function renderSuite({ name, cases }: TestSuite, report: ConformanceReport): Markup {
  const skipped = cases.filter(({ verdict }) => verdict === 'skip').length;
  return markup`  <testsuite name="${name}" ${countAttributes(cases)} skipped="${skipped}" time="${secondsOf(cases)}" \
timestamp="${withoutZone(report.at)}">
    <properties>
${reportProperties(report).map(
  ([key, value]) => markup`      <property name="${key}" value="${value}"/>\n`,
)}    </properties>
${cases.map((one) => renderCase(name, one))}  </testsuite>
`;
}

/** The moment in UTC without a time zone, which the usual schema of JUnit files forbids. */
function withoutZone(at: string): string {
  return new Date(at).toISOString().slice(0, 19);
}

function reportProperties({ tool, subject, hashes, rules }: ConformanceReport): [string, string][] {
  const { kind, targets, ...named } = { targets: {}, ...subject };
  return [
    ['ketenlab', tool.version],
    ['subject', kind],
    ...Object.entries(named),
    ...Object.entries(targets).map(([api, url]): [string, string] => [`target.${api}`, url]),
    ...Object.entries(hashes).map(([of, hash]): [string, string] => [`sha256.${of}`, hash]),
    ...Object.entries(rules).map(([rule, value]): [string, string] => [`rule.${rule}`, value]),
  ];
}

function renderCase(suite: string, testCase: TestCase): Markup {
  const { name, content } = testCase;
  const openingTag = markup`    <testcase name="${name}" classname="${suite}" time="${secondsOf([testCase])}"`;
  return content
    ? markup`${openingTag}>
      ${content}
    </testcase>
`
    : markup`${openingTag}/>\n`;
}

function preflightCase({ name, ok, said }: PreflightCheck): TestCase {
  if (ok) return { name, verdict: 'pass', content: undefined, durationMs: 0 };
  const content = markup`<failure message="${said}" type="configuration">${said}</failure>`;
  return { name, verdict: 'fail', content, durationMs: 0 };
}

/** An expected failure is a skipped case, so that it does not break a build. */
function requirementCase(result: RequirementResult, expected: boolean): TestCase {
  const { id, text, verdict, durationMs = 0 } = result;
  const name = `${id} ${text}`;
  if (!expected) return { name, verdict, content: caseContent(result), durationMs };
  const content = markup`<skipped message="Failed as expected by the baseline"/>`;
  return { name, verdict: 'skip', content, durationMs };
}

function caseContent(result: RequirementResult): Markup | undefined {
  const { verdict, findings } = result;
  if (verdict === 'skip') return markup`<skipped message="${skipMessage(result)}"/>`;
  if (verdict === 'fail') return renderFailure(result);
  if (verdict === 'pass' && findings.length === 0) return undefined;
  const label = verdict === 'warn' ? 'Warning' : 'Note';
  return markup`<system-out>${label}: ${describeResult(result)}</system-out>`;
}

function skipMessage({
  reason = 'No message that shows it was sent or received',
  excused,
  next,
}: RequirementResult) {
  const why = excused ? `Cannot be tested from outside: ${reason}` : reason;
  return next === undefined ? why : `${why}. To have it tested: ${next}`;
}

function renderFailure(result: RequirementResult): Markup {
  const [first] = result.findings;
  const message = first
    ? `${describePointer(first)}: expected ${first.expected}, seen ${first.seen}`
    : result.text;
  const type = first?.cause ?? 'implementation';
  return markup`<failure message="${message}" type="${type}">${describeResult(result)}</failure>`;
}

function describeResult(result: RequirementResult): string {
  const { level, text, source, effect, next, findings, consequenceOf } = result;
  const head = [
    `${level}: ${text}`,
    `source: ${source}`,
    ...(effect === undefined ? [] : [`effect: ${effect}`]),
    ...(consequenceOf === undefined ? [] : [`same cause as: ${consequenceOf}`]),
    describeCounts(result),
  ].join('\n');
  const advice = next === undefined ? [] : [`what to do: ${next}`];
  const rest = describeOmitted(result) ?? [];
  return [head, ...advice, ...findings.map(describeFinding), rest].flat().join('\n\n');
}

function describeFinding(finding: ReportedViolation, at: number): string {
  const { operation, expected, seen, before, cause, test, readings, exchange, token, curl } =
    finding;
  const lines: [string, string | undefined][] = [
    ['operation', operation],
    ['where', describePointer(finding)],
    ['before', before],
    ['expected', expected],
    ['seen', seen],
    ['cause', CAUSE_LABELS[cause]],
    ['test', test],
    ['interpretations', readings],
    ['exchange', exchange],
    ['token', token],
    ['curl', curl],
  ];
  const given = lines.filter(([, value]) => value !== undefined);
  return [`${at + 1}.`, ...given.map(([name, value]) => `${name}: ${value}`)].join('\n');
}
