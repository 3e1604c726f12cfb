import { TEXT, listOf } from '../../platform/validation/json-schemas.js';
import { appendPointer } from '../../platform/validation/json-pointer.js';
import {
  describeValue,
  validatorOfSchema,
  type SchemaError,
} from '../../platform/validation/schema.js';
import type { SavedTables } from '../lifecycle/version-1.js';

const structureErrors = validatorOfSchema(() => ({
  type: 'object',
  required: ['clock', 'clients', 'tables'],
  properties: {
    clients: listOf({ type: 'object' }),
    tables: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['columns', 'rows'],
        properties: {
          columns: listOf(TEXT),
          rows: listOf(listOf({ anyOf: [TEXT, { type: 'number' }, { type: 'null' }] })),
        },
      },
    },
  },
}));

/** Errors in the structure of a state of version 1. The values are validated after its conversion. */
export function version1Errors(state: object): SchemaError[] {
  const errors = structureErrors(state).map((error) => ({ ...error, path: `/state${error.path}` }));
  if (errors.length > 0) return errors;
  return Object.entries((state as SavedTables).tables).flatMap(([table, { columns, rows }]) => {
    const path = appendPointer('/state/tables', table);
    return rows.flatMap((row, index) =>
      row.length === columns.length
        ? []
        : [
            {
              path: `${path}/rows/${index}`,
              expected: `${columns.length} values`,
              seen: describeValue(row.length),
            },
          ],
    );
  });
}
