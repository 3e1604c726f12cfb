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

/**
 * A declared field of a message. The decorators below declare it once for three readers: class-validator, the OpenAPI
 * document, and the compiled validator (schema.ts).
 */
export interface Field {
  name: string;
  required: boolean;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  description: string;
  format?: FormatName;
  values?: readonly string[];
  /** Regular expression that a text must match, and its meaning in words. */
  pattern?: { of: RegExp; words: string };
  maximum?: number;
  /** Rule for a value of several types. */
  fits?: CustomTypeRule;
  /** The class of an object, or of the items of a list. */
  of?: () => Class;
  /** Discriminator: another field of the message that selects the class of this object. */
  choice?: Discriminator;
  example?: unknown;
  /** The type of a list's items when they have no class. */
  items?: 'string' | 'object';
}

export interface CustomTypeRule {
  test: (value: unknown) => boolean;
  words: string;
  schema: Record<string, unknown>;
}

/** Selects the class of an object by the value of the field `by` beside it. */
export interface Discriminator {
  by: string;
  among: Readonly<Record<string, Class>>;
}

interface Extras {
  example?: unknown;
  default?: unknown;
}

interface IntExtras extends Extras {
  maximum?: number;
}

const declared = new Map<Class, Map<string, Field>>();

/** Every class that declares fields. */
export function declaredClasses(): Class[] {
  return [...declared.keys()];
}

/** The declared fields of a message class, in the order of its source. */
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
    ApiProperty({ ...documented(field), ...extras, required: true } as ApiPropertyOptions)(
      target,
      key,
    );
  };
}

function documented({
  type,
  description,
  format,
  values,
  of,
  items,
  choice,
  pattern,
  maximum,
  fits,
}: Omit<Field, 'name' | 'required'>) {
  if (fits) return { ...fits.schema, description };
  if (choice) {
    return { anyOf: classesOf(choice).map((one) => ({ $ref: getSchemaPath(one) })), description };
  }
  // Swagger recognizes a lazy type by the name of its function, which is `type` here.
  if (of) return { type: () => of(), isArray: type === 'array', description };
  const anything = { type: 'object', additionalProperties: true };
  if (items) return { type, description, items: items === 'object' ? anything : { type: items } };
  if (type === 'object') return { ...anything, description };
  return {
    type,
    description,
    ...(format && { format }),
    ...(values && { enum: [...values] }),
    ...(pattern && { pattern: pattern.of.source }),
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

/** A text that matches a regular expression; error messages use `words`. */
export function Pattern(
  of: RegExp,
  words: string,
  description: string,
  extras?: Extras,
): PropertyDecorator {
  return declare(
    { type: 'string', pattern: { of, words }, description },
    [IsString(), Matches(of)],
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
  extras?: Extras,
): PropertyDecorator {
  return declare({ type: 'string', values, description }, [IsString(), IsIn([...values])], extras);
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
 * An object whose class a field beside it selects. The document has `anyOf`, since `oneOf` refuses an object that matches
 * several classes.
 */
export function DiscriminatedBy(
  by: string,
  among: () => Readonly<Record<string, Class>>,
  description: string,
): PropertyDecorator {
  return (target, key) => {
    const choice: Discriminator = { by, among: among() };
    const classes = classesOf(choice);
    declare({ type: 'object', choice, description }, [
      isObject(),
      ValidateNested(),
      Type((options) => {
        const value = (options?.object as Record<string, unknown> | undefined)?.[by];
        return choice.among[String(value)] ?? Object;
      }),
    ])(target, key);
    ApiExtraModels(...classes)(target.constructor);
  };
}

/** The classes of a discriminator, without duplicates. */
export function classesOf({ among }: Discriminator): Class[] {
  return [...new Set(Object.values(among))];
}

const alternatives = new Map<Class, string[]>();

/** Class decorator: at least one of these optional fields is required. */
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

/** Fields of which at least one is required; undefined: the class has no such rule. */
export function alternativesOf(message: Class): string[] | undefined {
  const parent = Object.getPrototypeOf(message) as Class | null;
  return alternatives.get(message) ?? (parent ? alternativesOf(parent) : undefined);
}

/** A value with a rule of its own; `schema` is its form in the documents. */
export function CustomType(
  test: CustomTypeRule['test'],
  words: string,
  schema: CustomTypeRule['schema'],
  description: string,
): PropertyDecorator {
  return declare({ type: 'string', fits: { test, words, schema }, description }, [
    ValidateBy({ name: 'fits', validator: { validate: test } }),
  ]);
}

/** An object of any shape. */
export function FreeForm(description: string): PropertyDecorator {
  return declare({ type: 'object', description }, [IsObject()]);
}

/** Makes the field below it optional. It may be absent, but not null: OpenAPI 3.0 without `nullable`. */
export function Optional(): PropertyDecorator {
  return (target, key) => {
    const field = declared.get(target.constructor as Class)?.get(String(key));
    if (!field) throw new Error(`@Optional() stands above the field decorator of ${String(key)}`);
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
