import { entriesOf, checkInventory, residOf } from '../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { readXml, type XmlPart } from '../../../apis/bokbasen-dds/read-xml.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';

const DAY_MS = 86_400_000;
/** So many pages of so many entries are read at the most. */
export const MAX_PAGES = 8;
export const PAGE_SIZE = '500';
const { getInventory, getInventoryByIsbn } = ddsOperations;

/** So many days ago, as the query has it: yyyyMMddHHmmss. */
export function daysAgo(days: number): string {
  return toIsoUtc(realNow() - days * DAY_MS)
    .replaceAll(/\D/g, '')
    .slice(0, 14);
}

/** A page of the inventory, as it was answered. */
interface Page {
  exchange: Exchange;
  entries: XmlPart[];
  next: string | undefined;
}

/** Everything of the last hundred days, once, and whether it came to an end. */
interface Walk {
  entries: XmlPart[];
  last: Page;
  reachedEnd: boolean;
}

/** The inventory as it is read, page by page; what its entries say is judged each time. */
export class InventoryReader {
  private walk: Promise<Walk> | undefined;

  async readPage(context: TestContext, query: Record<string, string>, url?: string): Promise<Page> {
    return this.parsePage(
      context,
      await context.call({ operation: getInventory, as: 'store', query, url }),
    );
  }

  async readIsbn(context: TestContext, isbn: string): Promise<Page> {
    const path = getInventoryByIsbn.path.replace('{isbn}', isbn);
    return this.parsePage(
      context,
      await context.call({ operation: getInventoryByIsbn, as: 'store', path }),
    );
  }

  readAll(context: TestContext): Promise<Walk> {
    this.walk ??= this.followNext(context);
    return this.walk;
  }

  private async followNext(context: TestContext): Promise<Walk> {
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

  private async parsePage(context: TestContext, exchange: Exchange): Promise<Page> {
    const { status, response } = exchange;
    if (status !== 200) context.skip(`the inventory was answered ${describeResponse(exchange)}`);
    const feed = await readXml(response.body);
    for (const result of checkInventory(feed)) context.record(result, exchange);
    const next = response.headers['next'];
    return {
      exchange,
      entries: feed ? entriesOf(feed) : [],
      next: typeof next === 'string' ? next : undefined,
    };
  }
}

/** The resids of entries, in small letters. */
export function residsOf(entries: XmlPart[]): string[] {
  return entries.map((entry) => residOf(entry).toLowerCase());
}
