import { parseInstant } from '../../platform/time/time.js';
import { exceedsMaxDepth } from '../../platform/validation/nesting.js';
import { formats } from '../../platform/validation/formats.js';
import { problemDetails } from '../../platform/errors/problem-details.js';

const LIMIT = 50;
const MOST = 500;

type Query = Record<string, string | string[] | undefined>;

/** What a query parameter may hold; the text tells a caller who got it wrong. */
export const kinds = {
  text: [() => true, 'text'],
  status: [(text: string) => /^\d{1,3}$/.test(text), 'an HTTP status'],
  time: [isTime, 'an RFC 3339 time like 2026-09-01T08:00:00Z'],
  patience: [
    (text: string) => /^\d+(\.\d+)?$/.test(text) && Number(text) <= 120,
    'seconds from 0 to 120',
  ],
  direction: [(text: string) => text === 'inbound' || text === 'outbound', 'inbound or outbound'],
} as const;

/** Reads query parameters; most lists are paged by ids that sort by time. One that is not known, given twice, or not what it should be, is a 400 that says so. */
export function readQuery<Names extends string>(
  query: Query,
  known: Record<Names, keyof typeof kinds>,
  isKey: (key: string) => boolean = formats.uuid.matches,
): Partial<Record<Names, string>> & { limit: number; cursor: string | undefined } {
  const names = ['limit', 'cursor', ...Object.keys(known)];
  const faults = Object.entries(query).flatMap(([name, value]) => {
    const wrong = (expected: string): { path: string; expected: string; seen: string }[] => [
      { path: name, expected, seen: String(value) },
    ];
    if (!names.includes(name)) return wrong(`one of ${names.join(', ')}`);
    if (typeof value !== 'string') return wrong('one value');
    if (name === 'limit')
      return /^\d+$/.test(value) && +value >= 1 && +value <= MOST ? [] : wrong(`1 to ${MOST}`);
    if (name === 'cursor') return isKey(keyIn(value)) ? [] : wrong('a nextCursor of this list');
    const [fits, expected] = kinds[known[name as Names]];
    return fits(value) ? [] : wrong(expected);
  });
  if (faults.length > 0) throw problemDetails.schemaIncorrect(faults);
  const { limit, cursor, ...filters } = query as Record<string, string>;
  return {
    ...(filters as Partial<Record<Names, string>>),
    limit: limit === undefined ? LIMIT : Number(limit),
    cursor: cursor === undefined ? undefined : keyIn(cursor),
  };
}

function isTime(text: string): boolean {
  return formats['date-time'].matches(text) && parseInstant(text) !== undefined;
}

/** The key of the last item that was shown. */
function keyIn(cursor: string): string {
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
