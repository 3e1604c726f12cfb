import type { Type as Class } from '@nestjs/common';
import { getMetadataArgsStorage } from 'typeorm';

/** Name and columns of the table of an entity, as its decorators declare them. */
export interface EntityTable {
  name: string;
  /** In the order of the entity. */
  columns: string[];
}

/** Reads the table of an entity from its decorators; needs no connection. */
export function tableOf(entity: Class): EntityTable {
  const { tables, columns } = getMetadataArgsStorage();
  const name = tables.find(({ target }) => target === entity)?.name;
  if (name === undefined) throw new Error(`${entity.name} is not an entity with a table name`);
  return {
    name,
    columns: columns
      .filter(({ target }) => target === entity)
      .map(({ propertyName, options }) => options.name ?? propertyName),
  };
}
