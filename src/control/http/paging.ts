import { exceedsMaxDepth } from '../../platform/validation/nesting.js';
import { formats } from '../../platform/validation/formats.js';
import { QueryParameter } from './query-parameters.js';

/** Items on a page, unless the query says another number. */
export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** The number of items on a page. */
export const Limit = (): PropertyDecorator =>
  QueryParameter(`1 to ${MAX_LIMIT}`, (text) =>
    /^\d+$/.test(text) && +text >= 1 && +text <= MAX_LIMIT ? Number(text) : undefined,
  );

/** The end of the page before; its value is the key of the last item there. */
export const Cursor = (isKey: (key: string) => boolean): PropertyDecorator =>
  QueryParameter('a nextCursor of this list', (text) =>
    isKey(decodeCursor(text)) ? decodeCursor(text) : undefined,
  );

/** The query of a list that is paged by ids, which sort by time. */
export class PageQuery {
  @Limit()
  limit = DEFAULT_LIMIT;

  @Cursor(formats.uuid.matches)
  cursor?: string;
}

/** The key of the last item that was shown. */
function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}

/** A page of rows of which one more was read than is shown. */
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

/** The JSON value of a text, the text itself where it is no JSON, null where there is none. */
export function jsonOrText(text: string): unknown {
  if (text === '') return null;
  if (exceedsMaxDepth(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
