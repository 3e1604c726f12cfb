import type { Type as Class } from '@nestjs/common';
import { alternativesOf, fieldsOf, type Field } from '../../platform/validation/fields.js';
import { appendPointer } from '../../platform/validation/json-pointer.js';

/** A message with exactly one error. */
export interface InvalidVariant {
  /** The error, in a few words. */
  description: string;
  /** JSON Pointer to the error. */
  pointer: string;
  message: unknown;
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
}

/**
 * Derives from a valid message all variants with one error: a field that is missing, null, or of a
 * wrong type, format or value.
 */
export function invalidVariantsOf(message: Class, valid: object): InvalidVariant[] {
  return fieldErrorsOf(message, valid, []).map(({ path, description, value }) => ({
    description,
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
      ...nestedErrorsOf(field, valid, value, path),
    ];
  });
}

/** Errors in an object, or in the first object of a list. */
function nestedErrorsOf(field: Field, valid: object, value: unknown, path: Path): FieldError[] {
  const { discriminator } = field;
  const selected = discriminator && (valid as Record<string, string>)[discriminator.field];
  const type = selected === undefined ? field.of?.() : discriminator?.classes[selected];
  if (!type) return [];
  const [first] = Array.isArray(value) ? (value as object[]) : [value as object];
  if (first === undefined) return [];
  return fieldErrorsOf(type, first, Array.isArray(value) ? [...path, 0] : path);
}

const wrongTypes: Record<Field['type'], WrongValue[]> = {
  string: [['a number instead of a string', 4711]],
  integer: [
    [STRING_FOR_NUMBER, '1'],
    ['a fraction instead of an integer', 1.5],
  ],
  number: [[STRING_FOR_NUMBER, 'many']],
  boolean: [['a string instead of a boolean', 'true']],
  object: [['a string instead of an object', 'none']],
  array: [['an object instead of a list', {}]],
};

const wrongFormats: Record<string, string> = {
  uuid: 'not-a-uuid',
  date: '2026-13-45',
  'date-time': 'yesterday',
};

/** A string that matches no pattern, except a pattern that allows every string. */
const UNMATCHED = '#';

function wrongValuesFor(field: Field, value: unknown): WrongValue[] {
  const { type, format, values, pattern, customType } = field;
  const upperCase = typeof value === 'string' ? value.toUpperCase() : '';
  const wrong: WrongValue[] = [['null', null]];
  if (customType) {
    wrong.push(['an object', {}]);
    return wrong.filter(([, one]) => !customType.test(one));
  }
  wrong.push(...wrongTypes[type]);
  if (format) wrong.push([`an invalid ${format}`, wrongFormats[format] ?? UNMATCHED]);
  if (pattern && !pattern.regex.test(UNMATCHED))
    wrong.push(['a string that does not match the pattern', UNMATCHED]);
  if (values) wrong.push(['an unknown value', 'UNHEARD-OF']);
  if (values && upperCase !== value && !values.includes(upperCase))
    wrong.push(['a value in upper case', upperCase]);
  return wrong;
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
