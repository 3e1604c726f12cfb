/**
 * Schemas in short notation: fields by schema, with `!` after the name of a required field. A type is
 * a JSON type, a format, the values of an enum separated by `|`, a schema, a list with `[]`, `oneOf`
 * with schemas, or `any`.
 */
export type Facts = Record<string, Record<string, string>>;

type Schema = Record<string, unknown>;

const FORMATS = ['uuid', 'date', 'date-time', 'uri'];
const TYPES = ['string', 'integer', 'number', 'boolean', 'object'];

/** The JSON Schema of a schema in short notation. */
export function jsonSchemaOf(facts: Facts, name: string): Schema {
  const fields = Object.entries(facts[name] ?? {});
  const required = fields.filter(([field]) => field.endsWith('!')).map(([field]) => nameOf(field));
  return {
    type: 'object',
    required,
    properties: Object.fromEntries(
      fields.map(([field, type]) => [nameOf(field), typeSchema(facts, type)]),
    ),
  };
}

/** A schema of an OpenAPI document in short notation. */
export function fieldsOf({ properties = {}, required = [] }: Schema): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties as Record<string, Schema>).map(([name, schema]) => [
      (required as string[]).includes(name) ? `${name}!` : name,
      typeOf(schema),
    ]),
  );
}

/** The parameters of an operation of an OpenAPI document in short notation. */
export function parametersOf({ parameters = [] }: Schema): Record<string, string> {
  return Object.fromEntries(
    (parameters as Schema[]).map(({ name, required, schema }) => [
      required ? `${String(name)}!` : String(name),
      typeOf(schema as Schema),
    ]),
  );
}

function nameOf(field: string): string {
  return field.replace('!', '');
}

function typeSchema(facts: Facts, type: string): Schema {
  if (type === 'any') return {};
  if (type.endsWith('[]')) return { type: 'array', items: typeSchema(facts, type.slice(0, -2)) };
  if (type.includes('|')) return { type: 'string', enum: type.split('|') };
  if (FORMATS.includes(type)) return { type: 'string', format: type };
  if (TYPES.includes(type)) return { type };
  // In the source, several of the schemas match every valid value: oneOf could never be satisfied.
  if (type.startsWith('oneOf '))
    return {
      anyOf: type
        .slice('oneOf '.length)
        .split(', ')
        .map((name) => jsonSchemaOf(facts, name)),
    };
  return jsonSchemaOf(facts, type);
}

function typeOf(schema: Schema): string {
  const { type, format, enum: values, items, $ref, allOf, anyOf, oneOf } = schema;
  if (typeof $ref === 'string') return refName($ref);
  if (Array.isArray(allOf) && allOf.length === 1) return typeOf(allOf[0] as Schema);
  if (type === 'array') return `${typeOf(items as Schema)}[]`;
  for (const [keyword, schemas] of Object.entries({ anyOf, oneOf }))
    if (Array.isArray(schemas))
      return `${keyword} ${(schemas as Schema[]).map(typeOf).toSorted().join(', ')}`;
  if (Array.isArray(values)) return values.join('|');
  return ((format ?? type) as string | undefined) ?? 'any';
}

function refName(ref: string): string {
  return ref.split('/').at(-1) ?? '';
}
