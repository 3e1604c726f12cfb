import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import {
  summarize,
  type ReportedViolation,
  type RequirementResult,
  type Evidence,
  type ConformanceReport,
  type Summary,
} from '../../src/conformance/reports/report.js';
import { renderBadge } from '../../src/conformance/reports/badge.js';
import { renderHtml } from '../../src/conformance/reports/html.js';
import { renderJunit } from '../../src/conformance/reports/junit.js';
import { reportSchema } from '../../src/conformance/reports/report-schema.js';
import { formats } from '../../src/platform/validation/formats.js';

const UNSAFE = `<script>alert("1")</script>'&amp;]]>\u0000\u001b\ud800\ufffe\u202e--><!--`;
const ESCAPED = `<script>alert("1")</script>'&amp;]]>\\u0000\\u001b\\ud800\\ufffe\\u202e--><!--`;

const evidence = (id: string, more: Partial<Evidence> = {}): Evidence => ({
  id,
  at: '2026-03-14T09:21:07.412Z',
  direction: 'inbound',
  operation: 'confirmOrder',
  method: 'PUT',
  path: '/v1/orders/confirmations',
  status: 202,
  request: { headers: { accept: ['a/b', 'c/d'] }, body: { orderStatus: 'done' } },
  response: { headers: {}, body: '' },
  ...more,
});

const finding = (more: Partial<ReportedViolation> = {}): ReportedViolation => ({
  pointer: '/orderStatus',
  expected: 'approved or declined',
  seen: 'done',
  cause: 'implementation',
  ...more,
});

const requirementResult = (
  id: string,
  more: Partial<RequirementResult> = {},
): RequirementResult => ({
  id,
  level: 'MUST',
  text: `The sentence of ${id}`,
  source: 'Order API 0.9.2',
  who: ['ordersysteem client'],
  contract: 'edu-v-order',
  verdict: 'pass',
  held: 3,
  departed: 0,
  findings: [],
  ...more,
});

const reportOf = (
  requirements: RequirementResult[],
  more: Partial<ConformanceReport> = {},
): ConformanceReport => ({
  format: 1,
  tool: { name: 'ketenlab', version: '0.1.0' },
  at: '2026-03-14T10:26:53.589+01:00',
  subject: { kind: 'runner', role: 'ordersysteem', target: 'http://127.0.0.1:4000/v1' },
  hashes: { requirements: 'a'.repeat(64), configuration: 'b'.repeat(64) },
  rules: { UNAUTHORIZED_BODY: 'empty' },
  preflight: [],
  summary: summarize(requirements),
  requirements,
  exchanges: {},
  ...more,
});

const failed = requirementResult('R-2', {
  verdict: 'fail',
  departed: 12,
  next: 'Use a status that the schema has',
  first: 'one',
  last: 'two',
  findings: [
    finding({ curl: 'curl -X PUT \\\n  -d "<x>"', test: 'an order', exchange: 'two' }),
    finding({
      pointer: '',
      cause: 'configuration',
      readings: 'A or B; set: A',
      exchange: 'three',
    }),
    finding({ pointer: 'line 3', cause: 'sandbox', exchange: 'lost' }),
  ],
});
const warned = requirementResult('D-1', {
  contract: 'edu-v-delivery',
  level: 'SHOULD',
  verdict: 'warn',
  held: 0,
  departed: 1,
  findings: [finding()],
});
const info = requirementResult('D-2', {
  contract: 'edu-v-delivery',
  level: 'INFO',
  departed: 1,
  findings: [finding({ expected: 'no such field' })],
});
const untestable = requirementResult('R-4', {
  verdict: 'skip',
  excused: true,
  held: 0,
  reason: 'Nobody sees it',
});
const skipped = requirementResult('R-3', {
  verdict: 'skip',
  held: 0,
  reason: 'No order was sent',
  next: 'Send an order',
});

