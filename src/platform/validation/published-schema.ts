import type { Type as Class } from '@nestjs/common';
import type { AnySchemaObject } from 'ajv';
import {
  alternativesOf,
  fieldsOf,
  type Discriminator,
  type Field,
  type CustomTypeRule,
} from './fields.js';

/** JSON Schema draft that most editors support. */
export const SCHEMA_DRAFT = 'http://json-schema.org/draft-07/schema#';

/** Definitions of a JSON Schema that accepts the same values as our validator: standard keywords, no unknown fields. */
export class SchemaDefinitions {
  readonly byName: Record<string, AnySchemaObject> = {};
  private readonly names = new Map<Class, string>();

  /** Reference to the definition of a class; `more` are additional fields that it accepts. */
  of(message: Class, more: Record<string, AnySchemaObject> = {}): AnySchemaObject {
    let name = this.names.get(message);
    if (name === undefined) {
      name = this.freeName(message.name);
      this.names.set(message, name);
      // Reserves the position: the definition of a class is before the definitions to which it refers.
      this.byName[name] = {};
      this.byName[name] = this.definition(message, more);
    }
    return { $ref: `#/definitions/${name}` };
  }

  private freeName(wanted: string): string {
    let [name, number] = [wanted, 1];
    while (Object.hasOwn(this.byName, name)) name = `${wanted}${(number += 1)}`;
    return name;
  }

  private definition(message: Class, more: Record<string, AnySchemaObject>): AnySchemaObject {
    const fields = fieldsOf(message);
    const alternatives = alternativesOf(message);
    const conditions = fields.flatMap((field) => this.conditions(field));
    return {
      type: 'object',
      required: fields.filter(({ required }) => required).map(({ name }) => name),
      properties: {
        ...Object.fromEntries(fields.map((field) => [field.name, this.field(field)])),
        ...more,
      },
      additionalProperties: false,
      ...(alternatives && { anyOf: alternatives.map((name) => ({ required: [name] })) }),
      ...(conditions.length > 0 && { allOf: conditions }),
    };
  }

  private field({ description, example, ...field }: Field): AnySchemaObject {
    const examples = example === undefined ? {} : { examples: [example] };
    return { description, ...this.form(field), ...examples };
  }

  private form(field: Omit<Field, 'description' | 'example'>): AnySchemaObject {
    const { type, format, values, of, items, pattern, maximum, customType, discriminator } = field;
    if (customType) return toJsonSchema(customType.schema);
    if (discriminator) return { type };
    if (type === 'array') return { type, items: of ? this.of(of()) : { type: items } };
    // This draft ignores keywords next to $ref, so that the reference is inside allOf.
    if (of) return { allOf: [this.of(of())] };
    return {
      type,
      ...(format && { format }),
      ...(values && { enum: values }),
      ...(pattern && { pattern: pattern.regex.source }),
      ...(maximum !== undefined && { maximum }),
    };
  }

  /** Conditions of a field with a discriminator: the class for each group of values. */
  private conditions({ name, discriminator }: Field): AnySchemaObject[] {
    if (!discriminator) return [];
    return [...valuesByClass(discriminator)].map(([of, values]) => ({
      if: {
        required: [discriminator.field],
        properties: { [discriminator.field]: { enum: values } },
      },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { properties: { [name]: this.of(of) } },
    }));
  }
}

/** Converts keywords of OpenAPI 3.0 (`nullable`, `example`) to JSON Schema. */
function toJsonSchema({
  example,
  nullable,
  type,
  ...schema
}: CustomTypeRule['schema']): AnySchemaObject {
  return {
    ...(type !== undefined && { type: nullable ? [type, 'null'] : type }),
    ...schema,
    ...(example !== undefined && { examples: [example] }),
  };
}

function valuesByClass({ classes }: Discriminator): Map<Class, string[]> {
  const values = new Map<Class, string[]>();
  for (const [value, of] of Object.entries(classes))
    values.set(of, [...(values.get(of) ?? []), value]);
  return values;
}
