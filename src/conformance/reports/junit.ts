import type { ReportedViolation, RequirementResult, PreflightCheck, Report } from './report.js';
import { groupByApi } from './by-contract.js';
import { markup, type Markup } from './markup.js';
import { CAUSES, placeOf, restOf, timesOf } from './words.js';

/** One line of what a CI server shows. */
interface Case {
  name: string;
  verdict: RequirementResult['verdict'];
  told: Markup | undefined;
}

interface Suite {
  name: string;
  cases: Case[];
}

/** A report as JUnit XML: a suite for each contract, and a case for each requirement. */
export function junitOf(report: Report): string {
  const suites = suitesOf(report);
  const cases = suites.flatMap((suite) => suite.cases);
  // Jenkins takes neither a time stamp nor the number of the skipped here, only at each suite.
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ketenlab" ${countsOf(cases)} time="0">
${suites.map((suite) => suiteOf(suite, report))}</testsuites>
`.text;
}

/** What failed before the tests would not be seen in the skipped: it is a suite of its own. */
function suitesOf({ preflight, requirements, baseline }: Report): Suite[] {
  const expected = new Set(baseline?.expected);
  const suites = groupByApi(requirements).map(({ contract: api, requirements: own }) => ({
    name: api,
    cases: own.map((one) => caseOf(one, expected.has(one.id))),
  }));
  if (preflight.length === 0) return suites;
  return [{ name: 'preflight', cases: preflight.map(preflightCase) }, ...suites];
}

function countsOf(cases: readonly Case[]): Markup {
  const failures = cases.filter(({ verdict }) => verdict === 'fail').length;
  return markup`tests="${cases.length}" failures="${failures}" errors="0"`;
}

function suiteOf({ name, cases }: Suite, report: Report): Markup {
  const skipped = cases.filter(({ verdict }) => verdict === 'skip').length;
  return markup`  <testsuite name="${name}" ${countsOf(cases)} skipped="${skipped}" time="0" \
timestamp="${withoutZone(report.at)}">
    <properties>
${propertiesOf(report).map(
  ([key, value]) => markup`      <property name="${key}" value="${value}"/>\n`,
)}    </properties>
${cases.map((one) => testcaseOf(name, one))}  </testsuite>
`;
}

/** In UTC, for the usual schema of these files forbids the zone. */
function withoutZone(at: string): string {
  return new Date(at).toISOString().slice(0, 19);
}

function propertiesOf({ tool, subject, hashes, rules }: Report): [string, string][] {
  const { kind, ...named } = subject;
  return [
    ['ketenlab', tool.version],
    ['subject', kind],
    ...Object.entries(named),
    ...Object.entries(hashes).map(([of, hash]): [string, string] => [`sha256.${of}`, hash]),
    ...Object.entries(rules).map(([rule, value]): [string, string] => [`rule.${rule}`, value]),
  ];
}

function testcaseOf(suite: string, { name, told }: Case): Markup {
  const opened = markup`    <testcase name="${name}" classname="${suite}" time="0"`;
  return told
    ? markup`${opened}>
      ${told}
    </testcase>
`
    : markup`${opened}/>\n`;
}

function preflightCase({ name, ok, said }: PreflightCheck): Case {
  if (ok) return { name, verdict: 'pass', told: undefined };
  const told = markup`<failure message="${said}" type="configuration">${said}</failure>`;
  return { name, verdict: 'fail', told };
}

/** A failure that was expected breaks no build: it is skipped, and says so. */
function caseOf(judged: RequirementResult, expected: boolean): Case {
  const { id, text, verdict } = judged;
  const name = `${id} ${text}`;
  if (!expected) return { name, verdict, told: toldOf(judged) };
  const told = markup`<skipped message="It fails, as the baseline expects"/>`;
  return { name, verdict: 'skip', told };
}

function toldOf(judged: RequirementResult): Markup | undefined {
  const { verdict, findings } = judged;
  if (verdict === 'skip') return markup`<skipped message="${skippedOf(judged)}"/>`;
  if (verdict === 'fail') return failureOf(judged);
  if (verdict === 'pass' && findings.length === 0) return undefined;
  const head = verdict === 'warn' ? 'Warning' : 'Noted';
  return markup`<system-out>${head}: ${linesOf(judged)}</system-out>`;
}

function skippedOf({
  reason = 'Nothing was seen by which to judge',
  excused,
  next,
}: RequirementResult) {
  const why = excused ? `Cannot be tested from outside: ${reason}` : reason;
  return next === undefined ? why : `${why}. To have it judged: ${next}`;
}

function failureOf(judged: RequirementResult): Markup {
  const [first] = judged.findings;
  const message = first
    ? `${placeOf(first)}: expected ${first.expected}, seen ${first.seen}`
    : judged.text;
  const type = first?.cause ?? 'implementation';
  return markup`<failure message="${message}" type="${type}">${linesOf(judged)}</failure>`;
}

function linesOf(judged: RequirementResult): string {
  const { level, text, source, next, findings } = judged;
  const head = `${level}: ${text}\nsource: ${source}\n${timesOf(judged)}`;
  const advice = next === undefined ? [] : [`what to do: ${next}`];
  const rest = restOf(judged) ?? [];
  return [head, ...advice, ...findings.map(findingLines), rest].flat().join('\n\n');
}

function findingLines(finding: ReportedViolation, at: number): string {
  const { expected, seen, cause, test, readings, exchange, curl } = finding;
  const lines: [string, string | undefined][] = [
    ['where', placeOf(finding)],
    ['expected', expected],
    ['seen', seen],
    ['look at', CAUSES[cause]],
    ['during', test],
    ['two readings', readings],
    ['exchange', exchange],
    ['curl', curl],
  ];
  const given = lines.filter(([, value]) => value !== undefined);
  return [`${at + 1}.`, ...given.map(([name, value]) => `${name}: ${value}`)].join('\n');
}
