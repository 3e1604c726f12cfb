import { entriesOf, residOf } from '../../../contracts/bokbasen-dds/feed-faults.js';
import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import { readXml, type XmlPart } from '../../../contracts/bokbasen-dds/read-xml.js';
import {
  OPEN_ACCESS,
  SAMPLE,
  acquisitionsOf,
  judgeShelf,
} from '../../../contracts/bokbasen-dds/shelf-faults.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { NAMES, nobody, type Shop } from './shop.js';

const { getShelf } = ddsApi;
const HOUR_MS = 3_600_000;

interface Shelf {
  exchange: Exchange;
  entries: XmlPart[];
}

/** What is tried on shelves: each on that of a new consumer. */
export function shelfTests(shop: Shop): Test[] {
  return [soldTest(shop), modifiedTest(shop), storesTest(shop), unknownTest()];
}

function ask(trial: Trial, id: string, since?: string): Promise<Exchange> {
  const path = getShelf.path.replace('{id}', encodeURIComponent(id));
  const headers: Record<string, string> = since === undefined ? {} : { 'if-modified-since': since };
  return trial.call({ operation: getShelf, as: 'store', path, headers });
}

async function shelfOf(trial: Trial, id: string): Promise<Shelf> {
  const exchange = await ask(trial, id);
  if (exchange.status !== 200) trial.skip(`a shelf was answered ${seenIn(exchange)}`);
  const feed = await readXml(exchange.response.body);
  for (const judgement of judgeShelf(feed)) trial.enter(judgement, exchange);
  return { exchange, entries: feed ? entriesOf(feed) : [] };
}

/** The entry that leads to the content of an order. */
function entryOf({ entries }: Shelf, content: string): XmlPart | undefined {
  return entries.find((entry) =>
    acquisitionsOf(entry).some(({ href }) => pathOf(href) === pathOf(content)),
  );
}

function pathOf(url: string): string {
  return new URL(url, 'http://relative.invalid').pathname.toLowerCase();
}

function soldTest(shop: Shop): Test {
  return {
    name: `GET ${getShelf.path}: a title, an excerpt, and an audiobook`,
    verifies: [
      asked.orderOnShelf,
      asked.shelfIds,
      asked.excerptOnShelf,
      asked.wholeByDefault,
      asked.audioOnShelf,
      asked.shelfLeads,
    ],
    run: async (trial) => {
      const id = await shop.registered(trial);
      const whole = await shop.placed(trial, shop.order({ id }));
      const resid = shop.title('excerpt');
      const excerpt = await shop.placed(trial, shop.order({ id, resid, excerpt: true }));
      const audio = await shop.placed(
        trial,
        shop.order({ id, resid: shop.title('audio'), ...NAMES }),
      );
      const shelf = await shelfOf(trial, id);
      for (const content of [whole, excerpt, audio])
        trial.expect(asked.orderOnShelf, shelf.exchange, entryOf(shelf, content) !== undefined, {
          pointer: 'entry/link',
          expected: content,
          seen: shelf.entries.map(residOf).join(' ') || 'no entries',
        });
      expectRel(trial, asked.wholeByDefault, shelf, whole, OPEN_ACCESS);
      expectRel(trial, asked.excerptOnShelf, shelf, excerpt, SAMPLE);
      expectKinds(trial, shelf, audio);
      await followLinks(shop, trial, shelf);
    },
  };
}

function expectKinds(trial: Trial, shelf: Shelf, audio: string): void {
  const entry = entryOf(shelf, audio);
  if (!entry) return;
  const count = acquisitionsOf(entry).length;
  trial.expect(asked.audioOnShelf, shelf.exchange, count > 1, {
    pointer: 'entry/link',
    expected: 'a link for each type',
    seen: `${count} of them`,
  });
}

