import { describe, expect, it } from '@jest/globals';
import {
  renderAnnotations,
  renderErrorAnnotation,
  renderJobSummary,
} from '../../src/conformance/reports/job-output.js';
import {
  summarize,
  type ConformanceReport,
  type RequirementResult,
} from '../../src/conformance/reports/report.js';

function reportWith(
  finding: { expected: string; seen: string; pointer?: string },
  more: Partial<RequirementResult> = {},
): ConformanceReport {
  const requirements: RequirementResult[] = [
    {
      id: 'R-1',
      level: 'MUST',
      text: 'The sentence',
      source: 'API 1',
      who: [],
      contract: 'api',
      verdict: 'fail',
      held: 0,
      departed: 1,
      findings: [{ pointer: '/field', cause: 'implementation', ...finding }],
      ...more,
    },
  ];
  return {
    format: 1,
    tool: { name: 'ketenlab', version: '0.1.0' },
    at: '2026-03-14T10:26:53.589Z',
    subject: { kind: 'runner', role: 'role', target: 'http://me:secret@127.0.0.1:9000/v1' },
    hashes: { requirements: '', configuration: '' },
    rules: {},
    preflight: [],
    summary: summarize(requirements),
    requirements,
    exchanges: {},
  };
}

describe('the output for a CI job', () => {
  it.each([
    ['missing', 'missing'],
    ['string "Ola Nordmann"', 'string'],
    ['number 2903', 'number'],
    ['500 without a body', '500'],
    ['Ola Nordmann', '(in the report)'],
    ['missing Ola', '(in the report)'],
  ])('shows %j as %j', (seen, shown) => {
    const report = reportWith({ expected: 'uuid', seen });
    expect(renderAnnotations(report)).toEqual([
      `::error title=R-1::The sentence: expected uuid, seen ${shown} at /field`,
    ]);
    expect(renderJobSummary(report)).toContain(`| uuid | ${shown} |`);
  });

  it('shows no addresses of an earlier message, and no credentials of the target', () => {
    const report = reportWith({ expected: 'the same "ola@example.org"', seen: 'x' });
    const all = [...renderAnnotations(report), renderJobSummary(report)].join('\n');
    expect(all).toContain('the same "…"');
    expect(all).toContain('http://127.0.0.1:9000/v1');
    expect(all).not.toMatch(/ola|secret/);
  });

  it('escapes what would end a table cell, a line or a workflow command', () => {
    const report = reportWith(
      { expected: 'a | b\n<img src=x>', seen: 'missing', pointer: '/a|b\n<b>`c`' },
      { text: 'One: 100 %,\r\ntwo', id: 'R:1,2' },
    );
    expect(renderAnnotations(report)).toEqual([
      '::error title=R%3A1%2C2::One: 100 %25,%0D%0Atwo: expected a | b%0A<img src=x>, seen missing at /a|b%0A<b>`c`',
    ]);
    expect(renderJobSummary(report).split('\n').at(-2)).toBe(
      String.raw`| FAIL | \`R:1,2\` One: 100 %, two | /a\|b \<b\>\`c\` | a \| b \<img src=x\> | missing |  |`.replace(
        String.raw`\`R:1,2\``,
        '`R:1,2`',
      ),
    );
    expect(renderErrorAnnotation('one\ntwo')).toBe('::error title=Ketenlab::one%0Atwo');
  });

  it('warns about a SHOULD, and says nothing about what follows from another requirement', () => {
    const warned = reportWith({ expected: 'a', seen: 'missing' }, { verdict: 'warn' });
    expect(renderAnnotations(warned)).toEqual([expect.stringMatching(/^::warning title=R-1::/)]);
    const follower = reportWith({ expected: 'a', seen: 'missing' }, { consequenceOf: 'R-0' });
    expect(renderAnnotations(follower)).toEqual([]);
  });
});
