import type { AnySchemaObject } from 'ajv';
import { SCHEMA_DRAFT, SchemaDefinitions } from '../../platform/validation/published-schema.js';
import type { Collections } from '../../sandbox/state/collections.js';
import type { ApiDirectory } from '../../apis/api-directory.js';
import { SCHEMA_KEY } from './validate-seed.js';

/** Name of the published schema file. */
export const SEED_SCHEMA = 'seed.schema.json';

/** JSON Schema of a seed, as text: the writable collections of the served roles. */
export function seedSchema(collections: Collections, directory: ApiDirectory): string {
  const definitions = new SchemaDefinitions();
  const lists = directory.sortCollections(collections.writable()).map((name) => {
    const description = directory.collections.get(name)?.description;
    return [name, { description, ...collectionSchema(name, collections, definitions) }];
  });
  const schema = {
    $schema: SCHEMA_DRAFT,
    title: 'Seed of a workspace of Ketenlab',
    description:
      'List of items for each collection; an item is the body of PUT …/state/{collection}/{id}, including its id',
    type: 'object',
    properties: {
      [SCHEMA_KEY]: { description: 'URL of this schema, for editors', type: 'string' },
      ...(Object.fromEntries(lists) as Record<string, AnySchemaObject>),
    },
    additionalProperties: false,
    definitions: definitions.byName,
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function collectionSchema(
  name: string,
  collections: Collections,
  definitions: SchemaDefinitions,
): AnySchemaObject {
  const [writer] = collections.writersOf(name);
  const views = collections
    .viewsOf(name)
    .map(({ role }) => [
      role,
      { description: `Added to responses by the role ${role}; ignored in a seed` },
    ]);
  return {
    type: 'array',
    items: writer && definitions.of(writer.itemType.of, Object.fromEntries(views)),
  };
}
