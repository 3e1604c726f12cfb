import type { Type as Class } from '@nestjs/common';
import type { AnySchemaObject } from 'ajv';
import {
  alternativesOf,
  fieldsOf,
  type Discriminator,
  type Field,
  type CustomTypeRule,
} from './fields.js';

/** JSON Schema draft 7, which most editors support. */
export const SCHEMA_DRAFT = 'http://json-schema.org/draft-07/schema#';

/** Definitions of a published JSON Schema: standard keywords only, without unknown fields. */
export class SchemaDefinitions {
  readonly byName: Record<string, AnySchemaObject> = {};
  private readonly names = new Map<Class, string>();

  /** A reference to the definition of a class; `more` adds fields to the definition. */
  of(message: Class, more: Record<string, AnySchemaObject> = {}): AnySchemaObject {
    let name = this.names.get(message);
    if (name === undefined) {
      name = this.freeName(message.name);
      this.names.set(message, name);
      // Reserves its place before the definitions that it refers to.
      this.byName[name] = {};
      this.byName[name] = this.definition(message, more);
    }
    return { $ref: `#/definitions/${name}` };
  }

  private freeName(wanted: string): string {
    let [name, number] = [wanted, 1];
    while (name in this.byName) name = `${wanted}${(number += 1)}`;
    return name;
  }

  private definition(message: Class, more: Record<string, AnySchemaObject>): AnySchemaObject {
    const fields = fieldsOf(message);
    const alternatives = alternativesOf(message);
    const choices = fields.flatMap((field) => this.conditions(field));
    return {
      type: 'object',
      required: fields.filter(({ required }) => required).map(({ name }) => name),
      properties: {
        ...Object.fromEntries(fields.map((field) => [field.name, this.field(field)])),
        ...more,
      },
      additionalProperties: false,
      ...(alternatives && { anyOf: alternatives.map((name) => ({ required: [name] })) }),
      ...(choices.length > 0 && { allOf: choices }),
    };
  }

  private field({ description, example, ...field }: Field): AnySchemaObject {
    const examples = example === undefined ? {} : { examples: [example] };
    return { description, ...this.form(field), ...examples };
  }

  private form(field: Omit<Field, 'description' | 'example'>): AnySchemaObject {
    const { type, format, values, of, items, pattern, maximum, fits, choice } = field;
    if (fits) return inJsonSchema(fits.schema);
    if (choice) return { type };
    if (type === 'array') return { type, items: of ? this.of(of()) : { type: items } };
    // This draft ignores keywords beside a reference.
    if (of) return { allOf: [this.of(of())] };
    return {
      type,
      ...(format && { format }),
      ...(values && { enum: values }),
      ...(pattern && { pattern: pattern.of.source }),
      ...(maximum !== undefined && { maximum }),
    };
  }

  /** The rules of a discriminator: an if and then for each class. */
  private conditions({ name, choice }: Field): AnySchemaObject[] {
    if (!choice) return [];
    return [...valuesByClass(choice)].map(([of, values]) => ({
      if: { required: [choice.by], properties: { [choice.by]: { enum: values } } },
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
      then: { properties: { [name]: this.of(of) } },
    }));
  }
}

/** Translates the keywords of OpenAPI 3.0 into JSON Schema. */
function inJsonSchema({
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

function valuesByClass({ among }: Discriminator): Map<Class, string[]> {
  const values = new Map<Class, string[]>();
  for (const [value, of] of Object.entries(among))
    values.set(of, [...(values.get(of) ?? []), value]);
  return values;
}
