import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeProgress, runOutputs } from '../../src/cli/conformance-output.js';
import { curlOf } from '../../src/conformance/recorder/evidence.js';
import { renderMarkdown } from '../../src/conformance/reports/markdown.js';
import { renderJobSummary } from '../../src/conformance/reports/job-output.js';
import { renderText } from '../../src/conformance/reports/text.js';
import { tokenCommand } from '../../src/conformance/runner/partner/call-notes.js';
import {
  summarize,
  type ConformanceReport,
  type Evidence,
  type RequirementResult,
} from '../../src/conformance/reports/report.js';

const resultOf = (id: string, more: Partial<RequirementResult> = {}): RequirementResult => ({
  id,
  level: 'MUST',
  text: `Sentence of ${id}`,
  source: 'Order API 0.9.2',
  who: ['ordersysteem server'],
  contract: 'edu-v-order',
  verdict: 'pass',
  held: 1,
  departed: 0,
  findings: [],
  ...more,
});

const cause = resultOf('R-ok', {
  verdict: 'fail',
  effect: 'Nothing can be ordered.',
  findings: [
    {
      operation: 'PUT /orders (accept-order-request)',
      test: 'PUT /orders',
      pointer: '/quantity',
      expected: '100 (number)',
      seen: '"1\n::error::00"',
      before: '120 ordered, 118 reduced',
      cause: 'implementation',
      token: 'TOKEN=$(get it)',
      curl: 'curl -i \\\n  http://a',
      trigger: 'one',
      readings: 'A=b. Other interpretation: c',
    },
  ],
});
const reportOf = (requirements: RequirementResult[]): ConformanceReport => ({
  format: 1,
  tool: { name: 'ketenlab', version: '0.1.0' },
  at: '2026-03-14T10:26:53.589+01:00',
  subject: { kind: 'runner', role: 'ordersysteem', target: 'http://127.0.0.1:4000/v1' },
  hashes: { requirements: 'a'.repeat(64), configuration: 'b'.repeat(64) },
  rules: {},
  preflight: [{ name: 'clock', ok: false, said: 'It is 5 s late' }],
  summary: summarize(requirements),
  requirements,
  exchanges: {},
});
const report = reportOf([
  resultOf('R-1'),
  cause,
  resultOf('R-same', { verdict: 'fail', consequenceOf: 'R-ok' }),
  resultOf('R-2', { verdict: 'skip', reason: 'This follows from R-ok', consequenceOf: 'R-ok' }),
  resultOf('R-3', { verdict: 'skip', reason: 'Nobody sees it', excused: true }),
]);

describe('the text of a run', () => {
  it('nests what follows from a cause, and states the coverage first', () => {
    expect(renderText(report).split('\n')).toEqual([
      'PASS R-1 Sentence of R-1',
      'SKIP R-2 Sentence of R-2 (This follows from R-ok)',
      'SKIP R-3 Sentence of R-3 (Nobody sees it)',
      'FAIL R-ok Sentence of R-ok',
      '     Order API 0.9.2',
      '     Effect: Nothing can be ordered.',
      '     PUT /orders (accept-order-request) · /quantity',
      '       expected 100 (number)',
      '       seen     "1 ::error::00"',
      '       before   120 ordered, 118 reduced',
      '       cause    implementation',
      '       rule     A=b. Other interpretation: c',
      '       the call that triggered the message:',
      '       TOKEN=$(get it)',
      String.raw`       curl -i \ `.trimEnd(),
      '         http://a',
      '     Test again with --only R-ok',
      '     Not tested because of this: R-2',
      'FAIL R-same Sentence of R-same',
      '     Same cause as R-ok',
      '',
      '  Coverage 75 %: 3 of 4 requirements that can be tested from outside, of ordersysteem (edu-v-order)',
      '  1 passed, 2 failed, 0 warned, 2 skipped (1 of them excused); 1 cause to mend',
    ]);
  });

  it('shows findings once that differ in their value only, and says which secret a command needs', () => {
    const token = tokenCommand('http://lab/token', { clientId: 'a' });
    const finding = {
      pointer: '/at',
      expected: 'a time in Zulu',
      cause: 'implementation',
    } as const;
    const findings = ['1', '2', '3'].map((seen) => ({ ...finding, seen, token, curl: 'curl a' }));
    const lines = renderText(reportOf([resultOf('R-4', { verdict: 'warn', findings })])).split(
      '\n',
    );
    expect(lines.filter((line) => /seen|more like|CLIENT_SECRET:|do not fail/.test(line))).toEqual([
      '       seen     1',
      '       and 2 more like this',
      '  The commands need curl, jq, and CLIENT_SECRET: the secret of the client_id in the command.',
      '  Warnings do not fail the run.',
    ]);
  });

  it('shows invisible characters of a message', () => {
    const seen = 'a\u001b[31m\u202eb';
    const result = resultOf('R-4', {
      verdict: 'fail',
      findings: [{ pointer: '', expected: 'a', seen, cause: 'implementation' }],
    });
    expect(renderText(reportOf([result]))).toContain(String.raw`seen     a\u001b[31m\u202eb`);
  });
});

