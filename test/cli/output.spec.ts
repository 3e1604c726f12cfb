import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { callLines } from '../../src/cli/demo/output.js';
import { formText, masked } from '../../src/cli/demo/masked.js';
import { paint } from '../../src/cli/output/colour.js';
import { fieldLines, tableLines } from '../../src/cli/output/table.js';
import { durationText } from '../../src/cli/server/status.js';

const given = { ...process.env };
beforeEach(() => {
  // None of the variables of this machine: a CI server, for example, has its own rule about colours.
  process.env = { NO_COLOR: '1', TERM: 'xterm' };
});
afterEach(() => {
  process.env = { ...given };
});

describe('a table', () => {
  it('has its values below each other, and - for none', () => {
    expect(
      tableLines(
        ['ID', 'NAME'],
        [
          ['long-id', undefined],
          [1, ['a', 'b']],
        ],
      ),
    ).toEqual(['ID       NAME', 'long-id  -', '1        a b']);
  });

  it('passes no control character of a value on to the terminal', () => {
    expect(fieldLines({ name: 'a\u001b[31mb', none: undefined })).toEqual(['name  a [31mb']);
  });
});

describe('colours', () => {
  it.each([
    ['on a terminal', true, {}, true],
    ['not in a file', false, {}, false],
    ['not with NO_COLOR', true, { NO_COLOR: '1' }, false],
  ])('%s', (_, isTTY, env: Record<string, string>, expected) => {
    delete process.env['NO_COLOR'];
    Object.assign(process.env, env);
    const getColorDepth = () => WriteStream.prototype.getColorDepth(process.env);
    const stream = Object.assign(new PassThrough(), { isTTY, getColorDepth });
    expect(paint('red', 'a', stream as unknown as NodeJS.WriteStream) !== 'a').toBe(expected);
  });
});

describe('the time since the start', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [3_660, '1 h 1 min'],
    [86_400, '1 d 0 h'],
  ])('%d s is %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

describe('a call of the demo', () => {
  it('has the values that fit in one line, and the beginning of a long body', () => {
    const call = { sentByKetenlab: true, method: 'PUT', path: '/orders', status: 202 };
    const body = {
      lines: [
        { id: 1, text: 'a'.repeat(40) },
        { id: 2, text: 'b'.repeat(40) },
      ],
    };
    expect(callLines({ ...call, requestBody: body, responseBody: 'x\n'.repeat(26) })).toEqual([
      '   > PUT /orders (sent by Ketenlab)',
      '     {',
      '       "lines": [',
      `         {"id":1,"text":"${'a'.repeat(40)}"},`,
      `         {"id":2,"text":"${'b'.repeat(40)}"}`,
      '       ]',
      '     }',
      '   < 202 Accepted',
      ...Array.from({ length: 24 }, () => '     x'),
      '     … 2 more lines',
    ]);
  });

  it('shows the beginning of tokens and secrets only', () => {
    expect(masked({ access_token: 'eyJhbGci', items: [{ clientSecret: 'abcdef' }] })).toEqual({
      access_token: 'eyJ…',
      items: [{ clientSecret: 'abc…' }],
    });
    expect(formText({ client_id: 'demo', client_secret: 'demo-secret' })).toBe(
      'client_id=demo&client_secret=dem…',
    );
  });
});
