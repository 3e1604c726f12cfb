import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import { entriesOf, residOf } from '../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { readXml, textOf } from '../../../apis/bokbasen-dds/read-xml.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { InventoryReader, MAX_PAGES, PAGE_SIZE, residsOf, daysAgo } from './inventory-pages.js';
import type { DdsTestClient } from './test-client.js';

const { getInventory, getInventoryByIsbn } = ddsOperations;
/** An ISBN of the seed. The test also works if the partner does not have the title. */
const ISBN = ddsExamples.streaming.items[0]!.isbn;
const UNKNOWN_ISBN = '9780000000002';

/** Tests of the inventory. */
export function inventoryTests(client: DdsTestClient): ConformanceTest[] {
  const inventory = new InventoryReader();
  return [
    feedTest(inventory),
    pagesTest(inventory),
    lastPageTest(inventory),
    versionsTest(client, inventory),
    isbnTest(client),
  ];
}

function feedTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} returns valid entries`,
    verifies: [
      requirements.feedForm,
      requirements.entryId,
      requirements.sinceAfter,
      requirements.alwaysAtom,
    ],
    run: async (context) => {
      const { entries } = await inventory.readAll(context);
      if (entries.length === 0)
        context.skip('the inventory has no changes in the last hundred days');
      const moments = entries.map((entry) => textOf(entry, 'updated') ?? '').toSorted();
      const middle = moments[Math.floor(moments.length / 2)] ?? '';
      const after = middle.replaceAll(/\D/g, '').slice(0, 14);
      const page = await inventory.readPage(context, { after, pagesize: '100' });
      const earlier = page.entries.find((entry) => {
        const stamp = (textOf(entry, 'updated') ?? '').replaceAll(/\D/g, '').slice(0, 14);
        return stamp < after;
      });
      context.expect(requirements.sinceAfter, page.exchange, earlier === undefined, {
        pointer: 'updated',
        expected: `${middle} or later`,
        seen: (earlier && textOf(earlier, 'updated')) ?? '',
      });
      const json = await context.call({
        operation: getInventory,
        as: 'store',
        query: { after, pagesize: '1' },
        headers: { accept: 'application/json' },
      });
      const seen = String(json.response.headers['content-type'] ?? describeResponse(json));
      context.expect(requirements.alwaysAtom, json, seen.includes('atom+xml'), {
        pointer: 'Content-Type',
        expected: 'application/atom+xml',
        seen,
      });
    },
  };
}

function pagesTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path} page by page`,
    verifies: [requirements.pageSize, requirements.nextGoesOn, requirements.linkIsNext],
    run: async (context) => {
      const first = await inventory.readPage(context, { after: daysAgo(100), pagesize: '2' });
      const count = first.entries.length;
      context.expect(requirements.pageSize, first.exchange, count <= 2, {
        pointer: '?pagesize',
        expected: 'at most 2 entries',
        seen: String(count),
      });
      const next = first.next ?? context.skip('the response has no Next header');
      if (count === 0) context.skip('the inventory has no changes in the last hundred days');
      const second = await inventory.readPage(context, { next, pagesize: '2' });
      const before = residsOf(first.entries);
      const twice = residsOf(second.entries).find((id) => before.includes(id));
      context.expect(requirements.nextGoesOn, second.exchange, twice === undefined, {
        pointer: '?next',
        expected: 'no entry of the previous page',
        seen: twice ?? '',
      });
      const link = /<([^>]+)>/.exec(String(first.exchange.response.headers['link'] ?? ''))?.[1];
      if (link === undefined) return;
      const { href } = new URL(link, 'http://relative.invalid');
      const linked = await inventory.readPage(context, {}, href);
      const expected = residsOf(second.entries).join(' ');
      const seen = residsOf(linked.entries).join(' ');
      context.expect(requirements.linkIsNext, linked.exchange, seen === expected, {
        pointer: 'Link',
        expected,
        seen,
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
      const isbns = entries.map((entry) => textOf(entry, 'isbn') ?? '');
      const twice = isbns.find((isbn, at) => isbns.indexOf(isbn) !== at);
      context.expect(requirements.latestOnly, last.exchange, twice === undefined, {
        pointer: 'isbn',
        expected: 'each ISBN once',
        seen: `${twice} twice`,
      });
      if (!atRest && last.entries.length > 0)
        context.skip(`the inventory has more than ${MAX_PAGES} pages of ${PAGE_SIZE} entries`);
      context.expect(requirements.nextComesToRest, last.exchange, atRest, {
        pointer: 'Next',
        expected: 'the same Next as before, if there are no new entries',
        seen: String(last.next),
      });
    },
  };
}

function versionsTest(client: DdsTestClient, inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventoryByIsbn.path} of a title with several versions`,
    verifies: [requirements.allVersions, requirements.onlyThatIsbn, requirements.newVersionNewId],
    run: async (context) => {
      const { entries } = await inventory.readAll(context);
      const configured = client.dataValue('isbn');
      const several = entries.find((entry) =>
        configured === undefined
          ? Number(textOf(entry, 'version')) > 1
          : textOf(entry, 'isbn') === configured,
      );
      const newer =
        several ??
        context.skip(
          'no title in the inventory has a second version: ' +
            'configure data.isbn with the ISBN of one',
        );
      const isbn = textOf(newer, 'isbn') ?? '';
      const { exchange, entries: versions } = await inventory.readIsbn(context, isbn);
      const complete = versions.length > 1 && residsOf(versions).includes(residOf(newer));
      context.expect(requirements.allVersions, exchange, complete, {
        pointer: 'entry',
        expected: `version ${textOf(newer, 'version')} and all earlier versions`,
        seen: `${versions.length} versions`,
      });
      const other = versions.find((entry) => textOf(entry, 'isbn') !== isbn);
      context.expect(requirements.onlyThatIsbn, exchange, other === undefined, {
        pointer: 'isbn',
        expected: isbn,
        seen: (other && textOf(other, 'isbn')) ?? '',
      });
      const numbers = versions.map((entry) => textOf(entry, 'version'));
      const distinct = [residsOf(versions), numbers].every(
        (all) => new Set(all).size === all.length,
      );
      context.expect(requirements.newVersionNewId, exchange, distinct, {
        pointer: 'version',
        expected: 'each version number and each id once',
        seen: `${numbers.join(' ')}: ${residsOf(versions).join(' ')}`,
      });
    },
  };
}

function isbnTest(client: DdsTestClient): ConformanceTest {
  const ofIsbn = (context: TestContext, isbn: string, query = {}): Promise<Exchange> => {
    const path = getInventoryByIsbn.path.replace('{isbn}', isbn);
    return context.call({ operation: getInventoryByIsbn, as: 'store', path, query });
  };
  return {
    name: `GET ${getInventoryByIsbn.path} with an unknown ISBN, and with empty parameters`,
    verifies: [requirements.unknownIsbn, requirements.emptyParameters],
    run: async (context) => {
      const exchange = await ofIsbn(context, UNKNOWN_ISBN);
      const feed = await readXml(exchange.response.body);
      const empty = exchange.status === 200 && feed !== undefined && entriesOf(feed).length === 0;
      context.expect(requirements.unknownIsbn, exchange, empty, {
        pointer: '',
        expected: '200 with a feed without entries',
        seen: describeResponse(exchange),
      });
      const isbn = client.dataValue('isbn') ?? ISBN;
      const nothing = await ofIsbn(context, isbn, { after: '', pagesize: '' });
      context.expectStatus(requirements.emptyParameters, nothing, 200);
    },
  };
}