describe('the Markdown of a report', () => {
  it('has the summary, the failed checks and a row for each cause', () => {
    const warned = resultOf('R-5', {
      verdict: 'warn',
      findings: [{ pointer: '', expected: 'a|b', seen: '<b>_c_</b>', cause: 'implementation' }],
    });
    expect(renderMarkdown(reportOf([warned, cause])).split('\n')).toEqual([
      '## Conformance of ordersysteem at http://127.0.0.1:4000/v1',
      '',
      '- Coverage 100 %: 2 of 2 requirements that can be tested from outside, of ordersysteem (edu-v-order)',
      '- 0 passed, 1 failed, 1 warned, 0 skipped (0 of them excused); 2 causes to mend',
      '- **clock**: It is 5 s late',
      '',
      '| Verdict | Requirement | Where | Expected | Seen | Follows from it |',
      '| --- | --- | --- | --- | --- | --- |',
      '| FAIL | `R-ok` Sentence of R-ok | PUT /orders (accept-order-request) · /quantity | 100 (number) | "1 ::error::00" |  |',
      String.raw`| WARN | ${'`R-5`'} Sentence of R-5 | the whole message | a\|b | \<b\>\_c\_\</b\> |  |`,
      '',
    ]);
  });

  it('has no table without a cause', () => {
    expect(renderMarkdown(reportOf([resultOf('R-1')]))).not.toContain('|');
  });
});

