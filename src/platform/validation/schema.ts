import type { Type as Class } from '@nestjs/common';
import {
  Ajv,
  type AnySchemaObject,
  type ErrorObject,
  type SchemaValidateFunction,
  type ValidateFunction,
} from 'ajv';
import {
  alternativesOf,
  classesOf,
  fieldsOf,
  type Discriminator,
  type Field,
  type CustomTypeRule,
} from './fields.js';
import { formats } from './formats.js';
import { below } from './json-pointer.js';

/** A value in a message that its schema does not allow. */
export interface SchemaError {
  /** JSON Pointer (RFC 6901); a missing field is named by the path it should have had. */
  path: string;
  /** Line of a document that has lines, and where on it. */
  line?: number;
  column?: number;
  expected: string;
  seen: string;
}

/** The place of an error in words; empty: the whole document. */
export function pointerOf({ path, line }: SchemaError): string {
  return [path, ...(line === undefined ? [] : [`line ${line}`])].filter(Boolean).join(', ');
}

/** Errors that are reported of one message. */
export const MAX_SCHEMA_ERRORS = 100;
const MAX_VALUE_LENGTH = 100;
/** Items of one list in which all errors are found. */
const MAX_VALIDATED_ITEMS = 1000;

interface DiscriminatorParams {
  /** The error inside an object with a discriminator, as the validator of its class reported it. */
  inner?: ErrorObject;
}

/** Stops at the first error: fast for a valid message. */
const firstErrorAjv = createAjv(false);
/** Finds all errors. */
const allErrorsAjv = createAjv(true);

function createAjv(allErrors: boolean): Ajv {
  const ajv = new Ajv({ allErrors, verbose: true });
  for (const [name, format] of Object.entries(formats))
    ajv.addFormat(name, { validate: format.matches });
  // Validates an object by the class that the discriminator selects; a wrong discriminator has an error of its own.
  ajv.addKeyword({
    keyword: 'chosen',
    errors: 'full',
    compile: ({ by, among }: Discriminator) => {
      const validators = new Map(
        Object.entries(among).map(([value, of]) => [value, ajv.compile(validationSchemaOf(of))]),
      );
      const validate: SchemaValidateFunction = (value: unknown, context) => {
        const chooser = (context?.parentData as Record<string, unknown> | undefined)?.[by];
        const chosen = typeof chooser === 'string' ? validators.get(chooser) : undefined;
        if (!chosen || chosen(value)) return true;
        validate.errors = (chosen.errors ?? []).map((error) => ({
          ...error,
          instancePath: `${context?.instancePath}${error.instancePath}`,
          // Ajv overwrites the other properties with those of this keyword.
          params: { ...error.params, inner: (error.params as DiscriminatorParams).inner ?? error },
        }));
        return false;
      };
      return validate;
    },
  });
  ajv.addKeyword({
    keyword: 'fits',
    validate: ({ test }: CustomTypeRule, value: unknown) => test(value),
  });
  ajv.addKeyword({
    keyword: 'atLeastOneOf',
    type: 'object',
    validate: (names: string[], value: object) =>
      names.some((name) => (value as Record<string, unknown>)[name] !== undefined),
  });
  return ajv;
}

/** The JSON Schema of a message class as the documents have it: its declared fields; others are allowed. */
export function schemaOf(message: Class): AnySchemaObject {
  return schemaWith(message, ({ choice, fits }) => {
    if (fits) return fits.schema;
    return choice ? { anyOf: classesOf(choice).map(schemaOf) } : undefined;
  });
}

/** The schema for validation; it follows discriminators and knows alternative fields. */
function validationSchemaOf(message: Class): AnySchemaObject {
  const alternatives = alternativesOf(message);
  const schema = schemaWith(
    message,
    ({ type, choice, fits }) => {
      if (fits) return { fits };
      return choice ? { type, chosen: choice } : undefined;
    },
    validationSchemaOf,
  );
  return { ...schema, ...(alternatives && { atLeastOneOf: alternatives }) };
}

function schemaWith(
  message: Class,
  special: (field: Field) => AnySchemaObject | undefined,
  nested: (message: Class) => AnySchemaObject = schemaOf,
): AnySchemaObject {
  const fields = fieldsOf(message);
  return {
    type: 'object',
    required: fields.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(
      fields.map((field) => [field.name, special(field) ?? fieldSchema(field, nested)]),
    ),
  };
}

