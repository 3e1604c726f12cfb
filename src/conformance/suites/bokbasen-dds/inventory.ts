import { examples } from '../../../contracts/bokbasen-dds/examples.js';
import { entriesOf, residOf } from '../../../contracts/bokbasen-dds/feed-faults.js';
import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import { readXml, textOf } from '../../../contracts/bokbasen-dds/read-xml.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { Inventory, MOST_PAGES, PAGE, idsOf, longAgo } from './inventory-pages.js';
import { refused40x, type Shop } from './shop.js';

const { getInventory, getInventoryByIsbn } = ddsApi;
/** Of our seed: what is asked of it does not depend on whether there is such a title. */
const ISBN = examples.streaming.items[0]!.isbn;
const UNKNOWN_ISBN = '9780000000002';

/** What is tried on the inventory. */
export function inventoryTests(shop: Shop): Test[] {
  const inventory = new Inventory();
  return [
    feedTest(inventory),
    pagesTest(inventory),
    walkTest(inventory),
    versionsTest(shop, inventory),
    isbnTest(shop),
    ...queryTests(),
  ];
}

function feedTest(inventory: Inventory): Test {
  return {
    name: `GET ${getInventory.path}: what its entries say`,
    verifies: [asked.feedForm, asked.entryId, asked.sinceAfter, asked.alwaysAtom],
    run: async (trial) => {
      const { entries } = await inventory.all(trial);
      if (entries.length === 0) trial.skip('nothing changed in the last hundred days');
      const moments = entries.map((entry) => textOf(entry, 'updated') ?? '').toSorted();
      const middle = moments[Math.floor(moments.length / 2)] ?? '';
      const after = middle.replaceAll(/\D/g, '').slice(0, 14);
      const page = await inventory.page(trial, { after, pagesize: '100' });
      const earlier = page.entries.find((entry) => {
        const stamp = (textOf(entry, 'updated') ?? '').replaceAll(/\D/g, '').slice(0, 14);
        return stamp < after;
      });
      trial.expect(asked.sinceAfter, page.exchange, earlier === undefined, {
        pointer: 'updated',
        expected: `${middle} or later`,
        seen: (earlier && textOf(earlier, 'updated')) ?? '',
      });
      const json = await trial.call({
        operation: getInventory,
        as: 'store',
        query: { after, pagesize: '1' },
        headers: { accept: 'application/json' },
      });
      const seen = String(json.response.headers['content-type'] ?? seenIn(json));
      trial.expect(asked.alwaysAtom, json, seen.includes('atom+xml'), {
        pointer: 'Content-Type',
        expected: 'application/atom+xml',
        seen,
      });
    },
  };
}

function pagesTest(inventory: Inventory): Test {
  return {
    name: `GET ${getInventory.path}: page by page`,
    verifies: [asked.pageSize, asked.nextGoesOn, asked.linkIsNext],
    run: async (trial) => {
      const first = await inventory.page(trial, { after: longAgo(100), pagesize: '2' });
      const count = first.entries.length;
      trial.expect(asked.pageSize, first.exchange, count <= 2, {
        pointer: '?pagesize',
        expected: '2 entries at most',
        seen: String(count),
      });
      const next = first.next ?? trial.skip('a page has no Next');
      if (count === 0) trial.skip('nothing changed in the last hundred days');
      const second = await inventory.page(trial, { next, pagesize: '2' });
      const before = idsOf(first.entries);
      const twice = idsOf(second.entries).find((id) => before.includes(id));
      trial.expect(asked.nextGoesOn, second.exchange, twice === undefined, {
        pointer: '?next',
        expected: 'none of the page before',
        seen: twice ?? '',
      });
      const link = /<([^>]+)>/.exec(String(first.exchange.response.headers['link'] ?? ''))?.[1];
      if (link === undefined) return;
      const { href } = new URL(link, 'http://relative.invalid');
      const linked = await inventory.page(trial, {}, href);
      const expected = idsOf(second.entries).join(' ');
      const seen = idsOf(linked.entries).join(' ');
      trial.expect(asked.linkIsNext, linked.exchange, seen === expected, {
        pointer: 'Link',
        expected,
        seen,
      });
    },
  };
}

function walkTest(inventory: Inventory): Test {
  return {
    name: `GET ${getInventory.path}: to its end`,
    verifies: [asked.nextComesToRest, asked.latestOnly],
    run: async (trial) => {
      const { entries, last, atRest } = await inventory.all(trial);
      const isbns = entries.map((entry) => textOf(entry, 'isbn') ?? '');
      const twice = isbns.find((isbn, at) => isbns.indexOf(isbn) !== at);
      trial.expect(asked.latestOnly, last.exchange, twice === undefined, {
        pointer: 'isbn',
        expected: 'each once',
        seen: `${twice} twice`,
      });
      if (!atRest && last.entries.length > 0)
        trial.skip(`there are more than ${MOST_PAGES} pages of ${PAGE}`);
      trial.expect(asked.nextComesToRest, last.exchange, atRest, {
        pointer: 'Next',
        expected: 'the same as before, when nothing is new',
        seen: String(last.next),
      });
    },
  };
}

