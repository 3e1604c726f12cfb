import type { Exchange } from '../api/types.js';

/** Exchanges that the page keeps. The journal of a workspace has as many. */
export const MAX_EXCHANGES = 10_000;

/** Ids sort by time, and no two are the same. */
const newestFirst = (one: Exchange, other: Exchange): number => (one.id < other.id ? 1 : -1);

/** Adds exchanges to a list with the newest first. Each is kept once; the oldest are dropped beyond the limit. */
export function merged(list: readonly Exchange[], added: readonly Exchange[]): Exchange[] {
  const known = new Set(list.map(({ id }) => id));
  const fresh = new Map(added.filter(({ id }) => !known.has(id)).map((one) => [one.id, one]));
  if (fresh.size === 0) return [...list];
  return [...fresh.values(), ...list].toSorted(newestFirst).slice(0, MAX_EXCHANGES);
}

/**
 * The list after a page was read at a new connection. If the page and the list have no exchange in common, the journal was
 * replaced meanwhile, or the gap is larger than the page: then the page is the new beginning.
 */
export function withNewestPage(
  list: readonly Exchange[],
  page: readonly Exchange[],
): { items: Exchange[]; isReplaced: boolean } {
  const known = new Set(list.map(({ id }) => id));
  const isConnected = page.some(({ id }) => known.has(id));
  return { items: merged(isConnected ? list : [], page), isReplaced: !isConnected };
}
