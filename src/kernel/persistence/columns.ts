import type { TableColumnOptions } from 'typeorm';

/** Columns for migrations, of types that every database here has. JSON and times are text. */
export const column = {
  key: (name: string): TableColumnOptions => ({ name, type: 'text', isPrimary: true }),
  text: (name: string): TableColumnOptions => ({ name, type: 'text' }),
  maybe: (name: string): TableColumnOptions => ({ name, type: 'text', isNullable: true }),
  integer: (name: string): TableColumnOptions => ({ name, type: 'integer' }),
  real: (name: string): TableColumnOptions => ({ name, type: 'real' }),
  flag: (name: string): TableColumnOptions => ({ name, type: 'boolean' }),
};
