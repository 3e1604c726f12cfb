import type { Type as Class } from '@nestjs/common';
import { getMetadataArgsStorage } from 'typeorm';
import type { Value } from './value.js';

/** Name and columns of the table of an entity, as its decorators declare them. */
export interface EntityTable {
  name: string;
  /** In the order of the entity. */
  columns: string[];
  /** Columns of the primary key. */
  key: string[];
  /** The values of an entity, in the order of the columns. */
  values: (row: object) => Value[];
}

type Encode = (value: unknown) => Value;

const asIs: Encode = (value) => (value ?? null) as Value;
/** What a statement binds of a property that is no text or number, by the type of its column. */
const encoders: Record<string, Encode> = {
  'simple-json': (value) => JSON.stringify(value) ?? null,
  boolean: (value) => Number(value),
};

/** Reads the table of an entity from its decorators; needs no connection. */
export function tableOf(entity: Class): EntityTable {
  const storage = getMetadataArgsStorage();
  const name = storage.tables.find(({ target }) => target === entity)?.name;
  if (name === undefined) throw new Error(`${entity.name} is not an entity with a table name`);
  const columns = storage.columns
    .filter(({ target }) => target === entity)
    .map(({ propertyName, options }) => ({
      property: propertyName,
      name: options.name ?? propertyName,
      primary: options.primary === true,
      encode: encoders[String(options.type)] ?? asIs,
    }));
  return {
    name,
    columns: columns.map((column) => column.name),
    key: columns.filter(({ primary }) => primary).map((column) => column.name),
    values: (row) =>
      columns.map(({ property, encode }) => encode((row as Record<string, unknown>)[property])),
  };
}
