import type { Type as Class } from '@nestjs/common';
import { alternativesOf, fieldsOf, type Field } from '../../platform/validation/fields.js';
import { below } from '../../platform/validation/json-pointer.js';

/** A message with one fault in it. */
export interface InvalidVariant {
  /** The fault, in a few words. */
  fault: string;
  /** Where it is. */
  pointer: string;
  message: unknown;
}

type Path = (string | number)[];

/** Every message that differs from a good one by one fault: missing, null, of a wrong type, format or value. */
export function invalidVariantsOf(message: Class, good: object): InvalidVariant[] {
  return faultsIn(message, good, []).map(({ path, fault, value }) => ({
    fault,
    pointer: path.reduce<string>((base, part) => below(base, String(part)), ''),
    message: withValue(good, path, value),
  }));
}

interface FaultAt {
  path: Path;
  fault: string;
  /** Undefined: the field is left out. */
  value: unknown;
}

function faultsIn(message: Class, good: object, base: Path): FaultAt[] {
  const alternatives = alternativesOf(message) ?? [];
  return fieldsOf(message).flatMap((field) => {
    const value = (good as Record<string, unknown>)[field.name];
    if (value === undefined) return [];
    const path = [...base, field.name];
    const missing = field.required && !alternatives.includes(field.name);
    return [
      ...(missing ? [{ path, fault: 'missing', value: undefined }] : []),
      ...wrongValues(field, value).map(([fault, wrong]) => ({ path, fault, value: wrong })),
      ...faultsBelow(field, good, value, path),
    ];
  });
}

function faultsBelow(field: Field, good: object, value: unknown, path: Path): FaultAt[] {
  const { choice } = field;
  const chosen = choice && (good as Record<string, string>)[choice.by];
  const of = chosen === undefined ? field.of?.() : choice?.among[chosen];
  if (!of) return [];
  const [first] = Array.isArray(value) ? (value as object[]) : [value as object];
  if (first === undefined) return [];
  return faultsIn(of, first, Array.isArray(value) ? [...path, 0] : path);
}

const wrongTypes: Record<Field['type'], [string, unknown][]> = {
  string: [['a number for a text', 4711]],
  integer: [
    ['a text for a number', '1'],
    ['a fraction for a whole number', 1.5],
  ],
  number: [['a text for a number', 'many']],
  boolean: [['a text for true or false', 'true']],
  object: [['a text for an object', 'none']],
  array: [['an object for a list', {}]],
};

const wrongFormats: Record<string, string> = {
  uuid: 'not-a-uuid',
  date: '2026-13-45',
  'date-time': 'yesterday',
};

/** Of no form that is asked for, but where any text will do. */
const OTHER_FORM = '#';

function wrongValues(field: Field, value: unknown): [string, unknown][] {
  const { type, format, values, pattern, fits } = field;
  const other = typeof value === 'string' ? value.toUpperCase() : '';
  return [
    ['null', null],
    ...(fits ? [['an object', {}] as [string, unknown]] : wrongTypes[type]),
    ...(format ? [[`no ${format}`, wrongFormats[format] ?? '#'] as [string, unknown]] : []),
    ...(pattern && !pattern.of.test(OTHER_FORM)
      ? [['a text of another form', OTHER_FORM] as [string, unknown]]
      : []),
    ...(values ? [['a value that there is not', 'UNHEARD-OF'] as [string, unknown]] : []),
    ...(values && other !== value && !values.includes(other)
      ? [['a value in capitals', other] as [string, unknown]]
      : []),
  ];
}

function withValue(good: object, path: Path, value: unknown): unknown {
  const copy = structuredClone(good) as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  let at = copy;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}
