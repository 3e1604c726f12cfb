import { ddsExamples } from '../../../apis/bokbasen-dds/examples.js';
import { entriesOf, residOf } from '../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { readXml, textOf } from '../../../apis/bokbasen-dds/read-xml.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { InventoryReader, MAX_PAGES, PAGE_SIZE, residsOf, daysAgo } from './inventory-pages.js';
import { expect40x, type DdsTestClient } from './test-shop.js';

const { getInventory, getInventoryByIsbn } = ddsOperations;
/** Of our seed: what is asked of it does not depend on whether there is such a title. */
const ISBN = ddsExamples.streaming.items[0]!.isbn;
const UNKNOWN_ISBN = '9780000000002';

/** What is tried on the inventory. */
export function inventoryTests(client: DdsTestClient): ConformanceTest[] {
  const inventory = new InventoryReader();
  return [
    feedTest(inventory),
    pagesTest(inventory),
    walkTest(inventory),
    versionsTest(client, inventory),
    isbnTest(client),
    ...queryTests(),
  ];
}

function feedTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path}: what its entries say`,
    verifies: [
      requirements.feedForm,
      requirements.entryId,
      requirements.sinceAfter,
      requirements.alwaysAtom,
    ],
    run: async (context) => {
      const { entries } = await inventory.readAll(context);
      if (entries.length === 0) context.skip('nothing changed in the last hundred days');
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
    name: `GET ${getInventory.path}: page by page`,
    verifies: [requirements.pageSize, requirements.nextGoesOn, requirements.linkIsNext],
    run: async (context) => {
      const first = await inventory.readPage(context, { after: daysAgo(100), pagesize: '2' });
      const count = first.entries.length;
      context.expect(requirements.pageSize, first.exchange, count <= 2, {
        pointer: '?pagesize',
        expected: '2 entries at most',
        seen: String(count),
      });
      const next = first.next ?? context.skip('a page has no Next');
      if (count === 0) context.skip('nothing changed in the last hundred days');
      const second = await inventory.readPage(context, { next, pagesize: '2' });
      const before = residsOf(first.entries);
      const twice = residsOf(second.entries).find((id) => before.includes(id));
      context.expect(requirements.nextGoesOn, second.exchange, twice === undefined, {
        pointer: '?next',
        expected: 'none of the page before',
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

function walkTest(inventory: InventoryReader): ConformanceTest {
  return {
    name: `GET ${getInventory.path}: to its end`,
    verifies: [requirements.nextComesToRest, requirements.latestOnly],
    run: async (context) => {
      const { entries, last, reachedEnd: atRest } = await inventory.readAll(context);
      const isbns = entries.map((entry) => textOf(entry, 'isbn') ?? '');
      const twice = isbns.find((isbn, at) => isbns.indexOf(isbn) !== at);
      context.expect(requirements.latestOnly, last.exchange, twice === undefined, {
        pointer: 'isbn',
        expected: 'each once',
        seen: `${twice} twice`,
      });
      if (!atRest && last.entries.length > 0)
        context.skip(`there are more than ${MAX_PAGES} pages of ${PAGE_SIZE}`);
      context.expect(requirements.nextComesToRest, last.exchange, atRest, {
        pointer: 'Next',
        expected: 'the same as before, when nothing is new',
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
      const given = client.given('isbn');
      const several = entries.find((entry) =>
        given === undefined
          ? Number(textOf(entry, 'version')) > 1
          : textOf(entry, 'isbn') === given,
      );
      const newer = several ?? context.skip('no title in the inventory has a second version');
      const isbn = textOf(newer, 'isbn') ?? '';
      const { exchange, entries: versions } = await inventory.readIsbn(context, isbn);
      const complete = versions.length > 1 && residsOf(versions).includes(residOf(newer));
      context.expect(requirements.allVersions, exchange, complete, {
        pointer: 'entry',
        expected: `the version ${textOf(newer, 'version')}, and those before it`,
        seen: `${versions.length} of them`,
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
        expected: 'each once, and each id once',
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
    name: `GET ${getInventoryByIsbn.path} of an ISBN that there is not, and with empty parameters`,
    verifies: [requirements.unknownIsbn, requirements.emptyParameters],
    run: async (context) => {
      const exchange = await ofIsbn(context, UNKNOWN_ISBN);
      const feed = await readXml(exchange.response.body);
      const empty = exchange.status === 200 && feed !== undefined && entriesOf(feed).length === 0;
      context.expect(requirements.unknownIsbn, exchange, empty, {
        pointer: '',
        expected: '200, and a feed without entries',
        seen: describeResponse(exchange),
      });
      const isbn = client.given('isbn') ?? ISBN;
      const nothing = await ofIsbn(context, isbn, { after: '', pagesize: '' });
      context.expectStatus(requirements.emptyParameters, nothing, 200);
    },
  };
}

/** Queries that are not as they are to be. */
function queryTests(): ConformanceTest[] {
  const tried = (
    variant: string,
    requirement: Requirement,
    query: Record<string, string>,
    judge: (context: TestContext, exchange: Exchange) => void,
  ): ConformanceTest => ({
    name: `GET ${getInventory.path} with ${variant}`,
    verifies: [requirement],
    run: async (context) =>
      judge(
        context,
        await context.call({ operation: getInventory, as: 'store', query, probe: true }),
      ),
  });
  const after = daysAgo(100);
  return [
    tried('neither after nor next', requirements.afterOrNext, {}, (context, exchange) =>
      expect40x(context, requirements.afterOrNext, exchange),
    ),
    tried(
      'an after that is no moment',
      requirements.afterForm,
      { after: 'yesterday' },
      (context, seen) =>
        context.expectStatus(requirements.afterForm, seen, 400, { pointer: '?after' }),
    ),
    tried(
      'an after of 200 days ago',
      requirements.afterTooOld,
      { after: daysAgo(200) },
      (context, seen) =>
        context.expectStatus(requirements.afterTooOld, seen, 400, { pointer: '?after' }),
    ),
    tried(
      'a pagesize of 10001',
      requirements.largestPage,
      { after, pagesize: '10001' },
      (context, seen) => {
        const entries = seen.response.body.split(/<(?:\w+:)?entry[\s>]/).length - 1;
        const met = seen.status === 400 || (seen.status === 200 && entries <= 10_000);
        context.expect(requirements.largestPage, seen, met, {
          pointer: '?pagesize',
          expected: '400, or 10000 entries at most',
          seen: `${describeResponse(seen)}, ${entries} entries`,
        });
      },
    ),
  ];
}
