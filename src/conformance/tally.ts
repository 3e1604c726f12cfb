import type { Finding } from '../kernel/journal/exchange.js';
import type { Cause } from './report.js';

/** The first departures that are kept; after them they are counted. */
const MOST_FINDINGS = 10;

/** A departure, and where it was seen. */
export interface Kept extends Pick<Finding, 'pointer' | 'expected' | 'seen'> {
  cause: Cause;
  exchange?: string | undefined;
  test?: string | undefined;
}

/** How a partner has met one requirement so far. */
export interface Tally {
  held: number;
  departed: number;
  findings: Kept[];
  /** Ids of the first and the last exchange that show it: where it was departed from, if it ever was. */
  first?: string;
  last?: string;
}

export function emptyTally(): Tally {
  return { held: 0, departed: 0, findings: [] };
}

/** It was met once more. */
export function hold(tally: Tally, exchange: string | undefined): void {
  tally.held += 1;
  if (tally.departed === 0) see(tally, exchange);
}

/** It was departed from once more. */
export function depart(tally: Tally, departures: readonly Kept[]): void {
  const fresh = departures.filter((one) => !isKnown(tally, one));
  if (fresh.length === 0) return;
  if (tally.departed === 0) delete tally.first;
  tally.departed += 1;
  // The same again is counted, and told once.
  const others = fresh.filter((one) => !tally.findings.some((kept) => isAlike(kept, one)));
  tally.findings.push(...others.slice(0, MOST_FINDINGS - tally.findings.length));
  see(tally, fresh[0]?.exchange);
}

function isAlike(one: Kept, other: Kept): boolean {
  const { pointer, expected, seen, test } = one;
  const same = other.pointer === pointer && other.expected === expected && other.seen === seen;
  return same && (other.test ?? test) === test;
}

/** What was seen in passing, and is seen again by the test that it happened in, is one departure. */
function isKnown({ findings }: Tally, { exchange, pointer, expected, test }: Kept): boolean {
  const same = findings.find(
    (kept) => kept.exchange === exchange && kept.pointer === pointer && kept.expected === expected,
  );
  if (same) same.test ??= test;
  return exchange !== undefined && same !== undefined;
}

/** Ids of the exchanges that a tally points to. */
export function proofsOf({ first, last, findings }: Tally): string[] {
  return [first, last, ...findings.map(({ exchange }) => exchange)].filter(
    (id) => id !== undefined,
  );
}

function see(tally: Tally, exchange: string | undefined): void {
  if (exchange === undefined) return;
  tally.first ??= exchange;
  tally.last = exchange;
}