const full = reportOf(
  [
    requirementResult('R-1', { first: 'one', last: 'one' }),
    failed,
    untestable,
    skipped,
    warned,
    info,
  ],
  {
    preflight: [
      { name: 'reachable', ok: true, said: 'It answers' },
      { name: 'clock', ok: false, said: 'It is 5 s late' },
    ],
    exchanges: {
      one: evidence('one'),
      two: evidence('two', { status: 0, operation: null }),
      three: evidence('three', { request: { headers: {}, body: 'x'.repeat(10_001) } }),
    },
    baseline: { expected: [], unexpected: ['R-2'], passed: ['R-1'] },
  },
);
const empty = reportOf([], { rules: {}, subject: { kind: 'workspace', workspace: 'default' } });
const unsafe = reportOf(
  [
    requirementResult(UNSAFE, {
      verdict: 'fail',
      text: UNSAFE,
      source: UNSAFE,
      who: [UNSAFE],
      contract: UNSAFE,
      next: UNSAFE,
      first: UNSAFE,
      findings: [
        finding({
          pointer: UNSAFE,
          expected: UNSAFE,
          seen: UNSAFE,
          curl: UNSAFE,
          test: UNSAFE,
          readings: UNSAFE,
          exchange: UNSAFE,
        }),
      ],
    }),
    requirementResult('S', { verdict: 'skip', contract: UNSAFE, reason: UNSAFE }),
  ],
  {
    subject: { kind: 'runner', role: UNSAFE, target: `javascript:${UNSAFE}` },
    tool: { name: 'ketenlab', version: UNSAFE },
    rules: { [UNSAFE]: UNSAFE },
    preflight: [{ name: UNSAFE, ok: false, said: UNSAFE }],
    exchanges: {
      [UNSAFE]: evidence(UNSAFE, {
        method: UNSAFE,
        path: UNSAFE,
        direction: UNSAFE,
        operation: UNSAFE,
        request: { headers: { [UNSAFE]: UNSAFE }, body: UNSAFE },
        response: { headers: { [UNSAFE]: [UNSAFE] }, body: { [UNSAFE]: UNSAFE } },
      }),
    },
    baseline: { expected: [UNSAFE], unexpected: [UNSAFE], passed: [UNSAFE] },
  },
);
const reports = { full, empty, hostile: unsafe };

let xml: typeof import('libxml2-wasm');
beforeAll(async () => {
  xml = await import('libxml2-wasm');
});

/** Texts of the nodes that an XPath selects, with whitespace collapsed. */
function xpathTexts(text: string, path: string): string[] {
  const doc = xml.XmlDocument.fromString(text);
  const texts = doc.find(path).map(({ content }) => content.replaceAll(/\s+/g, ' ').trim());
  doc.dispose();
  return texts;
}

describe('the JSON Schema of a report', () => {
  const ajv = new Ajv({ allErrors: true });
  for (const [name, { matches }] of Object.entries(formats)) ajv.addFormat(name, matches);
  const validate = ajv.compile(reportSchema);
  const errorsOf = (report: unknown) => {
    void validate(report);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
  const toJson = (report: ConformanceReport) =>
    JSON.parse(JSON.stringify(report)) as ConformanceReport;

  it.each(Object.entries(reports))('accepts the %s report', (_name, report) => {
    expect(errorsOf(toJson(report))).toEqual([]);
  });

  // prettier-ignore
  it.each<[string, string, (report: ConformanceReport) => unknown]>([
    ['an unknown field',      ' must NOT have additional properties',              (report) => ({ ...report, more: 1 })],
    ['no rules',              " must have required property 'rules'",              ({ rules: _, ...rest }) => rest],
    ['another format',        '/format must be equal to constant',                 (report) => ({ ...report, format: 2 })],
    ['a time without a zone', '/at must match format "date-time"',                 (report) => ({ ...report, at: '2026-03-14T10:26:53' })],
    ['a half hash',           '/hashes/requirements must match pattern "^[0-9a-f]{64}$"', ({ hashes, ...rest }) => ({ ...rest, hashes: { ...hashes, requirements: 'abc' } })],
    ['another verdict',       '/requirements/0/verdict must be equal to one of the allowed values', (report) => ({ ...report, requirements: [{ ...requirementResult('R'), verdict: 'maybe' }] })],
    ['eleven findings',       '/requirements/0/findings must NOT have more than 10 items', (report) => ({ ...report, requirements: [requirementResult('R', { findings: Array.from({ length: 11 }, () => finding()) })] })],
    ['an exchange with more', '/exchanges/one must NOT have additional properties', (report) => ({ ...report, exchanges: { one: { ...evidence('one'), more: 1 } } })],
    ['a coverage above 1',    '/summary/coverage must be <= 1',                    ({ summary, ...rest }) => ({ ...rest, summary: { ...summary, coverage: 1.5 } })],
  ])('refuses %s', (_name, error, change) => {
    expect(errorsOf(change(toJson(empty)))).toEqual([error]);
  });

  it('refuses a subject that mixes runner and workspace', () => {
    const subject = { kind: 'workspace', workspace: 'default', role: 'ordersysteem' };
    expect(errorsOf({ ...empty, subject })).toContain(
      '/subject must match exactly one schema in oneOf',
    );
  });

  it('forbids unknown fields in every object and describes every property', () => {
    const problems: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const schema = value as Record<string, unknown>;
      if (schema['type'] === 'object' && schema['additionalProperties'] === undefined)
        problems.push(`${path} is open`);
      for (const [name, entry] of Object.entries((schema['properties'] as object) ?? {}))
        if (!('description' in entry)) problems.push(`${path}/${name} is not described`);
      for (const [name, entry] of Object.entries(schema)) walk(entry, `${path}/${name}`);
    };
    walk(reportSchema, '');
    expect([problems, reportSchema['$id']]).toEqual([[], 'report.schema.json']);
  });
});

