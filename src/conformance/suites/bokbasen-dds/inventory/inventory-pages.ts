import { entriesOf, checkInventory, residOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { readXml, type XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import { realNow, toIsoUtc } from '../../../../platform/time/time.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import { checkTimes } from '../../../../apis/bokbasen-dds/validate-times.js';
import { MAX_CLOCK_SKEW_MS } from '../shelves/shelf-reader.js';
import { describeResponse, type TestContext } from '../../../runner/test-context.js';

const DAY_MS = 86_400_000;
/** Limits for reading the whole inventory: number of pages, and entries per page. */
export const MAX_PAGES = 8;
export const PAGE_SIZE = '500';
const { getInventory, getInventoryByIsbn } = ddsOperations;

/** A moment in the past as the query parameter has it: yyyyMMddHHmmss. */
export function daysAgo(days: number): string {
  return toIsoUtc(realNow() - days * DAY_MS)
    .replaceAll(/\D/g, '')
    .slice(0, 14);
}

/** One page of the inventory. */
interface InventoryPage {
  exchange: Exchange;
  entries: XmlPart[];
  next: string | undefined;
}

/** The inventory of the last hundred days. */
interface WholeInventory {
  entries: XmlPart[];
  last: InventoryPage;
  /** The last page had the same Next as the page before. */
  reachedEnd: boolean;
}

/** Reads the inventory page by page, and checks the entries of every page. */
export class InventoryReader {
  private whole: Promise<WholeInventory> | undefined;

  async readPage(
    context: TestContext,
    query: Record<string, string>,
    url?: string,
  ): Promise<InventoryPage> {
    return this.parsePage(
      context,
      await context.call({ operation: getInventory, as: 'store', query, url }),
    );
  }

  async readIsbn(context: TestContext, isbn: string): Promise<InventoryPage> {
    const path = getInventoryByIsbn.path.replace('{isbn}', isbn);
    return this.parsePage(
      context,
      await context.call({ operation: getInventoryByIsbn, as: 'store', path }),
    );
  }

  readAll(context: TestContext): Promise<WholeInventory> {
    this.whole ??= this.followNext(context);
    return this.whole;
  }

  private async followNext(context: TestContext): Promise<WholeInventory> {
    let last = await this.readPage(context, { after: daysAgo(100), pagesize: PAGE_SIZE });
    const entries = [...last.entries];
    for (let pages = 1; pages < MAX_PAGES && last.next !== undefined; pages += 1) {
      const before = last.next;
      last = await this.readPage(context, { next: before, pagesize: PAGE_SIZE });
      if (last.next === before) return { entries, last, reachedEnd: true };
      entries.push(...last.entries);
    }
    return { entries, last, reachedEnd: false };
  }

  private async parsePage(context: TestContext, exchange: Exchange): Promise<InventoryPage> {
    const { status, response } = exchange;
    if (status !== 200)
      context.skip(`GET of the inventory was answered ${describeResponse(exchange)}, not 200`);
    const feed = await readXml(response.body);
    const results = [...checkInventory(feed), ...checkTimes(feed, realNow() + MAX_CLOCK_SKEW_MS)];
    for (const result of results) context.record(result, exchange);
    const next = response.headers['next'];
    return {
      exchange,
      entries: feed ? entriesOf(feed) : [],
      next: typeof next === 'string' ? next : undefined,
    };
  }
}

/** The resids of entries, in lower case. */
export function residsOf(entries: XmlPart[]): string[] {
  return entries.map((entry) => residOf(entry).toLowerCase());
}

/** The URL of the Link header; a relative one is resolved against the URL of the request. */
export function urlOfNextPage({ response }: Exchange, requested: string): string | undefined {
  const link = /<([^>]+)>/.exec(String(response.headers['link'] ?? ''))?.[1];
  if (link === undefined || !URL.canParse(link, requested)) return undefined;
  return new URL(link, requested).href;
}
