import { describe, expect, it } from '@jest/globals';
import type { Type as Class } from '@nestjs/common';
import { invalidVariantsOf } from '../../src/conformance/runner/invalid-variants.js';
import {
  AtLeastOneOf,
  Bool,
  CalendarDate,
  CustomType,
  DiscriminatedBy,
  FreeForm,
  Int,
  ListOf,
  ListOfText,
  Nested,
  Num,
  OneOf,
  Optional,
  Pattern,
  Text,
  Timestamp,
  Uuid,
} from '../../src/platform/validation/fields.js';
import { validatorOf } from '../../src/platform/validation/schema.js';

class WithText {
  @Text('A text')
  a!: string;
}
class WithOptional {
  @Optional()
  @Text('A text')
  a?: string;
}
class WithUuid {
  @Uuid('An id')
  a!: string;
}
class WithDate {
  @CalendarDate('A day')
  a!: string;
}
class WithTime {
  @Timestamp('A time')
  a!: string;
}
class WithPattern {
  @Pattern(/^\d+$/, 'digits', 'A number')
  a!: string;
}
class WithOpenPattern {
  @Pattern(/^.*$/, 'anything', 'A text')
  a!: string;
}
class WithValues {
  @OneOf(['open', 'SHUT', 'SHUT-2', 'shut'], 'A status')
  a!: string;
}
class WithInt {
  @Int('A count')
  a!: number;
}
class WithNumber {
  @Num('An amount')
  a!: number;
}
class WithBoolean {
  @Bool('A switch')
  a!: boolean;
}
class WithObject {
  @FreeForm('Anything')
  a!: object;
}
class WithTexts {
  @ListOfText('Texts')
  a!: string[];
}
class WithCustom {
  @CustomType((value) => value === 1 || value === 'one', 'one', {}, 'A one')
  a!: unknown;
}
class WithNested {
  @Nested(() => WithText, 'A message')
  b!: WithText;
}
class WithSlash {
  @Text('A text')
  'a/b~c'!: string;
}
class WithList {
  @ListOf(() => WithInt, 'Messages')
  a!: WithInt[];
}
class WithKind {
  @OneOf(['TEXT', 'COUNT'], 'Which of them')
  kind!: string;

  @DiscriminatedBy('kind', () => ({ TEXT: WithText, COUNT: WithInt }), 'One of them')
  a!: object;
}
@AtLeastOneOf('a', 'b')
class WithAlternatives {
  @Text('A text')
  a!: string;

  @Optional()
  @Text('Another text')
  b?: string;

  @Text('A third text')
  c!: string;
}

type Variant = [description: string, pointer: string, message: unknown];
const missing: Variant = ['missing', '/a', {}];
const nothing: Variant = ['null', '/a', { a: null }];
const wrong = (description: string, a: unknown): Variant => [description, '/a', { a }];
const noText = wrong('a number instead of a string', 4711);
const empty = wrong('an empty string', '');
const noObject: Variant = wrong('a string instead of an object', 'none');