describe('the JUnit XML of a report', () => {
  it('has a suite per API and a case per requirement', () => {
    expect(renderJunit(reportOf([requirementResult('R-1'), failed, untestable, skipped, warned])))
      .toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ketenlab" tests="5" failures="1" errors="0" time="0">
  <testsuite name="edu-v-order" tests="4" failures="1" errors="0" skipped="2" time="0" \
timestamp="2026-03-14T09:26:53">
    <properties>
      <property name="ketenlab" value="0.1.0"/>
      <property name="subject" value="runner"/>
      <property name="role" value="ordersysteem"/>
      <property name="target" value="http://127.0.0.1:4000/v1"/>
      <property name="sha256.requirements" value="${'a'.repeat(64)}"/>
      <property name="sha256.configuration" value="${'b'.repeat(64)}"/>
      <property name="rule.UNAUTHORIZED_BODY" value="empty"/>
    </properties>
    <testcase name="R-1 The sentence of R-1" classname="edu-v-order" time="0"/>
    <testcase name="R-2 The sentence of R-2" classname="edu-v-order" time="0">
      <failure message="/orderStatus: expected approved or declined, seen done" \
type="implementation">MUST: The sentence of R-2
source: Order API 0.9.2
passed 3 times, failed 12 times

what to do: Use a status that the schema has

1.
where: /orderStatus
expected: approved or declined
seen: done
cause: the implementation: the partner’s code
test: an order
exchange: two
curl: curl -X PUT \\
  -d &quot;&lt;x&gt;&quot;

2.
where: the whole message
expected: approved or declined
seen: done
cause: the configuration: the connection between the partner and the sandbox
interpretations: A or B; set: A
exchange: three

3.
where: line 3
expected: approved or declined
seen: done
cause: the sandbox itself
exchange: lost

The first 3 of 12 are shown.</failure>
    </testcase>
    <testcase name="R-4 The sentence of R-4" classname="edu-v-order" time="0">
      <skipped message="Cannot be tested from outside: Nobody sees it"/>
    </testcase>
    <testcase name="R-3 The sentence of R-3" classname="edu-v-order" time="0">
      <skipped message="No order was sent. To have it tested: Send an order"/>
    </testcase>
  </testsuite>
  <testsuite name="edu-v-delivery" tests="1" failures="0" errors="0" skipped="0" time="0" \
timestamp="2026-03-14T09:26:53">
    <properties>
      <property name="ketenlab" value="0.1.0"/>
      <property name="subject" value="runner"/>
      <property name="role" value="ordersysteem"/>
      <property name="target" value="http://127.0.0.1:4000/v1"/>
      <property name="sha256.requirements" value="${'a'.repeat(64)}"/>
      <property name="sha256.configuration" value="${'b'.repeat(64)}"/>
      <property name="rule.UNAUTHORIZED_BODY" value="empty"/>
    </properties>
    <testcase name="D-1 The sentence of D-1" classname="edu-v-delivery" time="0">
      <system-out>Warning: SHOULD: The sentence of D-1
source: Order API 0.9.2
never passed, failed 1 time

1.
where: /orderStatus
expected: approved or declined
seen: done
cause: the implementation: the partner’s code</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('has a suite for preflight checks, and notes for INFO requirements', () => {
    const text = renderJunit(full);
    expect(xpathTexts(text, '/testsuites/@tests | /testsuites/@failures')).toEqual(['8', '2']);
    expect(xpathTexts(text, '//testsuite/@name')).toEqual([
      'preflight',
      'edu-v-order',
      'edu-v-delivery',
    ]);
    expect(xpathTexts(text, '//testsuite[1]//testcase/@name')).toEqual(['reachable', 'clock']);
    expect(xpathTexts(text, '//testsuite[1]//failure | //testsuite[1]//failure/@*')).toEqual([
      'It is 5 s late',
      'It is 5 s late',
      'configuration',
    ]);
    expect(xpathTexts(text, '//testcase[starts-with(@name, "D-2")]/system-out')).toEqual([
      expect.stringMatching(/^Note: INFO: .*expected: no such field/),
    ]);
  });

  it('names the workspace, and has no suite without requirements', () => {
    expect(renderJunit(empty)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ketenlab" tests="0" failures="0" errors="0" time="0">
</testsuites>
`);
    const xmlText = renderJunit({ ...empty, requirements: [requirementResult('R-1')] });
    expect(xpathTexts(xmlText, '//property[position() < 4]/@value')).toEqual([
      '0.1.0',
      'workspace',
      'default',
    ]);
  });

  it('uses the requirement text as the message of a failure without findings', () => {
    const text = renderJunit(reportOf([requirementResult('R-1', { verdict: 'fail' })]));
    expect(xpathTexts(text, '//failure/@message | //failure/@type')).toEqual([
      'The sentence of R-1',
      'implementation',
    ]);
  });

  it('escapes unsafe texts and characters that XML does not allow', () => {
    const { baseline: _, ...unexpected } = unsafe;
    const text = renderJunit(unexpected);
    expect(xpathTexts(text, '//testsuite/@name')).toEqual(['preflight', ESCAPED]);
    expect(xpathTexts(text, '//testcase[@classname != "preflight"][1]/@name')).toEqual([
      `${ESCAPED} ${ESCAPED}`,
    ]);
    expect(xpathTexts(text, '//testcase[2]/skipped/@message')).toEqual([ESCAPED]);
    expect(xpathTexts(text, '//script')).toEqual([]);
    expect(xpathTexts(text, '//testsuite[2]//failure')[0]?.split(ESCAPED)).toHaveLength(11);
  });

  it('marks a failure that the baseline expects as skipped', () => {
    const text = renderJunit({
      ...full,
      baseline: { expected: ['R-2'], unexpected: [], passed: [] },
    });
    const testcase = '//testcase[starts-with(@name, "R-2 ")]';
    expect(xpathTexts(text, `${testcase}/failure`)).toEqual([]);
    expect(xpathTexts(text, `${testcase}/skipped/@message`)).toEqual([
      'Failed as expected by the baseline',
    ]);
  });
});

describe('the badge of a report', () => {
  const summary = (more: Partial<Summary>): Summary => ({
    pass: 0,
    fail: 0,
    warn: 0,
    skip: 0,
    excused: 0,
    coverage: 0,
    causes: 0,
    ...more,
  });
  const badge = (more: Partial<Summary>) => renderBadge({ ...empty, summary: summary(more) });

  it('is a self-contained SVG', () => {
    expect(badge({ pass: 42, fail: 2, skip: 18, excused: 2 }))
      .toBe(`<svg xmlns="http://www.w3.org/2000/svg" width="196" height="20" role="img" \
aria-label="conformance: 42 of 60 · 2 failed">
  <title>conformance: 42 of 60 · 2 failed</title>
  <clipPath id="corners"><rect width="196" height="20" rx="3"/></clipPath>
  <g clip-path="url(#corners)">
    <rect width="84" height="20" fill="#4a4a4a"/>
    <rect x="84" width="112" height="20" fill="#c0362c"/>
  </g>
  <g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">
    <text x="42" y="14" textLength="72" fill="#fff">conformance</text>
    <text x="140" y="14" textLength="100" fill="#fff">42 of 60 · 2 failed</text>
  </g>
</svg>
`);
  });

  // prettier-ignore
  it.each<[string, string, Partial<Summary>]>([
    ['red: 42 of 60 · 2 failed',      '#c0362c', { pass: 42, fail: 2, warn: 3, skip: 13 }],
    ['green: 58 of 60',               '#2f7d43', { pass: 58, skip: 4, excused: 2 }],
    ['yellow: 57 of 60 · 1 warning',  '#e0b437', { pass: 57, warn: 1, skip: 2 }],
    ['yellow: 56 of 60 · 2 warnings', '#e0b437', { pass: 56, warn: 2, skip: 2 }],
    ['grey: not tested',              '#6e6e6e', { skip: 60 }],
    ['grey: not tested',              '#6e6e6e', {}],
  ])('is %s', (outcomeText, colour, counts) => {
    const text = badge(counts);
    expect(xpathTexts(text, '//*[local-name() = "rect"]/@fill')[1]).toBe(colour);
    expect(xpathTexts(text, '//*[local-name() = "text"]')).toEqual([
      'conformance',
      outcomeText.replace(/^\w+: /, ''),
    ]);
    expect(xpathTexts(text, '/*/@aria-label | /*/@role')).toEqual([
      'img',
      `conformance: ${outcomeText.replace(/^\w+: /, '')}`,
    ]);
  });

  it('is as wide as its text', () => {
    const widthOf = (counts: Partial<Summary>) => Number(xpathTexts(badge(counts), '/*/@width')[0]);
    expect(widthOf({ pass: 100, skip: 11 }) - widthOf({ pass: 10, skip: 1 })).toBe(14);
  });
});

describe('the HTML page of a report', () => {
  /** Headings of the sections. */
  const headings = (text: string) => xpathTexts(text, '//h2');
  const requirement = (text: string, id: string) => xpathTexts(text, `//li[@id="${id}"]`)[0];

  it('shows subject, time and outcome at the top', () => {
    const text = renderHtml(full);
    expect(xpathTexts(text, '//header/*')).toEqual([
      'Conformance report',
      'ordersysteem',
      'tested at http://127.0.0.1:4000/v1',
      '14 March 2026, 09:26 UTC · Ketenlab 0.1.0',
    ]);
    expect(
      xpathTexts(text, '//*[@aria-label="Outcome"]/* | //*[@aria-label="Outcome"]/@class'),
    ).toEqual([
      'outcome fail',
      '1 mandatory requirement failed, and 1 recommended requirement failed.',
      'Before the tests, 1 of 2 checks failed. 1 requirement was not tested. ' +
        '1 failure was not expected. 1 requirement passed although a failure was expected.',
    ]);
    expect(xpathTexts(renderHtml(empty), '//header/*')).toEqual([
      'Conformance report',
      'Workspace default',
      'from the messages between the partner and the sandbox',
      '14 March 2026, 09:26 UTC · Ketenlab 0.1.0',
    ]);
    expect(xpathTexts(text, '//title')).toEqual(['Conformance of ordersysteem']);
  });

  const verdicts = (...all: RequirementResult['verdict'][]) =>
    reportOf(all.map((verdict, index) => requirementResult(`R-${index}`, { verdict })));
  const failedCheck = { name: 'clock', ok: false, said: 'late' };
  // prettier-ignore
  it.each<[string, string, ConformanceReport]>([
    ['pass', 'Every requirement that can be tested passed.', verdicts('pass')],
    ['pass', 'Every requirement that was tested passed. 2 requirements were not tested.', verdicts('pass', 'skip', 'skip')],
    ['warn', 'All mandatory requirements that were tested passed; 1 recommended requirement failed.', verdicts('pass', 'warn')],
    ['fail', '3 mandatory requirements failed.', verdicts('fail', 'fail', 'fail')],
    ['fail', '1 mandatory requirement failed, and 2 recommended requirements failed.', verdicts('warn', 'fail', 'warn')],
    ['none', 'No requirement was tested: no message of the partner shows the result of a requirement.', verdicts('skip')],
    ['none', 'No requirement was tested: none of the requirements can be tested from outside.', reportOf([untestable])],
    ['none', 'No requirement was tested: none of the requirements can be tested from outside.', empty],
    ['fail', 'No requirement was tested: 1 of 1 checks failed.', { ...verdicts('skip'), preflight: [failedCheck] }],
    ['fail', '1 mandatory requirement failed. Every failure was expected.', { ...verdicts('fail'), baseline: { expected: ['R-0'], unexpected: [], passed: [] } }],
    ['fail', '2 mandatory requirements failed. 2 failures were not expected.', { ...verdicts('fail', 'fail'), baseline: { expected: [], unexpected: ['R-0', 'R-1'], passed: [] } }],
    ['pass', 'Every requirement that can be tested passed.', { ...verdicts('pass'), baseline: { expected: [], unexpected: [], passed: [] } }],
  ])('has the outcome %s: %s', (tone, outcomeText, report) => {
    const text = renderHtml(report);
    const outcome = xpathTexts(text, '//*[@aria-label="Outcome"]/p').join(' ');
    expect([xpathTexts(text, '//*[@aria-label="Outcome"]/@class'), outcome]).toEqual([[`outcome ${tone}`], outcomeText]);
  });

  it('shows counts as numbers, as a bar and as a sentence', () => {
    const text = renderHtml(full);
    const counts = '//*[@aria-label="Counts"]';
    expect(xpathTexts(text, `${counts}//li`)).toEqual([
      '1 failed',
      '1 warning',
      '2 passed',
      '1 not tested',
    ]);
    expect(xpathTexts(text, `${counts}//a/@href`)).toEqual(['#fail', '#warn', '#pass', '#skip']);
    expect(xpathTexts(text, `${counts}//*[@role="img"]/@aria-label`)).toEqual([
      '1 failed, 1 warning, 2 passed, 1 not tested',
    ]);
    expect(xpathTexts(text, `${counts}//i/@style`)).toEqual([
      'flex-grow:1',
      'flex-grow:1',
      'flex-grow:2',
      'flex-grow:1',
    ]);
    expect(xpathTexts(text, `${counts}/p`)).toEqual([
      '4 of 5 requirements tested, 80 %. 1 more cannot be tested from outside.',
    ]);
    expect(xpathTexts(text, '//tr')).toEqual([
      'APIfailedwarningspassednot tested',
      'edu-v-order1011',
      'edu-v-delivery0110',
    ]);
  });

  it('lists failures first and untestable requirements last', () => {
    const text = renderHtml(full);
    expect(headings(text)).toEqual([
      'Compared with the baseline',
      'Before the tests',
      'By API',
      'Failed 1',
      'Warnings 1',
      'Passed 2',
      'Not tested 1',
      'Not testable 1',
      'About this report',
    ]);
    expect(xpathTexts(text, '//ul[@class="requirements"]/li/@id')).toEqual([
      'R-2',
      'D-1',
      'R-1',
      'D-2',
      'R-3',
      'R-4',
    ]);
    expect(xpathTexts(text, '//details[@open]/parent::li/@id')).toEqual(['R-2', 'D-1']);
    expect(headings(renderHtml(empty))).toEqual(['About this report']);
  });

  it('compares with the baseline and lists failed preflight checks', () => {
    const text = renderHtml(full);
    expect(xpathTexts(text, '//section[@aria-labelledby="baseline"]//div')).toEqual([
      'New failuresR-2',
      'Expected failuresnone',
      'Unexpected passesR-1',
    ]);
    expect(xpathTexts(text, '//section[@aria-labelledby="baseline"]//a/@href')).toEqual([
      '#R-2',
      '#R-1',
    ]);
    expect(xpathTexts(text, '//section[@aria-labelledby="preflight"]//li')).toEqual([
      '✓reachable It answers',
      '✕clock It is 5 s late',
    ]);
    expect(xpathTexts(text, '//*[contains(@class, "tag")]')).toEqual([
      'unexpected',
      'failure was expected',
    ]);
    const expected = { ...full, baseline: { expected: ['R-2'], unexpected: [], passed: [] } };
    expect(xpathTexts(renderHtml(expected), '//*[contains(@class, "tag")]')).toEqual(['expected']);
  });

  it('shows location, values, cause and curl command of each finding', () => {
    const text = renderHtml(full);
    const within = (path: string) => xpathTexts(text, `//li[@id="R-2"]${path}`);
    expect(within('/details/summary')).toEqual([
      '✕The sentence of R-2 R-2 MUST unexpected passed 3 times, failed 12 times',
    ]);
    expect(within('/details/div/dl/div')).toEqual([
      'SourceOrder API 0.9.2',
      'Applies toordersysteem client',
      'What to doUse a status that the schema has',
    ]);
    expect(within('//ol/li')).toEqual([
      'Expectedapproved or declinedSeendone Where/orderStatusCausethe implementation: ' +
        'the partner’s codeTestan orderEvidenceexchange 2 Command to repeat the callcurl -X PUT \\ -d "<x>"',
      'Expectedapproved or declinedSeendone Wherethe whole messageCausethe configuration: ' +
        'the connection between the partner and the sandboxInterpretationsA or B; set: AEvidenceexchange 3',
      'Expectedapproved or declinedSeendone Whereline 3Causethe sandbox itself',
    ]);
    expect(within('//p[@class="facts"]')).toContain('The first 3 of 12 are shown.');
  });

  it('shows each exchange of a requirement once, collapsed', () => {
    const text = renderHtml(full);
    const within = (path: string) =>
      xpathTexts(text, `//li[@id="R-2"]//details[@class="exchange"]${path}`);
    expect(within('/summary')).toEqual([
      '1 PUT /v1/orders/confirmations 202 first tested',
      '2 PUT /v1/orders/confirmations no response last tested, finding 1',
      '3 PUT /v1/orders/confirmations 202 finding 2',
    ]);
    expect(within('/@id')).toEqual(['R-2.1', 'R-2.2', 'R-2.3']);
    expect(within('[1]/*')).toEqual([
      '1 PUT /v1/orders/confirmations 202 first tested',
      '2026-03-14T09:21:07.412Z · inbound · PUT /v1/orders/confirmations · confirmOrder · exchange one',
      'Request accept: a/b, c/d { "orderStatus": "done" } Response no body',
    ]);
    expect(within('[3]//pre')).toEqual(['x'.repeat(10_000)]);
    expect(within('[3]/div/section[1]/p')).toEqual(['Request', '1 character more']);
    expect(xpathTexts(text, '//li[@id="R-1"]//details/summary/span[@class="labels"]')).toEqual([
      'first tested, last tested',
    ]);
  });

  it('shows why a requirement was skipped and what to do about it', () => {
    const text = renderHtml(full);
    expect([requirement(text, 'R-3'), requirement(text, 'R-4')]).toEqual([
      '–The sentence of R-3 R-3 MUST No order was sent ' +
        'SourceOrder API 0.9.2Applies toordersysteem clientTo have it testedSend an order',
      '–The sentence of R-4 R-4 MUST Nobody sees it ' +
        'SourceOrder API 0.9.2Applies toordersysteem client',
    ]);
  });

  it('says at the end by what it was judged', () => {
    expect(xpathTexts(renderHtml(full), '//footer//div')).toEqual([
      'Created byKetenlab 0.1.0, report format 1',
      'Created at2026-03-14T10:26:53.589+01:00',
      `Requirements${'a'.repeat(64)}`,
      `Configuration${'b'.repeat(64)}`,
      'UNAUTHORIZED_BODYempty',
    ]);
  });

  it.each(Object.entries(reports))('of the %s report is self-contained', (_name, report) => {
    const text = renderHtml(report);
    const links = xpathTexts(text, '//@href | //@src').filter((link) => !link.startsWith('#'));
    expect([
      links,
      xpathTexts(text, '//script | //link | //img | //@*[starts-with(name(), "on")]'),
    ]).toEqual([[], []]);
    expect(xpathTexts(text, '//style')[0]).not.toMatch(/@import|url\(/);
    const ids = xpathTexts(text, '//@id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const targets = xpathTexts(text, '//@href').map((link) => link.slice(1));
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('escapes unsafe texts', () => {
    const text = renderHtml(unsafe);
    expect(xpathTexts(text, '//h1')).toEqual([ESCAPED]);
    expect(xpathTexts(text, '//*[@class="target"]/code')).toEqual([`javascript:${ESCAPED}`]);
    expect(xpathTexts(text, '//*[@class="sentence"]')[0]).toBe(ESCAPED);
    expect(xpathTexts(text, '//ol/li//dd').filter((entry) => entry === ESCAPED)).toHaveLength(5);
    expect(xpathTexts(text, '//ol/li/pre')).toEqual([ESCAPED]);
    expect(
      xpathTexts(text, '//details//pre').filter((entry) => entry.includes(ESCAPED)),
    ).toHaveLength(4);
    expect(xpathTexts(text, '//details//section[2]/pre[2]')).toEqual([
      JSON.stringify({ [UNSAFE]: UNSAFE }, null, 2)
        .replaceAll(/\s+/g, ' ')
        .replaceAll('\ufffe', '\\ufffe')
        .replaceAll('\u202e', '\\u202e'),
    ]);
    expect(xpathTexts(text, '//dl[@class="pairs rules"]/div')).toEqual([ESCAPED + ESCAPED]);
  });
});