function fieldSchema(
  { type, format, values, of, items, pattern, maximum }: Field,
  nested: (message: Class) => AnySchemaObject,
): AnySchemaObject {
  if (type === 'array') return { type, items: of ? nested(of()) : { type: items } };
  if (type === 'object') return of ? nested(of()) : { type };
  return {
    type,
    ...(format && { format }),
    ...(values && { enum: values }),
    ...(pattern && { pattern: pattern.of.source, title: pattern.words }),
    ...(maximum !== undefined && { maximum }),
  };
}

/** Compiles a message class into a function that returns all errors of a value, at most 100. */
export function compileValidator(message: Class): (value: unknown) => SchemaError[] {
  const schema = validationSchemaOf(message);
  const isValid = firstErrorAjv.compile(schema);
  let findAll: ValidateFunction | undefined;
  return (value) => {
    if (isValid(value)) return [];
    const first = isValid.errors ?? [];
    findAll ??= allErrorsAjv.compile(schema);
    return schemaErrorsIn(findAll(truncateLists(value)) ? first : (findAll.errors ?? []));
  };
}

/**
 * Copies a message with the first thousand items of each list. A list of millions of wrong items would take long, and
 * only a hundred errors are reported.
 */
function truncateLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, MAX_VALIDATED_ITEMS).map(truncateLists);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, truncateLists(one)]));
}

function schemaErrorsIn(errors: ErrorObject[]): SchemaError[] {
  const byPath = new Map<string, SchemaError>();
  for (const error of errors) {
    const inner = (error.params as DiscriminatorParams).inner ?? error;
    const found = schemaErrorOf({ ...inner, instancePath: error.instancePath });
    // Ajv reports the type of a value before its format or enum; one error a place is enough.
    if (!byPath.has(found.path)) byPath.set(found.path, found);
    if (byPath.size === MAX_SCHEMA_ERRORS) break;
  }
  return [...byPath.values()];
}

function schemaErrorOf(error: ErrorObject): SchemaError {
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
  if (error.keyword === 'atLeastOneOf') {
    const names = error.schema as string[];
    return {
      path: `${error.instancePath}/${names[0]}`,
      expected: names.join(' or '),
      seen: 'missing',
    };
  }
  const seen = error.keyword === 'type' ? jsonType(error.data) : describeValue(error.data);
  return { path: error.instancePath, expected: expectation(parent), seen };
}

/** The value that a field takes, in words. */
export function expectationOf({ of: _, ...field }: Field): string {
  return expectation(field.fits ? { fits: field.fits } : fieldSchema(field, schemaOf));
}

function expectation(schema: AnySchemaObject): string {
  if (schema['fits']) return (schema['fits'] as CustomTypeRule).words;
  if (schema['enum']) return `one of ${(schema['enum'] as string[]).join(', ')}`;
  const { title, format, type, maximum } = schema as Record<string, string | number | undefined>;
  const limit = maximum === undefined ? '' : ` of at most ${maximum}`;
  return `${title ?? format ?? type}${limit}`;
}

/** A value as text, shortened. */
export function describeValue(value: unknown): string {
  // String() fails for an object with a field toString.
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

/** The JSON name of a value's type; a number with a fraction is a `number`, never an `integer`. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The class of the value of a field, or of its items; undefined: it has none. */
export function classOf({ of, choice }: Field, message: object): Class | undefined {
  return choice ? chosenOf(choice, message) : of?.();
}

function chosenOf({ by, among }: Discriminator, message: object): Class | undefined {
  const value = (message as Record<string, unknown>)[by];
  return typeof value === 'string' && Object.hasOwn(among, value) ? among[value] : undefined;
}

const fieldMaps = new Map<Class, Map<string, Field>>();

/** The declared fields of a message class, by name. */
export function fieldsByName(message: Class): Map<string, Field> {
  let fields = fieldMaps.get(message);
  if (!fields) {
    fields = new Map(fieldsOf(message).map((field) => [field.name, field]));
    fieldMaps.set(message, fields);
  }
  return fields;
}

/** JSON Pointers of the fields that the message class does not declare, nested ones too. */
export function undeclaredFields(message: Class, value: unknown, base = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = fieldsByName(message);
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = below(base, name);
    const field = fields.get(name);
    if (!field) return [path];
    const of = classOf(field, value);
    if (!of) return [];
    if (!Array.isArray(inner)) return undeclaredFields(of, inner, path);
    return inner.flatMap((item, index) => undeclaredFields(of, item, `${path}/${index}`));
  });
}
