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
import { isUtcTime, jsonTextKeyword } from './json-schemas.js';
import { appendPointer } from './json-pointer.js';
import { ownValue } from './own-value.js';

/** A violation of a schema at one place of a message. */
export interface SchemaError {
  /** JSON Pointer (RFC 6901) to the value, or to the position of a missing field. */
  path: string;
  /** Line and column in a document with lines (YAML). */
  line?: number;
  column?: number;
  expected: string;
  seen: string;
}

/** Position of an error as text; empty: the whole document. */
export function pointerOf({ path, line }: SchemaError): string {
  return [path, ...(line === undefined ? [] : [`line ${line}`])].filter(Boolean).join(', ');
}

/** Maximum number of reported errors of a message. */
export const MAX_SCHEMA_ERRORS = 100;
const MAX_VALUE_LENGTH = 100;
/** Number of items of a list that are searched for all errors. */
const MAX_LIST_ITEMS = 1000;

interface SelectedParams {
  /** Original error of the validator of the selected class. */
  inner?: ErrorObject;
}

/** Validator that stops at the first error: fast for valid messages. */
const failFast = createAjv(false);
/** Validator that finds all errors. */
const collectAll = createAjv(true);

function createAjv(allErrors: boolean): Ajv {
  const ajv = new Ajv({ allErrors, verbose: true });
  for (const [name, format] of Object.entries(formats))
    ajv.addFormat(name, { validate: format.matches });
  ajv.addFormat('utc-time', { validate: isUtcTime });
  ajv.addKeyword(jsonTextKeyword(ajv));
  // Validates an object by the class that a sibling field selects. An invalid sibling has its own error.
  ajv.addKeyword({
    keyword: 'discriminatedBy',
    errors: 'full',
    compile: ({ field, classes }: Discriminator) => {
      const validators = new Map(
        Object.entries(classes).map(([value, of]) => [value, ajv.compile(validationSchemaOf(of))]),
      );
      const validate: SchemaValidateFunction = (value: unknown, context) => {
        const selector = (context?.parentData as Record<string, unknown> | undefined)?.[field];
        const selected = typeof selector === 'string' ? validators.get(selector) : undefined;
        if (!selected || selected(value)) return true;
        validate.errors = (selected.errors ?? []).map((error) => ({
          ...error,
          instancePath: `${context?.instancePath}${error.instancePath}`,
          // Ajv overwrites the other properties with those of this keyword.
          params: { ...error.params, inner: (error.params as SelectedParams).inner ?? error },
        }));
        return false;
      };
      return validate;
    },
  });
  ajv.addKeyword({
    keyword: 'customType',
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

/** JSON Schema of a message class for the documents: its declared fields; other fields are allowed. */
export function schemaOf(message: Class): AnySchemaObject {
  return schemaWith(message, ({ discriminator, customType }) => {
    if (customType) return customType.schema;
    return discriminator ? { anyOf: classesOf(discriminator).map(schemaOf) } : undefined;
  });
}

/** JSON Schema of a message class for the validator, with our own keywords for discriminators and alternatives. */
export function validationSchemaOf(message: Class): AnySchemaObject {
  const alternatives = alternativesOf(message);
  const schema = schemaWith(
    message,
    ({ type, discriminator, customType, values, synonyms }) => {
      if (customType) return { customType };
      if (synonyms && values)
        return { type, enum: [...values, ...synonyms], title: expectedValues(values) };
      return discriminator ? { type, discriminatedBy: discriminator } : undefined;
    },
    validationSchemaOf,
  );
  return { ...schema, ...(alternatives && { atLeastOneOf: alternatives }) };
}

function schemaWith(
  message: Class,
  customSchema: (field: Field) => AnySchemaObject | undefined,
  nested: (message: Class) => AnySchemaObject = schemaOf,
): AnySchemaObject {
  const fields = fieldsOf(message);
  return {
    type: 'object',
    required: fields.filter((field) => field.required).map((field) => field.name),
    properties: Object.fromEntries(
      fields.map((field) => [field.name, customSchema(field) ?? fieldSchema(field, nested)]),
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
    ...(pattern && { pattern: pattern.regex.source, title: pattern.description }),
    ...(maximum !== undefined && { maximum }),
  };
}

/** Returns all errors of a message, at most 100. */
export type Validator = (value: unknown) => SchemaError[];

const validators = new Map<Class, Validator>();

/**
 * The validator of a message class. It is compiled with its first message: a compilation takes up to 50 ms, and a start has
 * no time for all of them.
 */
export function validatorOf(message: Class): Validator {
  let validator = validators.get(message);
  if (!validator) validators.set(message, (validator = lazyValidator(message)));
  return validator;
}

function lazyValidator(message: Class): Validator {
  return validatorOfSchema(() => validationSchemaOf(message));
}

/** The validator of a JSON Schema. It is compiled with its first value. */
export function validatorOfSchema(schema: () => AnySchemaObject): Validator {
  let isValid: ValidateFunction | undefined;
  let validateAll: ValidateFunction | undefined;
  return (value) => {
    isValid ??= failFast.compile(schema());
    if (isValid(value)) return [];
    const first = isValid.errors ?? [];
    validateAll ??= collectAll.compile(schema());
    return schemaErrorsFrom(validateAll(truncateLists(value)) ? first : (validateAll.errors ?? []));
  };
}

/**
 * Copy of a message with the first items of each list. Finding every error in a list of millions is slow, and only the
 * first errors are reported.
 */
function truncateLists(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, MAX_LIST_ITEMS).map(truncateLists);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, truncateLists(item)]),
  );
}

