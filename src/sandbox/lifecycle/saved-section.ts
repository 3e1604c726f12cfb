import type { Type as Class } from '@nestjs/common';
import { ID_HASH, tableOf, type EntityField } from '../../platform/persistence/entity-table.js';
import { savedColumnOf, savedNameOf } from '../../platform/persistence/saved-column.js';
import type { HashedId } from '../../platform/persistence/id-hash.js';
import type { Value } from '../../platform/persistence/value.js';
import {
  INTEGER,
  TEXT,
  objectOf,
  type JsonSchema,
} from '../../platform/validation/json-schemas.js';

/** Table whose rows belong to workspaces. */
export interface WorkspaceTable {
  name: string;
  /** Column names without `workspace`, and without those that an insert computes. */
  columns: string[];
  /** Those that have texts. */
  texts: string[];
  hashedId?: HashedId | undefined;
}

/** Item of a list in a snapshot: the fields of an entity that are not null. */
export type SavedItem = Record<string, unknown>;

/** Rows of an entity in a snapshot. Everything follows from the entity and its decorators. */
export interface SavedSection {
  /** Place in the state, for example `outbox` or `roles/dds/titles`. */
  path: string;
  /** True: its rows are lists by collection, for example `messages/orders`. */
  byCollection: boolean;
  table: WorkspaceTable;
  /** Fields of an item, in the order of the columns. */
  fields: SavedField[];
  /** Names of the fields that identify an item of a list. */
  key: string[];
  /** Schema of an item. */
  schema: JsonSchema;
}

export interface SavedField {
  name: string;
  /** Name of the column. */
  column: string;
  /** True: the column has JSON text, and the item its value. */
  isJson: boolean;
  nullable: boolean;
  /** Its parts that name clients; undefined: none. */
  clients: 'value' | readonly string[] | undefined;
  schema: JsonSchema;
}

const COLLECTION = 'collection';
const COLLECTION_NAME = /^[a-z][a-z-]*$/;

/** The section of an entity. Without `@SavedAs` its name is that of the table. */
export function sectionOf(entity: Class, parent = ''): SavedSection {
  const { name, hashedId, key, fields: all } = tableOf(entity);
  const own = all.filter(({ name: column }) => column !== 'workspace' && column !== ID_HASH);
  const path = `${parent}${savedNameOf(entity) ?? name}`;
  const byCollection = parent === '' && own.some(({ property }) => property === COLLECTION);
  const fields = own.map((field) => savedFieldOf(entity, field));
  const given = fields.filter((field) => !byCollection || field.name !== COLLECTION);
  const schemas = (nullable: boolean): Record<string, JsonSchema> =>
    Object.fromEntries(
      given
        .filter((field) => field.nullable === nullable)
        .map((field) => [field.name, field.schema]),
    );
  const columns = fields.map(({ column }) => column);
  const texts = textColumns(own);
  return {
    path,
    byCollection,
    table: { name, columns, texts, hashedId },
    fields,
    key: (hashedId?.key ?? key)
      .map((column) => fields.find((field) => field.column === column)?.name)
      .filter((field) => field !== undefined),
    schema: objectOf(schemas(false), schemas(true)),
  };
}

/** The names of the columns that have texts. */
export function textColumns(fields: readonly EntityField[]): string[] {
  return fields
    .filter(({ type }) => type === 'text' || type === 'simple-json')
    .map(({ name }) => name);
}

function savedFieldOf(entity: Class, { property, name, type, nullable }: EntityField): SavedField {
  const { schema, clients } = savedColumnOf(entity, property);
  return {
    name: property,
    column: name,
    isJson: type === 'simple-json',
    nullable,
    clients,
    schema: schema?.() ?? (type === 'text' ? TEXT : type === 'integer' ? INTEGER : {}),
  };
}

/** The list of a row: the path of its section, and its collection where the section has one list for each. */
export function listOfRow(
  { path, byCollection, table }: SavedSection,
  row: readonly Value[],
): string {
  return byCollection ? `${path}/${String(row[table.columns.indexOf(COLLECTION)])}` : path;
}

/** The section of a list; undefined: no served role has it. */
export function sectionOfList(
  sections: readonly SavedSection[],
  list: string,
): SavedSection | undefined {
  return sections.find(({ path, byCollection }) =>
    byCollection
      ? list.startsWith(`${path}/`) && COLLECTION_NAME.test(list.slice(path.length + 1))
      : list === path,
  );
}

/** Turns a row into an item. Null is an absent field. */
export function itemOf({ fields, byCollection }: SavedSection, row: readonly Value[]): SavedItem {
  const item: SavedItem = {};
  for (const [at, { name, isJson }] of fields.entries()) {
    const value = row[at];
    if (value === null || value === undefined || (byCollection && name === COLLECTION)) continue;
    item[name] = isJson ? (JSON.parse(String(value)) as unknown) : value;
  }
  return item;
}

/** Turns an item of a list into a row. */
export function rowOf(
  { path, fields, byCollection }: SavedSection,
  list: string,
  item: SavedItem,
): Value[] {
  return fields.map(({ name, isJson }) => {
    if (byCollection && name === COLLECTION) return list.slice(path.length + 1);
    const value = item[name];
    if (value === undefined) return null;
    return isJson ? JSON.stringify(value) : (value as Value);
  });
}
