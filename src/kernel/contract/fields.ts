import 'reflect-metadata';
import type { Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  ValidateBy,
  ValidateIf,
  ValidateNested,
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
  format?: FormatName;
  values?: readonly string[];
  /** The class of an object, or of the items of a list. */
  of?: () => Class;
  /** The type of a list's items when they are plain values. */
  items?: 'string' | 'object';
}

interface Extras {
  example?: unknown;
  default?: unknown;
}

const declared = new WeakMap<object, Map<string, Field>>();

/** The declared fields of a message class, in the order of its source. */
export function fieldsOf(message: Class): Field[] {
  const own = declared.get(message.prototype as object);
  if (!own) throw new Error(`${message.name} declares no fields`);
  return [...own.values()];
}

function declare(
  field: Omit<Field, 'name' | 'required'>,
  doc: ApiPropertyOptions,
  rules: PropertyDecorator[],
) {
  return (target: object, key: string | symbol): void => {
    const name = String(key);
    const own = declared.get(target) ?? new Map<string, Field>();
    declared.set(target, own.set(name, { name, required: true, ...field }));
    for (const rule of rules) rule(target, key);
    ApiProperty({ ...doc, required: true } as ApiPropertyOptions)(target, key);
  };
}

function formatRule(name: FormatName): PropertyDecorator {
  return ValidateBy({
    name,
    validator: { validate: (value) => typeof value === 'string' && formats[name].matches(value) },
  });
}

// ValidateNested lets null pass as an item and an array as an object.
function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const eachIsObject = ValidateBy(
  { name: 'object', validator: { validate: isPlainObject } },
  { each: true },
);

function formatted(format: FormatName, description: string, extras: Extras): PropertyDecorator {
  const doc = { type: 'string', format, description, ...extras } as ApiPropertyOptions;
  return declare({ type: 'string', format }, doc, [formatRule(format)]);
}

/** Any string, the empty one too. */
export function Text(description: string, extras: Extras = {}): PropertyDecorator {
  return declare({ type: 'string' }, { type: 'string', description, ...extras }, [IsString()]);
}

export function Uuid(description: string, extras: Extras = {}): PropertyDecorator {
  return formatted('uuid', description, extras);
}

export function CalendarDate(description: string, extras: Extras = {}): PropertyDecorator {
  return formatted('date', description, extras);
}

export function Timestamp(description: string, extras: Extras = {}): PropertyDecorator {
  return formatted('date-time', description, extras);
}

/** A whole number; `1.0` is one, `1.5` and `"1"` are not. */
export function Int(description: string, extras: Extras = {}): PropertyDecorator {
  return declare({ type: 'integer' }, { type: 'integer', description, ...extras }, [IsInt()]);
}

/** Any number. */
export function Num(description: string, extras: Extras = {}): PropertyDecorator {
  return declare({ type: 'number' }, { type: 'number', description, ...extras }, [IsNumber()]);
}

export function Bool(description: string, extras: Extras = {}): PropertyDecorator {
  return declare({ type: 'boolean' }, { type: 'boolean', description, ...extras }, [IsBoolean()]);
}

export function OneOf(
  values: readonly string[],
  description: string,
  extras: Extras = {},
): PropertyDecorator {
  const doc = { type: 'string', enum: [...values], description, ...extras } as ApiPropertyOptions;
  return declare({ type: 'string', values }, doc, [IsString(), IsIn([...values])]);
}

export function Nested(of: () => Class, description: string): PropertyDecorator {
  return declare({ type: 'object', of }, { type: of, description }, [
    ValidateBy({ name: 'object', validator: { validate: isPlainObject } }),
    ValidateNested(),
    Type(of),
  ]);
}

export function ListOf(of: () => Class, description: string): PropertyDecorator {
  const doc = { type: of, isArray: true, description } as ApiPropertyOptions;
  return declare({ type: 'array', of }, doc, [
    IsArray(),
    eachIsObject,
    ValidateNested({ each: true }),
    Type(of),
  ]);
}

export function ListOfText(description: string, extras: Extras = {}): PropertyDecorator {
  const doc = {
    type: 'array',
    items: { type: 'string' },
    description,
    ...extras,
  } as ApiPropertyOptions;
  return declare({ type: 'array', items: 'string' }, doc, [IsArray(), IsString({ each: true })]);
}

/** A list of objects of any shape. */
export function ListOfObjects(description: string): PropertyDecorator {
  const items = { type: 'object', additionalProperties: true };
  const doc = { type: 'array', items, description } as ApiPropertyOptions;
  return declare({ type: 'array', items: 'object' }, doc, [IsArray(), eachIsObject]);
}

/** An object of which only the sandbox's answer knows the shape; on input any object passes. */
export function FreeForm(description: string, extras: Extras = {}): PropertyDecorator {
  const doc = {
    type: 'object',
    additionalProperties: true,
    description,
    ...extras,
  } as ApiPropertyOptions;
  return declare({ type: 'object' }, doc, [IsObject()]);
}

/** Written above the field it makes optional. Absent is allowed, null is not: OpenAPI 3.0 without `nullable`. */
export function Optional(): PropertyDecorator {
  return (target, key) => {
    const field = declared.get(target)?.get(String(key));
    if (!field) throw new Error(`@Optional() stands above the field decorator of ${String(key)}`);
    field.required = false;
    ValidateIf((_, value) => value !== undefined)(target, key);
    ApiProperty({ required: false })(target, key);
  };
}