function schemaErrorsFrom(errors: ErrorObject[]): SchemaError[] {
  const byPath = new Map<string, SchemaError>();
  for (const error of errors) {
    const inner = (error.params as SelectedParams).inner ?? error;
    const schemaError = schemaErrorFrom({ ...inner, instancePath: error.instancePath });
    // Ajv reports the type of a value before its format or enum; the first error of a path is sufficient.
    if (!byPath.has(schemaError.path)) byPath.set(schemaError.path, schemaError);
    if (byPath.size === MAX_SCHEMA_ERRORS) break;
  }
  return [...byPath.values()];
}

function schemaErrorFrom(error: ErrorObject): SchemaError {
  const parent = error.parentSchema ?? {};
  if (error.keyword === 'required') {
    const name = (error.params as { missingProperty: string }).missingProperty;
    const missing = ownValue(parent['properties'] as Record<string, AnySchemaObject>, name) ?? {};
    return {
      path: `${error.instancePath}/${name}`,
      expected: expectation(missing),
      seen: 'missing',
    };
  }
  if (error.keyword === 'additionalProperties') {
    const { additionalProperty } = error.params as { additionalProperty: string };
    const path = appendPointer(error.instancePath, additionalProperty);
    return { path, expected: 'no such field', seen: 'a field' };
  }
  if (error.keyword === 'atLeastOneOf') {
    const names = error.schema as string[];
    return {
      path: `${error.instancePath}/${names[0]}`,
      expected: names.join(' or '),
      seen: 'missing',
    };
  }
  const seen = error.keyword === 'type' ? describeTyped(error.data) : describeValue(error.data);
  return { path: error.instancePath, expected: expectation(parent), seen };
}

/** Expected value of a field in error texts. */
export function expectationOf({ of: _, ...field }: Field): string {
  return expectation(
    field.customType ? { customType: field.customType } : fieldSchema(field, schemaOf),
  );
}

function expectation(schema: AnySchemaObject): string {
  if (schema['customType']) return (schema['customType'] as CustomTypeRule).description;
  if (schema['enum'] && !schema['title']) return expectedValues(schema['enum'] as string[]);
  const { title, format, type, maximum } = schema as Record<string, string | number | undefined>;
  const limit = maximum === undefined ? '' : ` of at most ${maximum}`;
  return `${title ?? format ?? type}${limit}`;
}

function expectedValues(values: readonly string[]): string {
  return `one of ${values.join(', ')}`;
}

/** A value as text of at most 100 characters. */
export function describeValue(value: unknown): string {
  // String(value) would throw for an object without a usable toString.
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)}…` : text;
}

/** The type of a value that has a wrong one, and the value itself if it is short: `string "30"`. */
export function describeTyped(value: unknown): string {
  const type = jsonType(value);
  const isShort = ['string', 'number', 'boolean'].includes(type);
  return isShort ? `${type} ${describeValue(JSON.stringify(value))}` : type;
}

/** JSON type of a value; every number is a `number`, never an `integer`. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Class of the value of a field, or of its items; undefined without a class. */
export function classOf({ of, discriminator }: Field, message: object): Class | undefined {
  return discriminator ? selectedClass(discriminator, message) : of?.();
}

function selectedClass({ field, classes }: Discriminator, message: object): Class | undefined {
  const value = (message as Record<string, unknown>)[field];
  return typeof value === 'string' ? ownValue(classes, value) : undefined;
}

const fieldMaps = new Map<Class, Map<string, Field>>();

/** Declared fields of a message class, by name. */
export function fieldsByName(message: Class): Map<string, Field> {
  let fields = fieldMaps.get(message);
  if (!fields) {
    fields = new Map(fieldsOf(message).map((field) => [field.name, field]));
    fieldMaps.set(message, fields);
  }
  return fields;
}

/** JSON Pointers of the fields that the message class does not declare, including nested ones. */
export function undeclaredFields(message: Class, value: unknown, base = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = fieldsByName(message);
  const undeclared: string[] = [];
  // The hot path: nearly every message has only declared fields, which need no pointer.
  for (const name of Object.keys(value)) {
    const field = fields.get(name);
    const of = field && classOf(field, value);
    if (field && !of) continue;
    const path = appendPointer(base, name);
    const inner = (value as Record<string, unknown>)[name];
    if (!of) undeclared.push(path);
    else if (!Array.isArray(inner)) undeclared.push(...undeclaredFields(of, inner, path));
    else
      for (const [index, item] of inner.entries())
        undeclared.push(...undeclaredFields(of, item, `${path}/${index}`));
  }
  return undeclared;
}
