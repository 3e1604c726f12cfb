import type { Type as Class } from '@nestjs/common';
import { alternativesOf, fieldsOf, type Field } from '../../platform/validation/fields.js';
import type { FormatName } from '../../platform/validation/formats.js';
import { appendPointer } from '../../platform/validation/json-pointer.js';

/** A message with exactly one error. */
export interface InvalidVariant {
  /** The error, in a few words. */
  description: string;
  /** JSON Pointer to the error. */
  pointer: string;
  message: unknown;
  /** True for an error in an object whose class depends on another field, such as its type. */
  inUnion: boolean;
}

/** Description of a variant in which a number is sent as a string. */
export const STRING_FOR_NUMBER = 'a string instead of a number';

type Path = (string | number)[];
type WrongValue = [description: string, value: unknown];

/** An invalid value for one field of a message. */
interface FieldError {
  path: Path;
  description: string;
  /** Undefined: the field is left out. */
  value: unknown;
  inUnion?: boolean;
}

/**
 * Derives from a valid message all variants with one error: a field that is missing, null, or of a
 * wrong type, format or value.
 */
export function invalidVariantsOf(message: Class, valid: object): InvalidVariant[] {
  return fieldErrorsOf(message, valid, []).map(({ path, description, value, inUnion = false }) => ({
    description,
    inUnion,
    pointer: path.reduce<string>((base, part) => appendPointer(base, String(part)), ''),
    message: withValue(valid, path, value),
  }));
}

function fieldErrorsOf(message: Class, valid: object, base: Path): FieldError[] {
  const alternatives = alternativesOf(message) ?? [];
  return fieldsOf(message).flatMap((field) => {
    const value = (valid as Record<string, unknown>)[field.name];
    if (value === undefined) return [];
    const path = [...base, field.name];
    const isRequired = field.required && !alternatives.includes(field.name);
    return [
      ...(isRequired ? [{ path, description: 'missing', value: undefined }] : []),
      ...wrongValuesFor(field, value).map(([description, wrong]) => ({
        path,
        description,
        value: wrong,
      })),
      ...itemErrorsOf(field, value, path),
      ...nestedErrorsOf(field, valid, value, path),
    ];
  });
}

/** A list whose first item is null. */
function itemErrorsOf({ items, of }: Field, value: unknown, path: Path): FieldError[] {
  const hasType = items !== undefined || of !== undefined;
  if (!hasType || !Array.isArray(value)) return [];
  return [{ path: [...path, 0], description: 'null in a list', value: null }];
}

/** Errors in an object, or in the first object of a list. */
function nestedErrorsOf(field: Field, valid: object, value: unknown, path: Path): FieldError[] {
  const { discriminator } = field;
  const selected = discriminator && (valid as Record<string, string>)[discriminator.field];
  const type = selected === undefined ? field.of?.() : discriminator?.classes[selected];
  if (!type) return [];
  const [first] = Array.isArray(value) ? (value as object[]) : [value as object];
  if (first === undefined) return [];
  const errors = fieldErrorsOf(type, first, Array.isArray(value) ? [...path, 0] : path);
  return discriminator ? errors.map((error) => ({ ...error, inUnion: true })) : errors;
}

/**
 * Values of a wrong type. They resemble the valid value, so that they have no second error: a
 * quantity that must be negative stays negative.
 */
const wrongTypes: Record<Field['type'], (valid: unknown) => WrongValue[]> = {
  string: (valid) => [['a number instead of a string', numberLike(valid)]],
  integer: (valid) => [
    [STRING_FOR_NUMBER, String(valid)],
    [
      'a fraction instead of an integer',
      Number(valid) < 0 ? Number(valid) - 0.5 : Number(valid) + 0.5,
    ],
  ],
  number: (valid) => [[STRING_FOR_NUMBER, String(valid)]],
  boolean: (valid) => [
    ['a string instead of a boolean', String(valid)],
    ['a number instead of a boolean', Number(valid)],
  ],
  object: () => [
    ['a string instead of an object', 'none'],
    ['a list instead of an object', []],
  ],
  array: () => [['an object instead of a list', {}]],
};

function numberLike(text: unknown): number {
  return /^\d{1,15}$/.test(String(text)) ? Number(text) : 4711;
}

const wrongFormats: Record<FormatName, WrongValue[]> = {
  uuid: [['an invalid uuid', 'not-a-uuid']],
  date: [
    ['an invalid date', '2026-13-45'],
    ['a date-time instead of a date', '2026-03-14T09:21:07Z'],
  ],
  'date-time': [
    ['an invalid date-time', 'yesterday'],
    ['a date instead of a date-time', '2026-03-14'],
    ['a date-time without a time zone', '2026-03-14T09:21:07'],
  ],
};

/** A string that matches no pattern, except a pattern that allows every string. */
const UNMATCHED = '#';
/** Description of a variant in which a string with a format, a pattern or values is empty. */
export const EMPTY_STRING = 'an empty string';

function wrongValuesFor(field: Field, value: unknown): WrongValue[] {
  const { type, customType, maximum } = field;
  if (customType) {
    const wrong: WrongValue[] = [
      ['null', null],
      ['an object', {}],
    ];
    return wrong.filter(([, one]) => !customType.test(one));
  }
  return [
    ['null', null],
    ...wrongTypes[type](value),
    ...(maximum === undefined ? [] : [['a number above the maximum', maximum + 1] as WrongValue]),
    ...wrongTextsFor(field, value),
  ];
}

/** Strings that the format, the pattern or the values of a field do not allow. */
function wrongTextsFor({ format, pattern, values }: Field, value: unknown): WrongValue[] {
  const upperCase = typeof value === 'string' ? value.toUpperCase() : '';
  const isOpen = pattern?.regex.test(UNMATCHED) ?? false;
  const isEmptyWrong = format ?? values ?? (pattern && !pattern.regex.test(''));
  return [
    ...(format ? wrongFormats[format] : []),
    ...(pattern && !isOpen
      ? [['a string that does not match the pattern', UNMATCHED] as WrongValue]
      : []),
    ...(values ? [['an unknown value', 'UNHEARD-OF'] as WrongValue] : []),
    ...(values && upperCase !== value && !values.includes(upperCase)
      ? [['a value in upper case', upperCase] as WrongValue]
      : []),
    ...(isEmptyWrong ? [[EMPTY_STRING, ''] as WrongValue] : []),
  ];
}

function withValue(valid: object, path: Path, value: unknown): unknown {
  const copy = structuredClone(valid) as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  let parent = copy;
  for (const part of path.slice(0, -1)) parent = parent[part] as Record<string | number, unknown>;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