const cases: [string, Class, object, Variant[]][] = [
  ['a text', WithText, { a: 'x' }, [missing, nothing, noText]],
  ['an empty text', WithText, { a: '' }, [missing, nothing, noText]],
  ['an optional text', WithOptional, { a: 'x' }, [nothing, noText]],
  ['an absent optional text', WithOptional, {}, []],
  [
    'an id',
    WithUuid,
    { a: '24e39454-5360-4ba4-819f-03e59b8dd679' },
    [missing, nothing, noText, wrong('an invalid uuid', 'not-a-uuid'), empty],
  ],
  [
    'a day',
    WithDate,
    { a: '2026-09-01' },
    [
      missing,
      nothing,
      noText,
      wrong('an invalid date', '2026-13-45'),
      wrong('a date-time instead of a date', '2026-03-14T09:21:07Z'),
      empty,
    ],
  ],
  [
    'a time',
    WithTime,
    { a: '2026-09-01T08:00:00Z' },
    [
      missing,
      nothing,
      noText,
      wrong('an invalid date-time', 'yesterday'),
      wrong('a date instead of a date-time', '2026-03-14'),
      wrong('a date-time without a time zone', '2026-03-14T09:21:07'),
      empty,
    ],
  ],
  [
    'a pattern',
    WithPattern,
    { a: '1' },
    [
      missing,
      nothing,
      wrong('a number instead of a string', 1),
      wrong('a string that does not match the pattern', '#'),
      empty,
    ],
  ],
  ['a pattern that every string matches', WithOpenPattern, { a: 'b' }, [missing, nothing, noText]],
  [
    'a value in small letters',
    WithValues,
    { a: 'open' },
    [
      missing,
      nothing,
      noText,
      wrong('an unknown value', 'UNHEARD-OF'),
      wrong('a value in upper case', 'OPEN'),
      empty,
    ],
  ],
  [
    'a value in capitals',
    WithValues,
    { a: 'SHUT-2' },
    [missing, nothing, noText, wrong('an unknown value', 'UNHEARD-OF'), empty],
  ],
  [
    'a value that exists in capitals too',
    WithValues,
    { a: 'shut' },
    [missing, nothing, noText, wrong('an unknown value', 'UNHEARD-OF'), empty],
  ],
  [
    'an integer',
    WithInt,
    { a: 0 },
    [
      missing,
      nothing,
      wrong('a string instead of a number', '0'),
      wrong('a fraction instead of an integer', 0.5),
    ],
  ],
  [
    'a number',
    WithNumber,
    { a: 0.5 },
    [missing, nothing, wrong('a string instead of a number', '0.5')],
  ],
  [
    'a boolean',
    WithBoolean,
    { a: false },
    [
      missing,
      nothing,
      wrong('a string instead of a boolean', 'false'),
      wrong('a number instead of a boolean', 0),
    ],
  ],
  [
    'an object of any shape',
    WithObject,
    { a: { b: 1 } },
    [missing, nothing, noObject, wrong('a list instead of an object', [])],
  ],
  [
    'a list of texts',
    WithTexts,
    { a: [] },
    [
      missing,
      nothing,
      wrong('an object instead of a list', {}),
      ['null in a list', '/a/0', { a: [null] }],
    ],
  ],
  ['a type of its own', WithCustom, { a: 1 }, [missing, nothing, wrong('an object', {})]],
  [
    'an object in an object',
    WithNested,
    { b: { a: 'x' } },
    [
      ['missing', '/b', {}],
      ['null', '/b', { b: null }],
      ['a string instead of an object', '/b', { b: 'none' }],
      ['a list instead of an object', '/b', { b: [] }],
      ['missing', '/b/a', { b: {} }],
      ['null', '/b/a', { b: { a: null } }],
      ['a number instead of a string', '/b/a', { b: { a: 4711 } }],
    ],
  ],
  [
    'the first object of a list',
    WithList,
    { a: [{ a: 1 }, { a: 2 }] },
    [
      missing,
      nothing,
      wrong('an object instead of a list', {}),
      ['null in a list', '/a/0', { a: [null, { a: 2 }] }],
      ['missing', '/a/0/a', { a: [{}, { a: 2 }] }],
      ['null', '/a/0/a', { a: [{ a: null }, { a: 2 }] }],
      ['a string instead of a number', '/a/0/a', { a: [{ a: '1' }, { a: 2 }] }],
      ['a fraction instead of an integer', '/a/0/a', { a: [{ a: 1.5 }, { a: 2 }] }],
    ],
  ],
  [
    'an empty list',
    WithList,
    { a: [] },
    [
      missing,
      nothing,
      wrong('an object instead of a list', {}),
      ['null in a list', '/a/0', { a: [null] }],
    ],
  ],
  [
    'an object whose class another field selects',
    WithKind,
    { kind: 'TEXT', a: { a: 'x' } },
    [
      ['missing', '/kind', { a: { a: 'x' } }],
      ['null', '/kind', { kind: null, a: { a: 'x' } }],
      ['a number instead of a string', '/kind', { kind: 4711, a: { a: 'x' } }],
      ['an unknown value', '/kind', { kind: 'UNHEARD-OF', a: { a: 'x' } }],
      ['an empty string', '/kind', { kind: '', a: { a: 'x' } }],
      ['missing', '/a', { kind: 'TEXT' }],
      ['null', '/a', { kind: 'TEXT', a: null }],
      ['a string instead of an object', '/a', { kind: 'TEXT', a: 'none' }],
      ['a list instead of an object', '/a', { kind: 'TEXT', a: [] }],
      ['missing', '/a/a', { kind: 'TEXT', a: {} }],
      ['null', '/a/a', { kind: 'TEXT', a: { a: null } }],
      ['a number instead of a string', '/a/a', { kind: 'TEXT', a: { a: 4711 } }],
    ],
  ],
  [
    'alternatives, of which none is left out',
    WithAlternatives,
    { a: 'x', c: 'y' },
    [
      ['null', '/a', { a: null, c: 'y' }],
      ['a number instead of a string', '/a', { a: 4711, c: 'y' }],
      ['missing', '/c', { a: 'x' }],
      ['null', '/c', { a: 'x', c: null }],
      ['a number instead of a string', '/c', { a: 'x', c: 4711 }],
    ],
  ],
];

describe('invalidVariantsOf', () => {
  it.each(cases)('derives the variants of %s', (_title, type, valid, expected) => {
    const before = structuredClone(valid);
    const variants = invalidVariantsOf(type, valid);
    expect(
      variants.map(({ description, pointer, message }) => [description, pointer, message]),
    ).toStrictEqual(expected);
    expect(valid).toEqual(before);
  });

  it('escapes the name of a field in the pointer', () => {
    const pointers = invalidVariantsOf(WithSlash, { 'a/b~c': 'x' }).map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/a~1b~0c', '/a~1b~0c', '/a~1b~0c']);
  });

  it.each(cases.filter(([, , , expected]) => expected.length > 0))(
    'derives variants of %s with one error each, at their pointer',
    (_title, type, valid) => {
      const validate = validatorOf(type);
      expect(validate(valid)).toEqual([]);
      const variants = invalidVariantsOf(type, valid);
      const paths = variants.map(({ message }) => validate(message).map(({ path }) => path));
      expect(paths).toEqual(variants.map(({ pointer }) => [pointer]));
    },
  );
});
