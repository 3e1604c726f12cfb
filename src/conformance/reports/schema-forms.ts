import type { AnySchemaObject } from 'ajv';

export type Schema = AnySchemaObject;
type OptionalOf<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T] & string;
type Demanded<T> = Record<Exclude<keyof T & string, OptionalOf<T>>, Schema>;
type Allowed<T> = Record<OptionalOf<T>, Schema>;

/** The compiler sees to it that no field of the model is forgotten, nor one that may be absent. */
export function object<T>(
  description: string,
  required: Demanded<T>,
  optional: Allowed<T>,
): Schema {
  return {
    description,
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

export function text(description: string): Schema {
  return { description, type: 'string' };
}

export function count(description: string): Schema {
  return { description, type: 'integer', minimum: 0 };
}

export function list(description: string, items: Schema): Schema {
  return { description, type: 'array', items };
}

export function map(description: string, additionalProperties: Schema | true): Schema {
  return { description, type: 'object', additionalProperties };
}

export function one<Value extends string>(
  description: string,
  values: Record<Value, true>,
): Schema {
  return { description, type: 'string', enum: Object.keys(values) };
}
