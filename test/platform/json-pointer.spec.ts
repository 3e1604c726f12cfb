import { describe, expect, it } from '@jest/globals';
import { appendPointer, parsePointer } from '../../src/platform/validation/json-pointer.js';

const cases: [pointer: string, base: string, name: string | number, names: string[]][] = [
  ['/a', '', 'a', ['a']],
  ['/a/b', '/a', 'b', ['a', 'b']],
  ['/a/0', '/a', 0, ['a', '0']],
  ['/', '', '', ['']],
  ['/a/', '/a', '', ['a', '']],
  ['/a~1b', '', 'a/b', ['a/b']],
  ['/m~0n', '', 'm~n', ['m~n']],
  ['/~01', '', '~1', ['~1']],
  ['/~1~1~0~0', '', '//~~', ['//~~']],
  ['/a b%25"', '', 'a b%25"', ['a b%25"']],
  ['/æ/☃', '/æ', '☃', ['æ', '☃']],
];

describe('appendPointer', () => {
  it.each(cases)('makes "%s" of "%s" and "%s"', (pointer, base, name) => {
    expect(appendPointer(base, name)).toBe(pointer);
  });
});

describe('parsePointer', () => {
  it.each(cases)('splits "%s"', (pointer, _base, _name, names) => {
    expect(parsePointer(pointer)).toEqual(names);
  });

  it('splits the pointer to the whole document into no names', () => {
    expect(parsePointer('')).toEqual([]);
  });
});