function versionsTest(shop: Shop, inventory: Inventory): Test {
  return {
    name: `GET ${getInventoryByIsbn.path} of a title with several versions`,
    verifies: [asked.allVersions, asked.onlyThatIsbn, asked.newVersionNewId],
    run: async (trial) => {
      const { entries } = await inventory.all(trial);
      const given = shop.given('isbn');
      const several = entries.find((entry) =>
        given === undefined
          ? Number(textOf(entry, 'version')) > 1
          : textOf(entry, 'isbn') === given,
      );
      const newer = several ?? trial.skip('no title in the inventory has a second version');
      const isbn = textOf(newer, 'isbn') ?? '';
      const { exchange, entries: versions } = await inventory.ofIsbn(trial, isbn);
      const complete = versions.length > 1 && idsOf(versions).includes(residOf(newer));
      trial.expect(asked.allVersions, exchange, complete, {
        pointer: 'entry',
        expected: `the version ${textOf(newer, 'version')}, and those before it`,
        seen: `${versions.length} of them`,
      });
      const other = versions.find((entry) => textOf(entry, 'isbn') !== isbn);
      trial.expect(asked.onlyThatIsbn, exchange, other === undefined, {
        pointer: 'isbn',
        expected: isbn,
        seen: (other && textOf(other, 'isbn')) ?? '',
      });
      const numbers = versions.map((entry) => textOf(entry, 'version'));
      const distinct = [idsOf(versions), numbers].every((all) => new Set(all).size === all.length);
      trial.expect(asked.newVersionNewId, exchange, distinct, {
        pointer: 'version',
        expected: 'each once, and each id once',
        seen: `${numbers.join(' ')}: ${idsOf(versions).join(' ')}`,
      });
    },
  };
}

function isbnTest(shop: Shop): Test {
  const ofIsbn = (trial: Trial, isbn: string, query = {}): Promise<Exchange> => {
    const path = getInventoryByIsbn.path.replace('{isbn}', isbn);
    return trial.call({ operation: getInventoryByIsbn, as: 'store', path, query });
  };
  return {
    name: `GET ${getInventoryByIsbn.path} of an ISBN that there is not, and with empty parameters`,
    verifies: [asked.unknownIsbn, asked.emptyParameters],
    run: async (trial) => {
      const exchange = await ofIsbn(trial, UNKNOWN_ISBN);
      const feed = await readXml(exchange.response.body);
      const empty = exchange.status === 200 && feed !== undefined && entriesOf(feed).length === 0;
      trial.expect(asked.unknownIsbn, exchange, empty, {
        pointer: '',
        expected: '200, and a feed without entries',
        seen: seenIn(exchange),
      });
      const isbn = shop.given('isbn') ?? ISBN;
      const nothing = await ofIsbn(trial, isbn, { after: '', pagesize: '' });
      trial.answers(asked.emptyParameters, nothing, 200);
    },
  };
}

/** Queries that are not as they are to be. */
function queryTests(): Test[] {
  const tried = (
    what: string,
    requirement: Requirement,
    query: Record<string, string>,
    judge: (trial: Trial, exchange: Exchange) => void,
  ): Test => ({
    name: `GET ${getInventory.path} with ${what}`,
    verifies: [requirement],
    run: async (trial) =>
      judge(trial, await trial.call({ operation: getInventory, as: 'store', query, probe: true })),
  });
  const after = longAgo(100);
  return [
    tried('neither after nor next', asked.afterOrNext, {}, (trial, exchange) =>
      refused40x(trial, asked.afterOrNext, exchange),
    ),
    tried('an after that is no moment', asked.afterForm, { after: 'yesterday' }, (trial, seen) =>
      trial.answers(asked.afterForm, seen, 400, { pointer: '?after' }),
    ),
    tried('an after of 200 days ago', asked.afterTooOld, { after: longAgo(200) }, (trial, seen) =>
      trial.answers(asked.afterTooOld, seen, 400, { pointer: '?after' }),
    ),
    tried('a pagesize of 10001', asked.largestPage, { after, pagesize: '10001' }, (trial, seen) => {
      const entries = seen.response.body.split(/<(?:\w+:)?entry[\s>]/).length - 1;
      const met = seen.status === 400 || (seen.status === 200 && entries <= 10_000);
      trial.expect(asked.largestPage, seen, met, {
        pointer: '?pagesize',
        expected: '400, or 10000 entries at most',
        seen: `${seenIn(seen)}, ${entries} entries`,
      });
    }),
  ];
}
