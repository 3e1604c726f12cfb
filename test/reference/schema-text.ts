import type { Schema } from '../support/openapi.js';
import { anchorOf, code, codes, prose, sentence, tableOf } from './markdown.js';

/** Renders schemas of the control API. `page` is that with the sections of named schemas. */
export class SchemaText {
  constructor(private readonly page = '') {}

  /** Table of the fields of an object. */
  fields({ properties = {}, required = [] }: Schema): string {
    const rows = Object.entries(properties).map(([name, schema]) => [
      code(name),
      this.type(schema),
      required.includes(name) ? 'yes' : 'no',
      meaningOf(schema),
    ]);
    return tableOf(['Field', 'Type', 'Required', 'Meaning'], rows);
  }

  /** The type in words. */
  type(schema: Schema): string {
    const { $ref, enum: values, items, oneOf, anyOf, allOf, nullable, properties } = schema;
    const choices = oneOf ?? anyOf ?? allOf;
    if ($ref !== undefined) return this.link($ref.split('/').at(-1) ?? '');
    const orNull = nullable && !values?.includes(null) ? ' or `null`' : '';
    if (values) return `${codes(values.map(String))}${orNull}`;
    if (choices) return `${choices.map((one) => this.type(one)).join(' or ')}${orNull}`;
    if (items) return `list of ${this.type(items)}${orNull}`;
    if (properties) return `\`{${Object.keys(properties).join(', ')}}\`${orNull}`;
    return `${this.simpleType(schema)}${orNull}`;
  }

  private simpleType({
    type = 'any value',
    format,
    minimum,
    maximum,
    additionalProperties,
  }: Schema): string {
    if (typeof additionalProperties === 'object')
      return `object with values: ${this.type(additionalProperties)}`;
    const limits = [
      ...(minimum === undefined ? [] : [`from ${minimum}`]),
      ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ];
    return [type, ...(format === undefined ? [] : [`(${format})`]), ...limits].join(' ');
  }

  private link(name: string): string {
    return `[${name}](${this.page}#${anchorOf(name)})`;
  }
}

/** Description of a field or parameter, with its default. */
export function meaningOf({ description = '', default: value, enum: values = [] }: Schema): string {
  // A list of values with their effects begins with a value.
  const isList = values.some((one) => description.startsWith(`${String(one)}:`));
  const text = description === '' ? '' : isList ? prose(`${description}.`) : sentence(description);
  if (value === undefined) return text;
  return `${text} Default: ${code(typeof value === 'string' ? value : JSON.stringify(value))}.`.trim();
}
