import { describe, expect, it } from '@jest/globals';
import { prettyLine } from '../../src/platform/observability/pretty-line.js';

const line = (fields: object): string =>
  JSON.stringify({ level: 40, time: '2026-09-01T08:00:00.123Z', ...fields });

describe('a line of the log for a reader', () => {
  it('has time, level, message and fields, with quotes around text with spaces', () => {
    const json = line({ to: 'bestelomgeving', reason: 'HTTP 503', tries: 2, msg: 'not delivered' });
    expect(prettyLine(json, false)).toBe(
      '08:00:00.123 WARN not delivered to=bestelomgeving reason="HTTP 503" tries=2\n',
    );
  });

  it('has colours on a terminal', () => {
    expect(prettyLine(line({ msg: 'not delivered' }), true)).toBe(
      '\u001b[2m08:00:00.123\u001b[22m \u001b[33mWARN\u001b[39m not delivered\n',
    );
  });

  it('has the control characters of a text as spaces, so that they do not change the terminal', () => {
    const json = line({ msg: 'a\u001b[2Jb', reason: 'c\u001b[2Jd' });
    expect(prettyLine(json, false)).toBe('08:00:00.123 WARN a [2Jb reason=c [2Jd\n');
  });

  it('has the stack of an error below it', () => {
    const json = line({ level: 50, err: { message: 'a', stack: 'Error: a\n    at b' }, msg: 'c' });
    expect(prettyLine(json, false)).toBe('08:00:00.123 ERROR c err=\nError: a\n    at b\n');
  });

  it('of an exchange is the line of the exchange, with the requirement of each finding', () => {
    const exchange = {
      at: '2026-09-01T08:00:00.100Z',
      direction: 'inbound',
      peer: 'partner',
      workspace: 'alpha',
      role: 'ordersysteem',
      operation: 'acceptOrder',
      client: 'alpha-demo',
      method: 'PUT',
      status: 400,
      durationMs: 3.6,
      findings: [
        { level: 'MUST', requirement: 'EDUV-ORDER-01', pointer: '/orderLines', text: 'A rule' },
      ],
    };
    expect(prettyLine(line({ level: 30, exchange, msg: 'exchange' }), false)).toBe(
      [
        '08:00:00.100 > ordersysteem     acceptOrder                    400 4 ms alpha-demo [alpha]',
        '               MUST EDUV-ORDER-01 /orderLines: A rule',
        '',
      ].join('\n'),
    );
  });
});
