import 'reflect-metadata';
import type { Type as Class } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiProperty,
  getSchemaPath,
  type ApiPropertyOptions,
} from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import { formats, type FormatName } from './formats.js';
import { ownValue } from './own-value.js';

/**
 * Declaration of a message field by its decorator. One declaration serves class-validator, the OpenAPI document, and
 * the compiled validator of partner messages (schema.ts).
 */
export interface Field {
  name: string;
  required: boolean;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  description: string;
  format?: FormatName;
  values?: readonly string[];
  /** Other names of some values, which are accepted and not published. */
  synonyms?: readonly string[];
  /** Regular expression that a text must match, and its description in error texts. */
  pattern?: { regex: RegExp; description: string };
  maximum?: number;
  /** Own rule of a value that can have several types. */
  customType?: CustomTypeRule;
  /** Class of an object, or of the items of a list. */
  of?: () => Class;
  /** Class of an object, selected by another field of the same message. */
  discriminator?: Discriminator;
  example?: unknown;
  /** Type of the items of a list, if they have no class. */
  items?: 'string' | 'object';
}

export interface CustomTypeRule {
  test: (value: unknown) => boolean;
  /** Expected value in error texts, for example "a whole number from 1 to 10". */
  description: string;
  /** Schema in the documents. */
  schema: Record<string, unknown>;
}

/** Class of an object for each value of a sibling field. */
export interface Discriminator {
  /** Name of the sibling field. */
  field: string;
  /** Class by the value of that field. */
  classes: Readonly<Record<string, Class>>;
}

interface Extras {
  example?: unknown;
  default?: unknown;
}

interface IntExtras extends Extras {
  maximum?: number;
}

interface OneOfExtras extends Extras {
  synonyms?: readonly string[];
}

const declared = new Map<Class, Map<string, Field>>();

/** All classes with declared fields. */
export function declaredClasses(): Class[] {
  return [...declared.keys()];
}

/** Declared fields of a message class, in the order of its source. */
export function fieldsOf(message: Class): Field[] {
  const parent = Object.getPrototypeOf(message) as Class;
  const inherited = declared.has(parent) ? fieldsOf(parent) : [];
  const own = declared.get(message);
  if (!own && inherited.length === 0) throw new Error(`${message.name} declares no fields`);
  return [...inherited, ...(own?.values() ?? [])];
}

function declare(
  field: Omit<Field, 'name' | 'required'>,
  rules: PropertyDecorator[],
  extras: Extras = {},
): PropertyDecorator {
  return (target, key) => {
    const [message, name] = [target.constructor as Class, String(key)];
    const fields = declared.get(message) ?? new Map<string, Field>();
    const { example } = extras;
    declared.set(
      message,
      fields.set(name, {
        name,
        required: true,
        ...field,
        ...(example !== undefined && { example }),
      }),
    );
    for (const rule of rules) rule(target, key);
    ApiProperty({ ...openApiProperty(field), ...extras, required: true } as ApiPropertyOptions)(
      target,
      key,
    );
  };
}

function openApiProperty({
  type,
  description,
  format,
  values,
  of,
  items,
  discriminator,
  pattern,
  maximum,
  customType,
}: Omit<Field, 'name' | 'required'>) {
  if (customType) return { ...customType.schema, description };
  if (discriminator) {
    return {
      anyOf: classesOf(discriminator).map((message) => ({ $ref: getSchemaPath(message) })),
      description,
    };
  }
  // Nest recognizes a lazy type by an arrow function that is written in place.
  if (of) return { type: () => of(), isArray: type === 'array', description };
  const anything = { type: 'object', additionalProperties: true };
  if (items) return { type, description, items: items === 'object' ? anything : { type: items } };
  if (type === 'object') return { ...anything, description };
  return {
    type,
    description,
    ...(format && { format }),
    ...(values && { enum: [...values] }),
    ...(pattern && { pattern: pattern.regex.source }),
    ...(maximum !== undefined && { maximum }),
  };
}

/** A string, possibly empty. */
export function Text(description: string, extras?: Extras): PropertyDecorator {
  return declare({ type: 'string', description }, [IsString()], extras);
}

export function Uuid(description: string, extras?: Extras): PropertyDecorator {
  return formatted('uuid', description, extras);
}

export function CalendarDate(description: string, extras?: Extras): PropertyDecorator {
  return formatted('date', description, extras);
}

export function Timestamp(description: string, extras?: Extras): PropertyDecorator {
  return formatted('date-time', description, extras);
}

/** An integer: `1.0`, but not `1.5` or `"1"`. */
export function Int(
  description: string,
  { maximum, ...extras }: IntExtras = {},
): PropertyDecorator {
  const limited = maximum !== undefined;
  return declare(
    { type: 'integer', description, ...(limited && { maximum }) },
    [IsInt(), ...(limited ? [Max(maximum)] : [])],
    extras,
  );
}

