import type { Value } from '../../platform/persistence/value.js';
import { listOfRow, type SavedItem, type SavedSection } from './saved-section.js';

/** Size after which a part ends, in characters. A part is written at once, so that it must be short. */
const PART_CHARACTERS = 64 * 1024;

/** A part as it is stored. */
export interface StoredPart {
  list: string;
  /** JSON array of items. */
  content: string;
}

/** Collects the items of lists, and returns them in parts of about the same size. */
export class PartWriter {
  private readonly open = new Map<string, { items: string[]; size: number }>();

  /** Adds an item, as JSON. Returns the part that is full now. */
  add(list: string, item: string): StoredPart | undefined {
    let part = this.open.get(list);
    if (!part) this.open.set(list, (part = { items: [], size: 0 }));
    part.items.push(item);
    part.size += item.length;
    if (part.size < PART_CHARACTERS) return undefined;
    this.open.delete(list);
    return { list, content: `[${part.items.join(',')}]` };
  }

  /** The parts that are not full. */
  rest(): StoredPart[] {
    const parts = [...this.open].map(([list, { items }]) => ({
      list,
      content: `[${items.join(',')}]`,
    }));
    this.open.clear();
    return parts;
  }
}

/** Turns the rows of a section into parts. A section without rows has an empty part, unless it has lists by collection. */
export async function* partsOfRows(
  section: SavedSection,
  rows: Iterable<readonly Value[]> | AsyncIterable<readonly Value[]>,
): AsyncGenerator<StoredPart> {
  const writer = new PartWriter();
  let isEmpty = !section.byCollection;
  for await (const row of rows) {
    const part = writer.add(listOfRow(section, row), itemText(section, row));
    isEmpty = false;
    if (part) yield part;
  }
  yield* writer.rest();
  if (isEmpty) yield { list: section.path, content: '[]' };
}

/** Turns the items of a list into parts. A list without items has an empty part. */
export function* partsOfItems(
  list: string,
  items: readonly SavedItem[],
  change: (item: SavedItem) => SavedItem,
): Generator<StoredPart> {
  const writer = new PartWriter();
  for (const item of items) {
    const part = writer.add(list, JSON.stringify(change(item)));
    if (part) yield part;
  }
  yield* writer.rest();
  if (items.length === 0) yield { list, content: '[]' };
}

/** The JSON of the item of a row. A column with JSON is copied: parsing all of them would be a third of the time. */
function itemText({ fields, byCollection }: SavedSection, row: readonly Value[]): string {
  const members: string[] = [];
  for (const [at, { name, isJson }] of fields.entries()) {
    const value = row[at];
    if (value === null || value === undefined || (byCollection && name === 'collection')) continue;
    members.push(`"${name}":${isJson ? String(value) : JSON.stringify(value)}`);
  }
  return `{${members.join(',')}}`;
}
