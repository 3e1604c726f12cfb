import { Ajv, type ValidateFunction } from 'ajv';
import { formats } from '../../src/platform/validation/formats.js';

export interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  format?: string;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  description?: string;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema?: Schema;
  example?: unknown;
}

export interface ResponseObject {
  description: string;
  headers?: Record<string, { schema?: Schema }>;
  content?: Record<string, MediaType>;
}

export interface OperationObject {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { description?: string; content: Record<string, MediaType> };
  responses: Record<string, ResponseObject>;
  security?: Record<string, string[]>[];
}

export interface OpenApiDocument {
  info: { version: string; description?: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, Schema>; securitySchemes?: Record<string, object> };
}

/** An operation of a document, with its place. */
export interface DocumentedOperation extends OperationObject {
  method: string;
  path: string;
}

export function operationsIn({ paths }: OpenApiDocument): DocumentedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method, path })),
  );
}

/** A value in a document with the schema that it must satisfy. */
export interface Example {
  place: string;
  schema: Schema;
  value: unknown;
}

/** All schemas of a document with their places, the nested ones too. */
export function schemasIn(document: OpenApiDocument): [place: string, schema: Schema][] {
  const named = Object.entries(document.components.schemas).map(
    ([name, schema]): [string, Schema] => [name, schema],
  );
  const ofOperations = operationsIn(document).flatMap(
    ({ operationId, parameters = [], requestBody, responses }) => [
      ...parameters.map(({ name, schema = {} }): [string, Schema] => [
        `${operationId} ?${name}`,
        schema,
      ]),
      ...contentsOf(`${operationId} body`, requestBody?.content),
      ...Object.entries(responses).flatMap(([status, { headers = {}, content }]) => [
        ...Object.entries(headers).map(([name, { schema = {} }]): [string, Schema] => [
          `${operationId} ${status} ${name}`,
          schema,
        ]),
        ...contentsOf(`${operationId} ${status}`, content),
      ]),
    ],
  );
  return [...named, ...ofOperations].flatMap(([place, schema]) => nested(place, schema));
}

/** All examples and defaults of a document. */
export function examplesIn(document: OpenApiDocument): Example[] {
  const inSchemas = schemasIn(document).flatMap(([place, schema]) =>
    [schema.example, schema.default]
      .filter((value) => value !== undefined)
      .map((value) => ({ place, schema, value })),
  );
  const inOperations = operationsIn(document).flatMap(
    ({ operationId, parameters = [], requestBody, responses }) => [
      ...parameters
        .filter(({ example }) => example !== undefined)
        .map(({ name, schema = {}, example }) => ({
          place: `${operationId} ?${name}`,
          schema,
          value: example,
        })),
      ...Object.values(requestBody?.content ?? {}).flatMap((media) =>
        examplesOf(`${operationId} body`, media),
      ),
      ...Object.entries(responses).flatMap(([status, { content = {} }]) =>
        Object.values(content).flatMap((media) => examplesOf(`${operationId} ${status}`, media)),
      ),
    ],
  );
  return [...inSchemas, ...inOperations];
}

/** Examples of a body. */
export function examplesOf(
  place: string,
  { schema = {}, example, examples }: MediaType,
): Example[] {
  const named = Object.entries(examples ?? {}).map(([name, { value }]) => ({
    place: `${place} ${name}`,
    schema,
    value,
  }));
  return [...(example === undefined ? [] : [{ place, schema, value: example }]), ...named];
}

function contentsOf(
  place: string,
  content: Record<string, MediaType> = {},
): [place: string, schema: Schema][] {
  return Object.entries(content).map(([mediaType, { schema = {} }]) => [
    `${place} ${mediaType}`,
    schema,
  ]);
}

function nested(place: string, schema: Schema): [place: string, schema: Schema][] {
  const { properties = {}, items, additionalProperties, allOf, anyOf, oneOf } = schema;
  const inner: [string, Schema][] = [
    ...Object.entries(properties).map(([name, one]): [string, Schema] => [`${place}/${name}`, one]),
    ...[allOf, anyOf, oneOf].flatMap((list) =>
      (list ?? []).map((one, index): [string, Schema] => [`${place}/${index}`, one]),
    ),
    // An array of any values has items without a type.
    ...(items && Object.keys(items).length > 0 ? [[`${place}[]`, items] as [string, Schema]] : []),
    ...(typeof additionalProperties === 'object'
      ? [[`${place}{}`, additionalProperties] as [string, Schema]]
      : []),
  ];
  return [[place, schema], ...inner.flatMap(([at, one]) => nested(at, one))];
}

/** Compiles schemas of a document for Ajv, which knows JSON Schema but not the keywords of OpenAPI 3.0. */
export function validatorsFor({
  components,
}: OpenApiDocument): (schema: Schema) => ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false });
  for (const [name, { matches }] of Object.entries(formats)) ajv.addFormat(name, matches);
  ajv.addSchema({ $id: 'document', components: jsonSchemaOf(components) });
  return (schema) => ajv.compile(jsonSchemaOf(schema) as object);
}

/** Converts `nullable` and the references of a schema. */
function jsonSchemaOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(jsonSchemaOf);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, $ref, ...rest } = node as Schema & Record<string, unknown>;
  if (typeof $ref === 'string') return { $ref: $ref.replace('#', 'document#') };
  const converted = Object.fromEntries(
    Object.entries(rest).map(([name, inner]) => [name, jsonSchemaOf(inner)]),
  );
  return nullable === true ? { ...converted, type: [rest.type, 'null'] } : converted;
}