/** A text that matches a regular expression; `expected` describes it in error texts. */
export function Pattern(
  regex: RegExp,
  expected: string,
  description: string,
  extras?: Extras,
): PropertyDecorator {
  return declare(
    { type: 'string', pattern: { regex, description: expected }, description },
    [IsString(), Matches(regex)],
    extras,
  );
}

/** Any number. */
export function Num(description: string, extras?: Extras): PropertyDecorator {
  return declare({ type: 'number', description }, [IsNumber()], extras);
}

export function Bool(description: string, extras?: Extras): PropertyDecorator {
  return declare({ type: 'boolean', description }, [IsBoolean()], extras);
}

export function OneOf(
  values: readonly string[],
  description: string,
  { synonyms = [], ...extras }: OneOfExtras = {},
): PropertyDecorator {
  return declare(
    { type: 'string', values, description, ...(synonyms.length > 0 && { synonyms }) },
    [IsString(), IsIn([...values, ...synonyms])],
    extras,
  );
}

export function Nested(of: () => Class, description: string): PropertyDecorator {
  return declare({ type: 'object', of, description }, [isObject(), ValidateNested(), Type(of)]);
}

export function ListOf(of: () => Class, description: string): PropertyDecorator {
  const rules = [IsArray(), isObject({ each: true }), ValidateNested({ each: true }), Type(of)];
  return declare({ type: 'array', of, description }, rules);
}

export function ListOfText(description: string, extras?: Extras): PropertyDecorator {
  return declare(
    { type: 'array', items: 'string', description },
    [IsArray(), IsString({ each: true })],
    extras,
  );
}

/** A list of objects of any shape. */
export function ListOfObjects(description: string): PropertyDecorator {
  return declare({ type: 'array', items: 'object', description }, [
    IsArray(),
    isObject({ each: true }),
  ]);
}

/**
 * An object whose class a sibling field selects. The document uses `anyOf`, because `oneOf` would refuse a value that
 * is valid for several classes.
 */
export function DiscriminatedBy(
  field: string,
  classes: () => Readonly<Record<string, Class>>,
  description: string,
): PropertyDecorator {
  return (target, key) => {
    const discriminator: Discriminator = { field, classes: classes() };
    declare({ type: 'object', discriminator, description }, [
      isObject(),
      ValidateNested(),
      Type((options) => {
        const value = (options?.object as Record<string, unknown> | undefined)?.[field];
        return ownValue(discriminator.classes, String(value)) ?? Object;
      }),
    ])(target, key);
    ApiExtraModels(...classesOf(discriminator))(target.constructor);
  };
}

/** Classes of a discriminator, each once. */
export function classesOf({ classes }: Discriminator): Class[] {
  return [...new Set(Object.values(classes))];
}

const alternatives = new Map<Class, string[]>();

/** Class decorator: at least one of these optional fields must be present. */
export function AtLeastOneOf(...names: string[]): ClassDecorator {
  return (target) => {
    alternatives.set(target as unknown as Class, names);
    const validate = (_: unknown, args?: ValidationArguments): boolean =>
      names.some(
        (name) => (args?.object as Record<string, unknown> | undefined)?.[name] !== undefined,
      );
    ValidateBy({ name: 'atLeastOneOf', validator: { validate } })(
      target.prototype as object,
      names.join(' or '),
    );
  };
}

/** Fields of which at least one must be present; undefined: the class has no such rule. */
export function alternativesOf(message: Class): string[] | undefined {
  const parent = Object.getPrototypeOf(message) as Class | null;
  return alternatives.get(message) ?? (parent ? alternativesOf(parent) : undefined);
}

/** A value with its own rule; `expected` describes it in error texts, and `schema` in the documents. */
export function CustomType(
  test: CustomTypeRule['test'],
  expected: string,
  schema: CustomTypeRule['schema'],
  description: string,
): PropertyDecorator {
  return declare(
    { type: 'string', customType: { test, description: expected, schema }, description },
    [ValidateBy({ name: 'customType', validator: { validate: test } })],
  );
}

/** An object of any shape. */
export function FreeForm(description: string): PropertyDecorator {
  return declare({ type: 'object', description }, [IsObject()]);
}

/** Makes a field optional; write it above the field decorator. Null is not allowed: OpenAPI 3.0 without `nullable`. */
export function Optional(): PropertyDecorator {
  return (target, key) => {
    const field = declared.get(target.constructor as Class)?.get(String(key));
    if (!field) throw new Error(`@Optional() must be above the field decorator of ${String(key)}`);
    field.required = false;
    ValidateIf((_, value) => value !== undefined)(target, key);
    ApiProperty({ required: false })(target, key);
  };
}

function formatted(format: FormatName, description: string, extras?: Extras): PropertyDecorator {
  const { matches } = formats[format];
  const validate = (value: unknown): boolean => typeof value === 'string' && matches(value);
  return declare(
    { type: 'string', format, description },
    [ValidateBy({ name: format, validator: { validate } })],
    extras,
  );
}

// ValidateNested accepts null as an item, and an array as an object.
function isObject(options?: { each: true }): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return ValidateBy({ name: 'object', validator: { validate } }, options);
}
