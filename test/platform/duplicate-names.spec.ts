import { describe, expect, it } from '@jest/globals';
import fastCheck from 'fast-check';
import { duplicateNames } from '../../src/platform/validation/duplicate-names.js';

const find = (json: string) =>
  duplicateNames(json, JSON.parse(json)).map(({ pointer, times }) => `${pointer} ${times}`);

describe('duplicateNames', () => {
  it.each([
    ['no object', '[1,"a:b",null]', []],
    ['names that are unique in their object', '{"a":{"b":1},"b":[{"a":1},{"a":2}]}', []],
    ['a name twice', '{"a":1,"a":2}', ['/a 2']],
    ['a name three times, with white space', '{ "a" : 1 ,\n"b":2, "a":3,"a":4}', ['/a 3']],
    ['a name in an item of a list', '[[],{"x":[1,{"a":1,"a":2}]}]', ['/1/x/1/a 2']],
    ['a name in a value that does not count', '{"a":{"b":1,"b":2},"a":3}', ['/a/b 2', '/a 2']],
    ['an escaped name', String.raw`{"a":1,"\u0061":2}`, ['/a 2']],
    ['a name with a quote and a colon', String.raw`{"\":{":1,"\":{":2}`, ['/":{ 2']],
    ['a name that a pointer escapes', '{"a/~":1,"a/~":2}', ['/a~1~0 2']],
    ['an empty name', '{"":1,"":2}', ['/ 2']],
    [
      'names of the prototype',
      '{"__proto__":1,"__proto__":{"a":1},"constructor":1,"toString":2,"toString":3}',
      ['/__proto__ 2', '/toString 2'],
    ],
    ['names of the prototype that are unique', '{"__proto__":{"a":1},"constructor":1}', []],
    ['names that look like an index', '{"1":1,"0":2,"1":3}', ['/1 2']],
  ])('finds %s', (_title, json, expected) => {
    expect(find(json)).toEqual(expected);
  });

  it('finds none in any text that JSON.stringify writes', () => {
    const json = fastCheck.json();
    fastCheck.assert(fastCheck.property(json, (text) => find(text).length === 0));
  });

  it('finds at most 100 and counts them all', () => {
    const members = Array.from({ length: 1000 }, (_, index) => `"a${index}":1`);
    const found = duplicateNames(`{${[...members, ...members, ...members].join(',')}}`, {});
    expect([found.length, found[99]]).toEqual([100, { pointer: '/a99', times: 3 }]);
  });

  it('cuts long pointers, so that long names need little memory', () => {
    const json = `{"${'p'.repeat(500_000)}":{${'"a":1,'.repeat(100_000)}"a":1}}`;
    const [found] = duplicateNames(json, JSON.parse(json));
    expect([found?.pointer.length, found?.times]).toEqual([500, 100_001]);
  });

  it('searches no text that nests too deeply', () => {
    const json = `${'['.repeat(100_000)}{"a":1,"a":2}${']'.repeat(100_000)}`;
    expect(duplicateNames(json, [])).toEqual([]);
  });
});
