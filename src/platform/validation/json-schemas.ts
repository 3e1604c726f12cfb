import type { Ajv, AnySchemaObject, ErrorObject, KeywordDefinition } from 'ajv';
import { MAX_TIMESTAMP } from '../time/time.js';
import { exceedsMaxDepth } from './nesting.js';

/** JSON Schema of a value that we store. */
export type JsonSchema = AnySchemaObject;

export const TEXT: JsonSchema = { type: 'string' };
export const FLAG: JsonSchema = { type: 'boolean' };
/** An integer that JavaScript holds exactly. */
export const INTEGER: JsonSchema = {
  type: 'integer',
  minimum: Number.MIN_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
};
/** Milliseconds since 1970. */
export const INSTANT: JsonSchema = {
  type: 'integer',
  minimum: 0,
  maximum: MAX_TIMESTAMP,
  title: 'milliseconds since 1970',
};
/** Time in UTC, as `toIsoUtc` writes it. */
export const UTC_TIME: JsonSchema = {
  type: 'string',
  format: 'utc-time',
  title: 'time in UTC, for example 2026-09-01T08:00:00.000Z',
};

export function oneOf(values: readonly string[]): JsonSchema {
  return { type: 'string', enum: [...values] };
}

export function listOf(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** An object with these fields and no others. */
export function objectOf(
  required: Readonly<Record<string, JsonSchema>>,
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
  };
}

/** A text that is JSON. Its value is valid against a schema. */
export function jsonText(value: JsonSchema = { type: 'object' }): JsonSchema {
  return { type: 'string', title: 'JSON', jsonText: value };
}

/** True for a time in UTC that JavaScript can parse. A leap second is not one. */
export function isUtcTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

/** The keyword `jsonText`. Errors inside the text have the pointer of the text, and behind it the one in its value. */
export function jsonTextKeyword(ajv: Ajv): KeywordDefinition {
  return {
    keyword: 'jsonText',
    type: 'string',
    errors: 'full',
    compile: (schema: JsonSchema) => {
      const validator = ajv.compile(schema);
      const validate: ReturnType<NonNullable<FunctionKeyword['compile']>> = (text, context) => {
        const value = parsed(text as string);
        if (value !== undefined && validator(value)) return true;
        const inside: Partial<ErrorObject>[] =
          value === undefined
            ? [
                {
                  keyword: 'jsonText',
                  instancePath: '',
                  params: {},
                  data: text,
                  parentSchema: { title: 'JSON' },
                },
              ]
            : (validator.errors ?? []);
        validate.errors = inside.map((error) => ({
          ...error,
          instancePath: `${context?.instancePath}${error.instancePath}`,
          // Ajv overwrites the other properties with those of this keyword.
          params: { ...error.params, inner: innerOf(error) },
        }));
        return false;
      };
      return validate;
    },
  };
}

type FunctionKeyword = Extract<KeywordDefinition, { compile?: unknown }>;

function innerOf(error: Partial<ErrorObject>): unknown {
  return (error.params as { inner?: unknown } | undefined)?.inner ?? error;
}

/** The value of a JSON text; undefined: it is no JSON, or nests too deeply. */
function parsed(text: string): unknown {
  if (exceedsMaxDepth(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
