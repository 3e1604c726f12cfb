import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { readXml, textOf, type XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import { entriesOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { realNow } from '../../../../platform/time/time.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import { daysAgo, residsOf, type InventoryReader } from './inventory-pages.js';

const { getInventory } = ddsOperations;
/** Number of pages in which the inventory is read once more. */
const PAGES = 4;
/** Entries above which it is not read once more. */
const MAX_ENTRIES = 400;

/** Tests that no title is left out, and that there may be none. */
export function completenessTests(inventory: InventoryReader): ConformanceTest[] {
  return [everyEntryTest(inventory), emptyFeedTest(inventory)];
}

/** Reads the same period in pages of another size: each title must be there again. */
function everyEntryTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} in pages of different sizes`,
    verifies: [requirements.everyEntryOnce],
    run: async (context) => {
      const { entries, reachedEnd } = await inventory.readAll(context);
      if (!reachedEnd || entries.length > MAX_ENTRIES || entries.length <= 2)
        context.skip(
          `the inventory has ${entries.length} changes: this test needs 3 to ${MAX_ENTRIES}`,
        );
      const pagesize = String(Math.max(1, Math.ceil(entries.length / PAGES)));
      let page = await inventory.readPage(context, { after: daysAgo(100), pagesize });
      const found = residsOf(page.entries);
      for (let pages = 1; pages < 2 * PAGES && page.next !== undefined; pages += 1) {
        const before = page.next;
        page = await inventory.readPage(context, { next: before, pagesize });
        found.push(...residsOf(page.entries));
        if (page.next === before) break;
      }
      const all = residsOf(entries);
      const missing = [
        ...all.filter((id) => !found.includes(id)),
        ...found.filter((id) => !all.includes(id)),
      ];
      context.expect(requirements.everyEntryOnce, page.exchange, missing.length === 0, {
        pointer: '?next',
        expected: `the same ${all.length} titles in pages of ${pagesize} and of 500 entries`,
        seen: `only one of the two has ${missing.slice(0, 5).join(' ')}`,
        causes: [requirements.nextGoesOn, requirements.pageSize],
      });
      await expectAllSince(context, inventory, entries);
    },
  };
}

/** With a later `after` each title that was updated since is still there. */
async function expectAllSince(
  context: TestContext,
  inventory: InventoryReader,
  entries: XmlPart[],
): Promise<void> {
  const moments = entries.map(momentOf).toSorted();
  const after = moments[Math.floor(moments.length / 2)] ?? '';
  const page = await inventory.readPage(context, { after, pagesize: String(MAX_ENTRIES) });
  const found = residsOf(page.entries);
  // At the moment itself, `after` may be exclusive.
  const expected = residsOf(entries.filter((entry) => momentOf(entry) > after));
  const missing = expected.filter((id) => !found.includes(id));
  context.expect(requirements.everyEntryOnce, page.exchange, missing.length === 0, {
    pointer: '?after',
    expected: `every title that was updated after ${after}`,
    seen: `none of ${missing.slice(0, 5).join(' ')}`,
  });
}

/** The time of the last change as the query parameter has it. */
export function momentOf(entry: XmlPart): string {
  return (textOf(entry, 'updated') ?? '').replaceAll(/\D/g, '').slice(0, 14);
}

function emptyFeedTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} without changes`,
    verifies: [requirements.emptyFeed],
    run: async (context) => {
      const { entries, reachedEnd } = await inventory.readAll(context);
      const newest = entries.map(momentOf).toSorted().at(-1) ?? daysAgo(1);
      const after = nextSecond(newest);
      if (!reachedEnd || after > daysAgo(0))
        context.skip('the inventory has changes up to this moment: repeat the run later');
      const exchange = await context.call({
        operation: getInventory,
        as: 'store',
        query: { after, pagesize: '100' },
      });
      const feed = exchange.status === 200 ? await readXml(exchange.response.body) : undefined;
      const count = feed ? entriesOf(feed).length : 0;
      const { ok } = derivedRequirements(getInventory);
      context.expectStatus(ok, exchange, 200, { variant: 'a feed without entries' });
      context.expect(requirements.emptyFeed, exchange, feed !== undefined && count === 0, {
        pointer: '?after',
        expected: `200 with a feed without entries for after=${after}`,
        seen: `${describeResponse(exchange)}${feed ? ` with ${count} entries` : ' without a feed'}`,
        before: `the last change was at ${newest}`,
        causes: [ok, requirements.sinceAfter],
      });
    },
  };
}

/** The second after a moment, both as the query parameter has them. */
function nextSecond(moment: string): string {
  const iso = moment.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6Z');
  const days = (realNow() - Date.parse(iso) - 1000) / 86_400_000;
  return daysAgo(days);
}
