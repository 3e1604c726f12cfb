import type { Type as Class } from '@nestjs/common';
import { Ajv, type AnySchemaObject, type ErrorObject } from 'ajv';
import { fieldsOf, type Field } from './fields.js';
import { formats } from './formats.js';

/** One place at which a message departs from its schema. */
export interface Fault {
  /** JSON Pointer (RFC 6901); a missing field is named by the path it should have had. */
  path: string;
  expected: string;
  seen: string;
}

const MOST_FAULTS = 100;
const LONGEST_SEEN = 100;

const ajv = new Ajv({ allErrors: true, verbose: true });
for (const [name, format] of Object.entries(formats))
  ajv.addFormat(name, { validate: format.matches });

/** The JSON Schema of a message class: exactly what its field decorators declare, and nothing forbidden besides. */
export function schemaOf(message: Class): AnySchemaObject {
  const fields = fieldsOf(message);
  return {
    type: 'object',
    required: fields.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
  };
}

function fieldSchema({ type, format, values, of, items }: Field): AnySchemaObject {
  if (type === 'array') return { type, items: of ? schemaOf(of()) : { type: items } };
  if (type === 'object') return of ? schemaOf(of()) : { type };
  return { type, ...(format && { format }), ...(values && { enum: values }) };
}

/** Compiles a message class into a function that answers all its faults, at most 100, none for a good message. */
export function faultFinder(message: Class): (value: unknown) => Fault[] {
  const validate = ajv.compile(schemaOf(message));
  return (value) => (validate(value) ? [] : faultsOf(validate.errors ?? []));
}

function faultsOf(errors: ErrorObject[]): Fault[] {
  const byPath = new Map<string, Fault>();
  for (const error of errors) {
    const fault = faultOf(error);
    // The type of a value is reported before its format or enum, and says all that matters.
    if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
    if (byPath.size === MOST_FAULTS) break;
  }
  return [...byPath.values()];
}

function faultOf(error: ErrorObject): Fault {
  const parent = error.parentSchema ?? {};
  if (error.keyword === 'required') {
    const name = (error.params as { missingProperty: string }).missingProperty;
    const missing = (parent['properties'] as Record<string, AnySchemaObject>)[name] ?? {};
    return {
      path: `${error.instancePath}/${name}`,
      expected: expectation(missing),
      seen: 'missing',
    };
  }
  const seen = error.keyword === 'type' ? jsonType(error.data) : shown(error.data);
  return { path: error.instancePath, expected: expectation(parent), seen };
}

function expectation(schema: AnySchemaObject): string {
  if (schema['enum']) return `one of ${(schema['enum'] as string[]).join(', ')}`;
  return String(schema['format'] ?? schema['type']);
}

function shown(value: unknown): string {
  const text = String(value);
  return text.length > LONGEST_SEEN ? `${text.slice(0, LONGEST_SEEN)}…` : text;
}

/** The JSON name of a value's type; a number with a fraction is a `number`, never an `integer`. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const named = new Map<Class, Map<string, Field>>();

function fieldsByName(message: Class): Map<string, Field> {
  let fields = named.get(message);
  if (!fields) {
    fields = new Map(fieldsOf(message).map((field) => [field.name, field]));
    named.set(message, fields);
  }
  return fields;
}

/** JSON Pointers of the fields that the message class does not declare, nested ones too. */
export function undeclaredFields(message: Class, value: unknown, base = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = fieldsByName(message);
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = `${base}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const field = fields.get(name);
    if (!field) return [path];
    if (!field.of) return [];
    const of = field.of();
    if (!Array.isArray(inner)) return undeclaredFields(of, inner, path);
    return inner.flatMap((item, index) => undeclaredFields(of, item, `${path}/${index}`));
  });
}
