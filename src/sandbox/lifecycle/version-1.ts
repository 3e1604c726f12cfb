import type { SnapshotTables } from '../../platform/persistence/rewrite-snapshots.js';
import type { Value } from '../../platform/persistence/value.js';
import { ownValue } from '../../platform/validation/own-value.js';
import { itemOf, listOfRow, type SavedItem, type SavedSection } from './saved-section.js';
import type { SavedHead, SavedPart, SavedState } from './saved-state.js';

/** State of version 1: the rows of each table, with values in the order of the columns. */
export interface SavedTables extends SavedHead {
  tables: SnapshotTables;
}

/** Columns that had other names, by table. */
const RENAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  deliveries: { about: 'correlationId', sequence: 'orderingKey' },
};

/** Converts a state of version 1. A table that no served role has becomes a list of its name. */
export function fromVersion1(
  { clock, clients, tables }: SavedTables,
  sections: readonly SavedSection[],
): SavedState {
  const parts = Object.entries(tables).flatMap(([table, { columns, rows }]) => {
    const section = sections.find((one) => one.table.name === table);
    if (!section) return [{ list: table, items: [] }];
    const renamed = ownValue(RENAMED, table);
    const names = columns.map((column) => ownValue(renamed, column) ?? column);
    const positions = section.table.columns.map((column) => names.indexOf(column));
    return partsOf(
      section,
      rows.map((row) => positions.map((at) => row[at] ?? null)),
    );
  });
  return { head: { clock, clients }, parts };
}

/** The lists of the rows of a table. */
function partsOf(section: SavedSection, rows: readonly Value[][]): SavedPart[] {
  const lists = new Map<string, SavedItem[]>(section.byCollection ? [] : [[section.path, []]]);
  for (const row of rows) {
    const list = listOfRow(section, row);
    const items = lists.get(list) ?? [];
    lists.set(list, items);
    items.push(itemOf(section, row));
  }
  return [...lists].map(([list, items]) => ({ list, items }));
}
