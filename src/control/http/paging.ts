import { exceedsMaxDepth } from '../../platform/validation/nesting.js';
import { formats } from '../../platform/validation/formats.js';
import { QueryParameter } from './query-parameters.js';

/** Items on a page, unless the query says another number. */
export const LIMIT = 50;
const MOST = 500;

/** The number of items on a page. */
export const Limit = (): PropertyDecorator =>
  QueryParameter(`1 to ${MOST}`, (text) =>
    /^\d+$/.test(text) && +text >= 1 && +text <= MOST ? Number(text) : undefined,
  );

/** The end of the page before; its value is the key of the last item there. */
export const Cursor = (isKey: (key: string) => boolean): PropertyDecorator =>
  QueryParameter('a nextCursor of this list', (text) =>
    isKey(keyIn(text)) ? keyIn(text) : undefined,
  );

/** The query of a list that is paged by ids, which sort by time. */
export class PageQuery {
  @Limit()
  limit = LIMIT;

  @Cursor(formats.uuid.matches)
  cursor?: string;
}

/** The key of the last item on a page. */
function keyIn(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}

/** Builds a page; `rows` holds one more than the limit where there is a next page. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => string,
  show: (row: Row) => Item,
): { items: Item[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    items: shown.map(show),
    ...(more && { nextCursor: Buffer.from(keyOf(last)).toString('base64url') }),
  };
}

/** The JSON value of a text; the text itself where it is not JSON, null where it is empty. */
export function jsonOrText(text: string): unknown {
  if (text === '') return null;
  if (exceedsMaxDepth(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
