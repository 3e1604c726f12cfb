import type { Type as Class } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { alternativesOf, type Field } from './fields.js';
import { appendPointer } from './json-pointer.js';
import {
  MAX_SCHEMA_ERRORS,
  classOf,
  describeValue,
  expectationOf,
  fieldsByName,
  describeTyped,
  jsonType,
  type SchemaError,
} from './schema.js';

type Json = Record<string, unknown>;

/**
 * Creates an instance of a message class from a JSON object, for class-validator. Values without a class are not
 * copied: class-transformer would copy them, and would call a field named `constructor` as their class.
 */
export function instanceOf<Message>(message: Class<Message>, value: object): Message {
  const fields = fieldsByName(message);
  const instance = new message();
  for (const [name, item] of Object.entries(value)) {
    if (IGNORED_NAMES.has(name)) continue;
    const field = fields.get(name);
    const of = field && classOf(field, value);
    (instance as Json)[name] = of ? instancesOf(of, item) : item;
  }
  return instance;
}

/** Names that would change the prototype or class of the instance; `undeclaredFields` reports them. */
const IGNORED_NAMES = new Set(['__proto__', 'constructor']);

function instancesOf(of: Class<object>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => instancesOf(of, item));
  return jsonType(value) === 'object' ? instanceOf(of, value as object) : value;
}

/** Converts errors of class-validator to those of the compiled validator: one per path, at most 100. */
export function schemaErrorsOf(errors: readonly ValidationError[]): SchemaError[] {
  return errorsBelow('', errors).slice(0, MAX_SCHEMA_ERRORS);
}

/** Errors in the order of Ajv: missing fields, wrong values, missing alternatives. */
function errorsBelow(base: string, errors: readonly ValidationError[]): SchemaError[] {
  const known = declaredErrors(errors);
  const missing = known.filter(({ error }) => error.value === undefined);
  const present = known.filter(({ error }) => error.value !== undefined);
  return [
    ...[...missing, ...present].flatMap(({ error, field }) =>
      errorsOf(appendPointer(base, error.property), error, field),
    ),
    ...errors.flatMap((error) => missingAlternatives(base, error)),
  ];
}

/** The errors of declared fields, in the order of the declarations; class-validator has inherited fields last. */
function declaredErrors(errors: readonly ValidationError[]) {
  const [first] = errors;
  if (!first) return [];
  const byName = new Map(errors.map((error) => [error.property, error]));
  return [...fieldsByName(first.target!.constructor as Class).values()].flatMap((field) => {
    const error = byName.get(field.name);
    return error ? [{ error, field }] : [];
  });
}

function missingAlternatives(
  base: string,
  { target, constraints }: ValidationError,
): SchemaError[] {
  if (!constraints || !('atLeastOneOf' in constraints)) return [];
  const [first = '', ...more] = alternativesOf(target!.constructor as Class) ?? [];
  return [
    { path: appendPointer(base, first), expected: [first, ...more].join(' or '), seen: 'missing' },
  ];
}

function errorsOf(path: string, { value, children }: ValidationError, field: Field): SchemaError[] {
  const expected = expectationOf(field);
  if (value === undefined) return [{ path, expected, seen: 'missing' }];
  if (field.customType) return [{ path, expected, seen: describeValue(value) }];
  if (!hasType(value, field.type)) return [{ path, expected, seen: describeTyped(value) }];
  if (Array.isArray(value)) return itemErrors(path, value, children ?? [], field);
  if (children && children.length > 0) return errorsBelow(path, children);
  return [{ path, expected, seen: describeValue(value) }];
}

function itemErrors(
  path: string,
  items: readonly unknown[],
  errors: readonly ValidationError[],
  { items: expected = 'object' }: Field,
): SchemaError[] {
  const byIndex = new Map(errors.map(({ property, children }) => [property, children]));
  return items.flatMap((item, index) => {
    const place = appendPointer(path, index);
    if (jsonType(item) !== expected) return [{ path: place, expected, seen: describeTyped(item) }];
    return errorsBelow(place, byIndex.get(String(index)) ?? []);
  });
}

function hasType(value: unknown, type: Field['type']): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === 'number' ? Number.isFinite(value) : jsonType(value) === type;
}
