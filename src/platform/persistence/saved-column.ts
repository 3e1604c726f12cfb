import type { Type as Class } from '@nestjs/common';
import type { JsonSchema } from '../validation/json-schemas.js';

/** Declaration of a column in a snapshot. */
export interface SavedColumn {
  /** Schema of its value; without one, it follows from the type of the column. */
  schema?: () => JsonSchema;
  /** Its parts that name clients: the value itself, or fields of the object in it. Everything else is never changed. */
  clients?: 'value' | readonly string[];
}

const sections = new Map<Class, string>();
const savedColumns = new Map<Class, Map<string, SavedColumn>>();

/** Name of the rows of an entity in a snapshot. */
export function SavedAs(section: string): ClassDecorator {
  return (target) => void sections.set(target as unknown as Class, section);
}

/** Declares which values a column can have. The import of a snapshot refuses all others. */
export function Saved(schema: () => JsonSchema): PropertyDecorator {
  return (target, property) => change(target, property, { schema });
}

/** Declares a column with the id of a client. With `fields`, it has an object of which these fields name clients. */
export function NamesClients(...fields: string[]): PropertyDecorator {
  return (target, property) =>
    change(target, property, { clients: fields.length === 0 ? 'value' : fields });
}

/** Name of the rows of an entity in a snapshot; undefined: it has none. */
export function savedNameOf(entity: Class): string | undefined {
  return sections.get(entity);
}

export function savedColumnOf(entity: Class, property: string): SavedColumn {
  return savedColumns.get(entity)?.get(property) ?? {};
}

function change(target: object, property: string | symbol, column: SavedColumn): void {
  const entity = target.constructor as Class;
  const columns = savedColumns.get(entity) ?? new Map<string, SavedColumn>();
  savedColumns.set(entity, columns);
  columns.set(String(property), { ...columns.get(String(property)), ...column });
}
