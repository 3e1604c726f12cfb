import { describe, expect, it } from '@jest/globals';
import { etagOf, selectRange } from '../../src/platform/http/byte-range.js';

const validators = { etag: '"abc"', lastModified: 'Tue, 01 Sep 2026 08:00:00 GMT' };
const select = (range: string | undefined, ifRange?: string, method = 'GET') =>
  selectRange(
    { method, headers: { range, ...(ifRange !== undefined && { 'if-range': ifRange }) } },
    1000,
    validators,
  );

// RFC 9110 §14.
describe('selectRange of a file of 1000 bytes', () => {
  it.each<[string, string | undefined, object | string]>([
    ['no Range', undefined, 'whole'],
    ['the first bytes', 'bytes=0-99', { start: 0, end: 99 }],
    ['one byte', 'bytes=5-5', { start: 5, end: 5 }],
    ['the rest of a file, as a resumed download', 'bytes=400-', { start: 400, end: 999 }],
    ['the whole file', 'bytes=0-', { start: 0, end: 999 }],
    ['the last bytes, as a reader of ZIP files', 'bytes=-22', { start: 978, end: 999 }],
    ['more last bytes than there are', 'bytes=-5000', { start: 0, end: 999 }],
    ['an end behind the end of the file', 'bytes=900-5000', { start: 900, end: 999 }],
    ['ranges that touch each other', 'bytes=0-99,100-199', { start: 0, end: 199 }],
    ['ranges that overlap', 'bytes=0-99, 50-199', { start: 0, end: 199 }],
    ['one range in the file and one behind it', 'bytes=0-9,5000-', { start: 0, end: 9 }],
    ['the unit in upper case', 'Bytes=0-9', { start: 0, end: 9 }],
    ['several ranges', 'bytes=0-9,100-109', 'whole'],
    ['another unit', 'seconds=0-9', 'whole'],
    ['another unit behind the end', 'seconds=5000-', 'whole'],
    ['no unit', '0-9', 'whole'],
    ['no range', 'bytes=', 'whole'],
    ['text', 'bytes=a-b', 'whole'],
    ['a start behind the end of the file', 'bytes=1000-', 'unsatisfiable'],
    ['several ranges behind the end', 'bytes=1000-1001,2000-', 'unsatisfiable'],
    ['no last bytes', 'bytes=-0', 'unsatisfiable'],
  ])('with %s', (_, range, expected) => {
    expect(select(range)).toEqual(expected);
  });

  it.each([
    ['the ETag', '"abc"', true],
    ['the Last-Modified', 'Tue, 01 Sep 2026 08:00:00 GMT', true],
    ['another ETag', '"def"', false],
    ['the ETag as a weak one', 'W/"abc"', false],
    ['the ETag without quotes', 'abc', false],
    ['another date', 'Tue, 01 Sep 2026 08:00:01 GMT', false],
    ['text', 'yesterday', false],
    ['nothing', '', false],
  ])('with If-Range: %s', (_, ifRange, isSame) => {
    expect(select('bytes=0-9', ifRange)).toEqual(isSame ? { start: 0, end: 9 } : 'whole');
    // An If-Range that does not match makes the server ignore the range.
    expect(select('bytes=5000-', ifRange)).toEqual(isSame ? 'unsatisfiable' : 'whole');
  });

  it('ignores a Range of another method than GET', () => {
    expect(select('bytes=0-9', undefined, 'HEAD')).toBe('whole');
  });
});

describe('etagOf', () => {
  it('is a strong ETag that depends on the content only', () => {
    const [one, same, other] = ['one', 'one', 'other'].map((text) => etagOf(Buffer.from(text)));
    expect(one).toMatch(/^"[\w-]{43}"$/);
    expect([same === one, other === one]).toEqual([true, false]);
  });
});
