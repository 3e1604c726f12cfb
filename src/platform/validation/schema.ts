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

/** One place at which a message departs from its schema. */
export interface SchemaError {
  /** JSON Pointer (RFC 6901); a missing field is named by the path it should have had. */
  path: string;
  /** Line of a document that has lines, and where on it. */
  line?: number;
  column?: number;
  expected: string;
  seen: string;
}

/** Where a fault is, for a reader; empty: the whole of it. */
export function pointerOf({ path, line }: SchemaError): string {
  return [path, ...(line === undefined ? [] : [`line ${line}`])].filter(Boolean).join(', ');
}

/** What is told of one message at the most. */
export const MAX_SCHEMA_ERRORS = 100;
const LONGEST_SEEN = 100;
/** Items of one list of which every fault is found. */
const MOST_JUDGED = 1000;

interface Within {
  /** The error of an object whose class was chosen, as its own judge reported it. */
  inner?: ErrorObject;
}

/** Finds the first fault, and is quick about a message that has none. */
const quick = makeAjv(false);
/** Finds every fault. */
const thorough = makeAjv(true);

function makeAjv(allErrors: boolean): Ajv {
  const ajv = new Ajv({ allErrors, verbose: true });
  for (const [name, format] of Object.entries(formats))
    ajv.addFormat(name, { validate: format.matches });
  // Judges an object by the class that a field beside it chooses; where that field is wrong it says so itself.
  ajv.addKeyword({
    keyword: 'chosen',
    errors: 'full',
    compile: ({ by, among }: Discriminator) => {
      const judges = new Map(
        Object.entries(among).map(([value, of]) => [value, ajv.compile(judgedSchemaOf(of))]),
      );
      const judge: SchemaValidateFunction = (value: unknown, context) => {
        const chooser = (context?.parentData as Record<string, unknown> | undefined)?.[by];
        const chosen = typeof chooser === 'string' ? judges.get(chooser) : undefined;
        if (!chosen || chosen(value)) return true;
        judge.errors = (chosen.errors ?? []).map((error) => ({
          ...error,
          instancePath: `${context?.instancePath}${error.instancePath}`,
          // Ajv writes over the rest what holds for this keyword.
          params: { ...error.params, inner: (error.params as Within).inner ?? error },
        }));
        return false;
      };
      return judge;
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

/** The JSON Schema of a message class as the documents have it: what its field decorators declare, and nothing forbidden besides. */
export function schemaOf(message: Class): AnySchemaObject {
  return schemaWith(message, ({ choice, fits }) => {
    if (fits) return fits.schema;
    return choice ? { anyOf: classesOf(choice).map(schemaOf) } : undefined;
  });
}

/** The same for the judge, who knows which class of several is meant, and which fields stand in for each other. */
function judgedSchemaOf(message: Class): AnySchemaObject {
  const alternatives = alternativesOf(message);
  const schema = schemaWith(
    message,
    ({ type, choice, fits }) => {
      if (fits) return { fits };
      return choice ? { type, chosen: choice } : undefined;
    },
    judgedSchemaOf,
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

/** Compiles a message class into a function that answers all its faults, at most 100, none for a good message. */
export function compileValidator(message: Class): (value: unknown) => SchemaError[] {
  const schema = judgedSchemaOf(message);
  const isGood = quick.compile(schema);
  let judge: ValidateFunction | undefined;
  return (value) => {
    if (isGood(value)) return [];
    const first = isGood.errors ?? [];
    judge ??= thorough.compile(schema);
    return faultsOf(judge(beginningOf(value)) ? first : (judge.errors ?? []));
  };
}

/**
 * A message with the first thousand items of each list: what is wrong with millions of them would be found one by one,
 * and a hundred faults are told.
 */
function beginningOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, MOST_JUDGED).map(beginningOf);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, beginningOf(one)]));
}

function faultsOf(errors: ErrorObject[]): SchemaError[] {
  const byPath = new Map<string, SchemaError>();
  for (const error of errors) {
    const inner = (error.params as Within).inner ?? error;
    const fault = faultOf({ ...inner, instancePath: error.instancePath });
    // The type of a value is reported before its format or enum, and says all that matters.
    if (!byPath.has(fault.path)) byPath.set(fault.path, fault);
    if (byPath.size === MAX_SCHEMA_ERRORS) break;
  }
  return [...byPath.values()];
}

function faultOf(error: ErrorObject): SchemaError {
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

/** A value, as far as it is worth showing. */
export function describeValue(value: unknown): string {
  // An object may not let itself be made a text.
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_SEEN ? `${text.slice(0, LONGEST_SEEN)}…` : text;
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

const named = new Map<Class, Map<string, Field>>();

/** The declared fields of a message class, by name. */
export function fieldsByName(message: Class): Map<string, Field> {
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
    const path = below(base, name);
    const field = fields.get(name);
    if (!field) return [path];
    const of = classOf(field, value);
    if (!of) return [];
    if (!Array.isArray(inner)) return undeclaredFields(of, inner, path);
    return inner.flatMap((item, index) => undeclaredFields(of, item, `${path}/${index}`));
  });
}
