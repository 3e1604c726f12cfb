import type { AnySchemaObject } from 'ajv';

export type JsonSchema = AnySchemaObject;
type OptionalKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T] &
  string;
type RequiredProperties<T> = Record<Exclude<keyof T & string, OptionalKeys<T>>, JsonSchema>;
type OptionalProperties<T> = Record<OptionalKeys<T>, JsonSchema>;

/**
 * Schema of an object type. The compiler checks that every property of the type is listed as
 * required or optional.
 */
export function objectSchema<T>(
  description: string,
  required: RequiredProperties<T>,
  optional: OptionalProperties<T>,
): JsonSchema {
  return {
    description,
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

export function stringSchema(description: string): JsonSchema {
  return { description, type: 'string' };
}

export function countSchema(description: string): JsonSchema {
  return { description, type: 'integer', minimum: 0 };
}

export function arraySchema(description: string, items: JsonSchema): JsonSchema {
  return { description, type: 'array', items };
}

export function mapSchema(
  description: string,
  additionalProperties: JsonSchema | true,
): JsonSchema {
  return { description, type: 'object', additionalProperties };
}

export function enumSchema<Value extends string>(
  description: string,
  values: Record<Value, true>,
): JsonSchema {
  return { description, type: 'string', enum: Object.keys(values) };
}