function expectRel(
  trial: Trial,
  requirement: typeof asked.wholeByDefault,
  shelf: Shelf,
  content: string,
  expected: string,
): void {
  const entry = entryOf(shelf, content);
  if (!entry) return;
  const seen = acquisitionsOf(entry).map(({ rel }) => rel);
  const met = seen.every((rel) => rel === expected);
  const about = { pointer: 'entry/link/@rel', expected, seen: seen.join(' ') };
  trial.expect(requirement, shelf.exchange, met, about);
}

async function followLinks(shop: Shop, trial: Trial, shelf: Shelf): Promise<void> {
  for (const entry of shelf.entries) {
    const [first] = acquisitionsOf(entry);
    if (!first || !URL.canParse(first.href, shop.lab.options.target)) continue;
    const { href } = new URL(first.href, shop.lab.options.target);
    const exchange = await shop.start(trial, href);
    trial.expect(asked.shelfLeads, exchange, [302, 300].includes(exchange.status), {
      pointer: 'entry/link/@href',
      expected: '302, or 300',
      seen: seenIn(exchange),
    });
  }
}

function modifiedTest(shop: Shop): Test {
  return {
    name: `GET ${getShelf.path} with If-Modified-Since`,
    verifies: [asked.notModified, asked.exactDate, asked.anyDateForm, asked.shelfChanges],
    run: async (trial) => {
      const id = await shop.registered(trial);
      await shop.placed(trial, shop.order({ id }));
      const { exchange } = await shelfOf(trial, id);
      const modified = exchange.response.headers['last-modified'];
      const since =
        typeof modified === 'string' ? modified : trial.skip('the shelf has no Last-Modified');
      const answers = async (
        requirement: typeof asked.notModified,
        status: number,
        date: string,
      ): Promise<void> => {
        const about = { pointer: 'If-Modified-Since', what: date };
        trial.answers(requirement, await ask(trial, id, date), status, about);
      };
      await answers(asked.notModified, 304, since);
      const moment = Date.parse(since);
      if (!Number.isNaN(moment)) {
        await answers(asked.anyDateForm, 304, rfc850(moment));
        await answers(asked.anyDateForm, 304, asctime(moment));
        for (const other of [moment + HOUR_MS, moment - HOUR_MS])
          await answers(asked.exactDate, 200, new Date(other).toUTCString());
      }
      await shop.placed(trial, shop.order({ id }));
      await answers(asked.shelfChanges, 200, since);
    },
  };
}

/** `Sunday, 06-Nov-94 08:49:37 GMT`. */
function rfc850(moment: number): string {
  const date = new Date(moment);
  const [, day, month, year, time] = date.toUTCString().split(' ');
  const weekday = date.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  return `${weekday}, ${day}-${month}-${year?.slice(2)} ${time} GMT`;
}

/** `Sun Nov  6 08:49:37 1994`. */
function asctime(moment: number): string {
  const [weekday, day, month, year, time] = new Date(moment).toUTCString().split(' ');
  return `${weekday?.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

function storesTest(shop: Shop): Test {
  return {
    name: `GET ${getShelf.path} of who bought from two stores`,
    verifies: [asked.shelfOfAll],
    run: async (trial) => {
      shop.demandClient(trial, 'store', 'a second store beside the client that stands for all');
      const id = await shop.registered(trial);
      const contents = [
        await shop.placed(trial, shop.order({ id })),
        await shop.placed(trial, shop.order({ id }), { as: undefined }),
      ];
      const shelf = await shelfOf(trial, id);
      const there = contents.filter((content) => entryOf(shelf, content) !== undefined);
      trial.expect(asked.shelfOfAll, shelf.exchange, there.length === contents.length, {
        pointer: 'entry',
        expected: contents.join(' and '),
        seen: there.join(' ') || 'neither',
      });
    },
  };
}

function unknownTest(): Test {
  return {
    name: `GET ${getShelf.path} of nobody`,
    verifies: [asked.unknownShelf],
    run: async (trial) => {
      const path = getShelf.path.replace('{id}', nobody());
      const exchange = await trial.call({ operation: getShelf, as: 'store', path, probe: true });
      trial.answers(asked.unknownShelf, exchange, 404);
    },
  };
}
