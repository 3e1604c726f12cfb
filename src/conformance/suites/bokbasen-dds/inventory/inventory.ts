import { residOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { textOf, type XmlPart } from '../../../../apis/bokbasen-dds/read-xml.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import {
  InventoryReader,
  MAX_PAGES,
  PAGE_SIZE,
  residsOf,
  daysAgo,
  urlOfNextPage,
} from './inventory-pages.js';
import { completenessTests, momentOf } from './inventory-completeness.js';
import { entriesOfTitlesTest } from './entries-of-titles.js';
import { isbnTests } from './isbn-queries.js';
import type { DdsTestClient } from '../test-client.js';

const { getInventory } = ddsOperations;

/** Tests of the inventory. */
export function inventoryTests(client: DdsTestClient): ConformanceTest[] {
  const inventory = new InventoryReader();
  return [
    feedTest(inventory),
    pagesTest(client, inventory),
    lastPageTest(inventory),
    entriesOfTitlesTest(client, inventory),
    ...completenessTests(inventory),
    ...isbnTests(client, inventory),
  ];
}

function feedTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} returns valid entries`,
    verifies: [
      requirements.feedForm,
      requirements.entryId,
      requirements.alwaysAtom,
      requirements.sinceAfter,
      requirements.plausibleTimes,
    ],
    run: async (context) => {
      const { entries } = await inventory.readAll(context);
      const json = await context.call({
        operation: getInventory,
        as: 'store',
        query: { after: daysAgo(100), pagesize: '1' },
        headers: { accept: 'application/json' },
      });
      const seen = String(json.response.headers['content-type'] ?? describeResponse(json));
      context.expect(requirements.alwaysAtom, json, seen.includes('atom+xml'), {
        pointer: 'Content-Type',
        expected: 'application/atom+xml',
        seen,
        causes: [requirements.feedType],
      });
      if (entries.length === 0)
        context.skip('the inventory has no changes in the last hundred days');
      await expectSince(context, inventory, entries);
    },
  };
}

/** Reads the inventory from a moment between two of its changes on. */
async function expectSince(
  context: TestContext,
  inventory: InventoryReader,
  entries: XmlPart[],
): Promise<void> {
  const moments = entries.map(momentOf).toSorted();
  const after = moments[Math.floor(moments.length / 2)] ?? '';
  if (moments[0] === after)
    context.skip('the inventory has no changes at different times in the last hundred days');
  const page = await inventory.readPage(context, { after, pagesize: '100' });
  const earlier = page.entries.map(momentOf).find((moment) => moment < after);
  context.expect(requirements.sinceAfter, page.exchange, earlier === undefined, {
    pointer: 'updated',
    expected: `${after} or later`,
    seen: earlier ?? '',
  });
}

function pagesTest(client: DdsTestClient, inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} page by page`,
    verifies: [requirements.pageSize, requirements.nextGoesOn, requirements.linkIsNext],
    run: async (context) => {
      const { entries } = await inventory.readAll(context);
      if (entries.length <= 2)
        context.skip('the inventory has at most two changes in the last hundred days');
      const first = await inventory.readPage(context, { after: daysAgo(100), pagesize: '2' });
      const count = first.entries.length;
      const before = `the inventory has ${entries.length} changes or more`;
      context.expect(requirements.pageSize, first.exchange, count <= 2, {
        pointer: '?pagesize',
        expected: 'at most 2 entries',
        seen: String(count),
        before,
      });
      const next = first.next ?? context.skip('the response has no Next header');
      const second = await inventory.readPage(context, { next, pagesize: '2' });
      const earlier = residsOf(first.entries);
      const twice = residsOf(second.entries).find((id) => earlier.includes(id));
      const isAtEnd = count >= entries.length;
      const goesOn = twice === undefined && (isAtEnd || second.entries.length > 0);
      context.expect(requirements.nextGoesOn, second.exchange, goesOn, {
        pointer: '?next',
        expected: 'entries, and none of the previous page',
        seen: twice === undefined ? 'no entries' : `${twice} again`,
        before,
      });
      const href =
        urlOfNextPage(first.exchange, client.target + getInventory.path) ??
        context.skip('the response has no Link header with a URL');
      const linked = await inventory.readPage(context, {}, href);
      const expected = residsOf(second.entries).join(' ');
      const seen = residsOf(linked.entries).join(' ');
      context.expect(requirements.linkIsNext, linked.exchange, seen === expected, {
        pointer: 'Link',
        expected: expected || 'no entries',
        seen: seen || 'no entries',
      });
    },
  };
}

function lastPageTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} until the last page`,
    verifies: [requirements.nextComesToRest, requirements.latestOnly],
    run: async (context) => {
      const { entries, last, reachedEnd: atRest } = await inventory.readAll(context);
      if (atRest || last.entries.length === 0)
        context.expect(requirements.nextComesToRest, last.exchange, atRest, {
          pointer: 'Next',
          expected: 'the same Next as before, if there are no new entries',
          seen: last.next ?? 'no Next header',
        });
      const isbns = entries.flatMap((entry) => textOf(entry, 'isbn') ?? []);
      const twice = isbns.find((isbn, at) => isbns.indexOf(isbn) !== at);
      const newer = entries.find((entry) => Number(textOf(entry, 'version')) > 1);
      // A title with one version does not show what happens to earlier versions.
      if (twice !== undefined || newer)
        context.expect(requirements.latestOnly, last.exchange, twice === undefined, {
          pointer: 'isbn',
          expected: 'each ISBN once',
          seen: `${twice} twice`,
          ...(newer && { before: `${residOf(newer)} is version ${textOf(newer, 'version')}` }),
        });
      if (!atRest && last.entries.length > 0)
        context.skip(`the inventory has more than ${MAX_PAGES} pages of ${PAGE_SIZE} entries`);
      context.skip('no title in the inventory has a second version');
    },
  };
}
