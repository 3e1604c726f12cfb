import type { Type as Class } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { alternativesOf, type Field } from './fields.js';
import { below } from './json-pointer.js';
import {
  MAX_SCHEMA_ERRORS,
  classOf,
  describeValue,
  expectationOf,
  fieldsByName,
  jsonType,
  type SchemaError,
} from './schema.js';

type Json = Record<string, unknown>;

/**
 * An instance of a message class with the values of a JSON object; class-validator needs one. Values without a class
 * stay the ones that came: class-transformer would copy them, and call a field `constructor` of theirs as their class.
 */
export function instanceOf<Message>(message: Class<Message>, value: object): Message {
  const fields = fieldsByName(message);
  const instance = new message();
  for (const [name, one] of Object.entries(value)) {
    if (IGNORED.has(name)) continue;
    const field = fields.get(name);
    const of = field && classOf(field, value);
    (instance as Json)[name] = of ? instancesOf(of, one) : one;
  }
  return instance;
}

/** Names that would change the instance itself; `undeclaredFields` finds them. */
const IGNORED = new Set(['__proto__', 'constructor']);

function instancesOf(of: Class<object>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => instancesOf(of, one));
  return jsonType(value) === 'object' ? instanceOf(of, value as object) : value;
}

/** The errors of class-validator as the compiled validator reports them: one a place, at most 100. */
export function schemaErrorsOf(errors: readonly ValidationError[]): SchemaError[] {
  return errorsBelow('', errors).slice(0, MAX_SCHEMA_ERRORS);
}

/** Missing fields come first, and alternatives of which none is there last: the order of Ajv. */
function errorsBelow(base: string, errors: readonly ValidationError[]): SchemaError[] {
  const known = declaredErrors(errors);
  const missing = known.filter(({ error }) => error.value === undefined);
  const present = known.filter(({ error }) => error.value !== undefined);
  return [
    ...[...missing, ...present].flatMap(({ error, field }) =>
      errorsOf(below(base, error.property), error, field),
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
  return [{ path: below(base, first), expected: [first, ...more].join(' or '), seen: 'missing' }];
}

function errorsOf(path: string, { value, children }: ValidationError, field: Field): SchemaError[] {
  const expected = expectationOf(field);
  if (value === undefined) return [{ path, expected, seen: 'missing' }];
  if (field.fits) return [{ path, expected, seen: describeValue(value) }];
  if (!hasType(value, field.type)) return [{ path, expected, seen: jsonType(value) }];
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
    const place = below(path, index);
    if (jsonType(item) !== expected) return [{ path: place, expected, seen: jsonType(item) }];
    return errorsBelow(place, byIndex.get(String(index)) ?? []);
  });
}

function hasType(value: unknown, type: Field['type']): boolean {
  if (type === 'integer') return Number.isInteger(value);
  return type === 'number' ? Number.isFinite(value) : jsonType(value) === type;
}
