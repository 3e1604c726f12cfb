import { CustomType } from '../../platform/validation/fields.js';

/** Field of a response with any JSON value. OpenAPI 3.0 has no type for it, so that each type is listed. */
export function AnyJson(description: string): PropertyDecorator {
  const schema = {
    anyOf: [
      { type: 'object', additionalProperties: true },
      { type: 'array', items: {} },
      { type: 'string', nullable: true },
      { type: 'number' },
      { type: 'boolean' },
    ],
  };
  return CustomType(() => true, 'a JSON value', schema, description);
}

/** Field of a response with a text, or null. */
export function NullableText(description: string, example?: string): PropertyDecorator {
  const schema = { type: 'string', nullable: true, ...(example !== undefined && { example }) };
  const isText = (value: unknown): boolean => value === null || typeof value === 'string';
  return CustomType(isText, 'string or null', schema, description);
}
