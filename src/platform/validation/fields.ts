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
 * The decorators in which the fields of a message are declared. Each one says a field once, to three listeners:
 * class-validator, the OpenAPI document, and the compiled validator that judges messages (schema.ts).
 */
export interface Field {
  name: string;
  required: boolean;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  description: string;
  format?: FormatName;
  values?: readonly string[];
  /** A text has to match, and how a reader would say it. */
  pattern?: { of: RegExp; words: string };
  maximum?: number;
  /** A value of several types: whether it fits, how a reader would say it, and what the documents show. */
  fits?: CustomTypeRule;
  /** The class of an object, or of the items of a list. */
  of?: () => Class;
  /** An object whose class another field of the same message chooses by its value. */
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

/** Which class an object has, by the value of the field `by` beside it. */
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
  // A function that must be called late is known by its name: it has to be written here.
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

/** Any string, the empty one too. */
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

/** A whole number; `1.0` is one, `1.5` and `"1"` are not. */
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

/** A text of a certain form; `words` say it to who got it wrong. */
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
 * An object whose class is chosen by a field beside it. The document says `anyOf`: whoever reads it takes the one that
 * fits, where a `oneOf` would refuse what fits several.
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

/** The classes of a choice, each once. */
export function classesOf({ among }: Discriminator): Class[] {
  return [...new Set(Object.values(among))];
}

const alternatives = new Map<Class, string[]>();

/** Stands above a message class: one of these fields has to be there, though each alone is optional. */
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

/** Fields of which one has to be there; undefined: the class asks for none in particular. */
export function alternativesOf(message: Class): string[] | undefined {
  const parent = Object.getPrototypeOf(message) as Class | null;
  return alternatives.get(message) ?? (parent ? alternativesOf(parent) : undefined);
}

/** A value of several types; `schema` is what the documents show of it. */
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

/** Written above the field it makes optional. Absent is allowed, null is not: OpenAPI 3.0 without `nullable`. */
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

// ValidateNested lets null pass as an item and an array as an object.
function isObject(options?: { each: true }): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return ValidateBy({ name: 'object', validator: { validate } }, options);
}
