import type { Type as Class } from '@nestjs/common';
import { getMetadataArgsStorage } from 'typeorm';
import { hashedIdOf, idHash, type HashedId } from './id-hash.js';
import type { Value } from './value.js';

/** Column in which an insert stores the hash of an id. */
export const ID_HASH = 'idHash';

/** Name and columns of the table of an entity, as its decorators declare them. */
export interface EntityTable {
  name: string;
  /** Names of the columns that an insert writes, in the order of the entity. */
  columns: string[];
  /** Returns the column of a property, which may have another name. */
  columnOf: (property: string) => string;
  /** Columns of the primary key. */
  key: string[];
  /** Its id, if rows are found by the hash of it. */
  hashedId: HashedId | undefined;
  /** Returns the values of an entity, in the order of the columns. */
  values: (row: object) => Value[];
  /** Properties of the entity, in the order of the columns. */
  fields: EntityField[];
}

/** Property of an entity, and its column. */
export interface EntityField {
  property: string;
  /** Name of the column. */
  name: string;
  /** Type of the column, as its decorator declares it. */
  type: string;
  primary: boolean;
  nullable: boolean;
}

type Encode = (value: unknown) => Value;

const asIs: Encode = (value) => (value ?? null) as Value;
/** Conversion of properties that are neither text nor number, by column type. */
const encoders: Record<string, Encode> = {
  'simple-json': (value) => JSON.stringify(value) ?? null,
  boolean: (value) => Number(value),
};

/** Reads the table of an entity from its decorators; needs no connection. */
export function tableOf(entity: Class): EntityTable {
  const storage = getMetadataArgsStorage();
  const name = storage.tables.find(({ target }) => target === entity)?.name;
  if (name === undefined) throw new Error(`${entity.name} is not an entity with a table name`);
  const hashedId = hashedIdOf(entity);
  const generated = storage.generations.filter(({ target }) => target === entity);
  const columns = storage.columns
    .filter(({ target }) => target === entity)
    .filter((column) => !generated.some((one) => one.propertyName === column.propertyName))
    .map(({ propertyName, options }) => ({
      property: propertyName,
      name: options.name ?? propertyName,
      type: String(options.type),
      primary: options.primary === true,
      nullable: options.nullable === true,
      encode: encoders[String(options.type)] ?? asIs,
    }));
  const valueOf = (row: Record<string, unknown>, { property, encode }: (typeof columns)[0]) =>
    hashedId && property === ID_HASH
      ? idHash(...hashedId.hashed.map((part) => row[part] as Value))
      : encode(row[property]);
  return {
    name,
    columns: columns.map((column) => column.name),
    columnOf: (property) =>
      columns.find((column) => column.property === property)?.name ?? property,
    key: columns.filter(({ primary }) => primary).map((column) => column.name),
    hashedId,
    values: (row) => columns.map((column) => valueOf(row as Record<string, unknown>, column)),
    fields: columns,
  };
}
