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