describe('the output of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ketenlab-output-'));
  const file = join(folder, 'summary.md');
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const outputOf = (write: () => void): string => {
    const written: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    write();
    return written.join('');
  };

  it.each([true, false])('shows the progress as text if it is a terminal: %s', (isTTY) => {
    const { isTTY: before } = process.stdout;
    process.stdout.isTTY = isTTY;
    const state = { done: 1, total: 2, running: ['b'], waiting: [] };
    const output = outputOf(() => runOutputs.text.progress(state));
    process.stdout.isTTY = before;
    expect(output).toBe(isTTY ? '  1 of 2 tests: b\n' : '');
  });

  it('has one JSON value per line as ndjson', () => {
    const { ndjson } = runOutputs;
    const output = outputOf(() => {
      ndjson.note('for people');
      ndjson.testFinished({ name: 'PUT /orders', durationMs: 12 });
      ndjson.progress({ done: 1, total: 2, running: ['b'], waiting: [] });
      ndjson.report(report);
    });
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines.map(({ type }) => type)).toEqual([
      'test',
      'progress',
      'preflight',
      ...report.requirements.map(() => 'requirement'),
      'summary',
    ]);
    expect(lines[0]).toEqual({ type: 'test', name: 'PUT /orders', durationMs: 12 });
    expect(lines[4]).toEqual({ type: 'requirement', ...cause });
    expect(lines.at(-1)).toEqual({
      type: 'summary',
      subject: report.subject,
      ...report.summary,
    });
  });

  it('annotates each cause in GitHub Actions, and obeys no command in a message', () => {
    const { github } = runOutputs;
    process.env['GITHUB_STEP_SUMMARY'] = file;
    let output: string;
    try {
      output = outputOf(() => {
        github.report(report);
      });
    } finally {
      delete process.env['GITHUB_STEP_SUMMARY'];
    }
    const [begin, stop, ...lines] = output.split('\n');
    const token = /^::stop-commands::(\S+)$/.exec(stop!)?.[1];
    const resumed = lines.indexOf(`::${token}::`);
    expect([begin, lines.slice(0, resumed).join('\n')]).toEqual([
      '::group::Requirements',
      renderText(report),
    ]);
    expect(lines.slice(resumed + 1)).toEqual([
      '::endgroup::',
      '::error title=R-ok::Sentence of R-ok: expected 100 (number), seen (in the report) at /quantity',
      'Coverage 75 %: 3 of 4 requirements that can be tested from outside, of ordersysteem (edu-v-order)',
      '1 passed, 2 failed, 0 warned, 2 skipped (1 of them excused); 1 cause to mend',
      '',
    ]);
    expect(readFileSync(file, 'utf8')).toBe(renderJobSummary(report));
  });

  it.each([
    [{ total: 0, running: [], waiting: [] }, 'checking the configuration'],
    [{ running: [], waiting: [] }, '3 of 9 tests: the next test'],
    [{ running: ['PUT /orders', 'b'], waiting: [] }, '3 of 9 tests: PUT /orders'],
    [
      {
        running: ['PUT /orders'],
        waiting: [{ operation: 'PUT /x', elapsedMs: 4400, timeoutMs: 10_000 }],
      },
      '3 of 9 tests: waiting for PUT /x (4 s, at most 10 s)',
    ],
  ])('tells the progress in one line', (state, line) => {
    expect(describeProgress({ done: 3, total: 9, ...state })).toBe(line);
  });
});

describe('a command that repeats a call', () => {
  const evidence = (type: string | undefined, body: unknown): Evidence => ({
    id: 'a',
    at: '2026-03-14T09:21:07.412Z',
    direction: 'inbound',
    operation: null,
    method: 'POST',
    path: '/orders',
    status: 200,
    request: { headers: type === undefined ? {} : { 'content-type': type }, body },
    response: { headers: {}, body: '' },
  });

  it.each([
    ['application/xml; charset=ISO-8859-1', '<a>é</a>', 'ISO-8859-1'],
    ['application/xml', '<?xml version="1.0" encoding="windows-1252"?><a>é</a>', 'windows-1252'],
    ['application/json; charset="utf-16"', { a: 1 }, 'utf-16'],
  ])('sends a body as %s from a file', (type, body, encoding) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect(curlOf(evidence(type, body), 'http://lab')).toBe(
      [
        `printf %s '${text}' | iconv -f UTF-8 -t ${encoding} > body.bin`,
        String.raw`curl -i -X POST 'http://lab/orders' \ `.trimEnd(),
        String.raw`  -H 'content-type: ${type}' \ `.trimEnd(),
        '  --data-binary @body.bin',
      ].join('\n'),
    );
  });

  it.each([
    ['application/json; charset=utf-8', 'é'],
    ['application/xml; charset=ISO-8859-1', '<a/>'],
    ['application/xml; charset=$(x)', 'é'],
    [undefined, 'é'],
  ])('has the body of type %s in the command', (type, body) => {
    expect(curlOf(evidence(type, body), 'http://lab')).toContain(`--data-binary '${body}'`);
  });

  it('gets its token without showing the secret', () => {
    const client = { clientId: "o'ne", audience: 'https://a/b/', scope: 'eduv.order' };
    expect(tokenCommand('http://lab/oauth2/token', client)).toBe(
      `TOKEN=$(curl -s 'http://lab/oauth2/token' --data-urlencode 'grant_type=client_credentials' ` +
        String.raw`--data-urlencode 'client_id=o'\''ne' ` +
        `--data-urlencode 'scope=eduv.order' ` +
        `--data-urlencode 'audience=https://a/b/' --data-urlencode "client_secret=$CLIENT_SECRET" ` +
        '| jq -r .access_token)',
    );
  });
});
