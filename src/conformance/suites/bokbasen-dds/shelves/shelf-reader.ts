import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { readXml, type XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import { entriesOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { acquisitionsOf, checkShelf } from '../../../../apis/bokbasen-dds/validate-shelf.js';
import { checkTimes } from '../../../../apis/bokbasen-dds/validate-times.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import { realNow } from '../../../../platform/time/time.js';
import { describeResponse, type TestContext } from '../../../runner/test-context.js';

/** Allowed difference between the clocks of the runner and the partner. */
export const MAX_CLOCK_SKEW_MS = 5 * 60_000;

/** A shelf that was read. */
export interface Shelf {
  exchange: Exchange;
  entries: XmlPart[];
}

export function readShelf(context: TestContext, id: string, since?: string): Promise<Exchange> {
  const operation = ddsOperations.getShelf;
  const path = operation.path.replace('{id}', encodeURIComponent(id));
  const headers: Record<string, string> = since === undefined ? {} : { 'if-modified-since': since };
  return context.call({ operation, as: 'store', path, headers });
}

/** Reads a shelf and checks its form. Skips the test if there is none. */
export async function checkedShelf(context: TestContext, id: string): Promise<Shelf> {
  const exchange = await readShelf(context, id);
  if (exchange.status !== 200)
    context.skip(`GET of the shelf was answered ${describeResponse(exchange)}, not 200`);
  const feed = await readXml(exchange.response.body);
  const results = [...checkShelf(feed), ...checkTimes(feed, realNow() + MAX_CLOCK_SKEW_MS)];
  for (const result of results) context.record(result, exchange);
  return { exchange, entries: feed ? entriesOf(feed) : [] };
}

/** The entries that link to the content of an order. */
export function entriesFor({ entries }: Shelf, content: string): XmlPart[] {
  return entries.filter((entry) =>
    acquisitionsOf(entry).some(({ href }) => pathOf(href) === pathOf(content)),
  );
}

/** The first entry that links to the content of an order. */
export function entryOf(shelf: Shelf, content: string): XmlPart | undefined {
  return entriesFor(shelf, content)[0];
}

export function pathOf(url: string): string {
  return new URL(url, 'http://relative.invalid').pathname.toLowerCase();
}
