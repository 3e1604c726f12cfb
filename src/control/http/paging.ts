import { exceedsMaxDepth } from '../../platform/validation/nesting.js';
import { parseJson } from '../../platform/requirements/check-result.js';
import { formats } from '../../platform/validation/formats.js';
import { QueryParameter } from './query-parameters.js';

/** Default page size. */
export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 500;

/** Query parameter with the page size. */
export const Limit = (): PropertyDecorator =>
  QueryParameter(
    {
      description: 'Page size',
      schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    },
    `1 to ${MAX_LIMIT}`,
    (text) => (/^\d+$/.test(text) && +text >= 1 && +text <= MAX_LIMIT ? Number(text) : undefined),
  );

/** Query parameter with the `nextCursor` of the previous page; its value is the key of the last item on that page. */
export const Cursor = (isKey: (key: string) => boolean): PropertyDecorator =>
  QueryParameter(
    { description: '`nextCursor` of the previous page', schema: { type: 'string' } },
    'a nextCursor of this list',
    (text) => (isKey(decodeCursor(text)) ? decodeCursor(text) : undefined),
  );

/** Query of a list that is paged by ids, which sort by time. */
export class PageQuery {
  @Limit()
  limit = DEFAULT_LIMIT;

  @Cursor(formats.uuid.matches)
  cursor?: string;
}

/** Key of the last item on the previous page. */
function decodeCursor(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}

/** A page of `limit` items. Pass one row more than the limit: it shows that a next page exists. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => string,
  viewOf: (row: Row) => Item,
): { items: Item[]; nextCursor?: string } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: page.map(viewOf),
    ...(hasMore && { nextCursor: Buffer.from(keyOf(last)).toString('base64url') }),
  };
}

/** JSON value of a text; the text itself if it is no JSON, null if it is empty. */
export function jsonOrText(text: string): unknown {
  if (text === '') return null;
  if (exceedsMaxDepth(text)) return text;
  const value = parseJson(text);
  return value === undefined ? text : value;
}
