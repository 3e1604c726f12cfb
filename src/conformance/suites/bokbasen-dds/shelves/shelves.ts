import { residOf } from '../../../../apis/bokbasen-dds/validate-feed.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import {
  OPEN_ACCESS,
  SAMPLE,
  acquisitionsOf,
  countOffers,
} from '../../../../apis/bokbasen-dds/validate-shelf.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { pause } from '../../../../platform/time/time.js';
import type { TitleKind } from '../dds-data.js';
import { asctime, rfc850 } from '../http-dates.js';
import { expectExactly, expectIsbn, expectTypesOfContent } from './shelf-contents.js';
import { checkedShelf, entryOf, readShelf, type Shelf } from './shelf-reader.js';
import { lastModifiedTest } from './shelf-times.js';
import { READER_NAMES, type DdsTestClient } from '../test-client.js';

const { getShelf } = ddsOperations;
const HOUR_MS = 3_600_000;
const NEXT_SECOND_MS = 1_050;

/** Tests of shelves. Each uses the shelf of a new consumer. */
export function shelfTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderedTitlesTest(client),
    modifiedTest(client),
    lastModifiedTest(client),
    twoStoresTest(client),
    unknownTest(client),
  ];
}

function orderedTitlesTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${getShelf.path} with a title, an excerpt and an audiobook`,
    verifies: [
      requirements.orderOnShelf,
      requirements.shelfIds,
      requirements.shelfLinks,
      requirements.shelfElements,
      requirements.shelfOrder,
      requirements.excerptOnShelf,
      requirements.wholeByDefault,
      requirements.audioOnShelf,
      requirements.shelfLeads,
      requirements.shelvedOnce,
      requirements.ownShelf,
      requirements.plausibleTimes,
    ],
    run: async (context) => {
      const id = await client.registerConsumer(context);
      const place = async (kind: TitleKind, more = {}): Promise<string | undefined> =>
        client.data.hasTitle(kind)
          ? client.placeOrder(context, await client.orderOf(context, kind, { id, ...more }))
          : undefined;
      const whole = await client.placeOrder(
        context,
        await client.orderOf(context, 'nodrm', { id }),
      );
      const excerpt = await place('excerpt', { excerpt: true });
      const audio = await place('audio', READER_NAMES);
      const shelf = await checkedShelf(context, id);
      for (const content of [whole, excerpt, audio])
        if (content !== undefined) expectOnShelf(context, shelf, content);
      expectRel(context, requirements.wholeByDefault, shelf, whole, OPEN_ACCESS);
      if (excerpt !== undefined)
        expectRel(context, requirements.excerptOnShelf, shelf, excerpt, SAMPLE);
      if (audio !== undefined) expectKinds(context, shelf, audio);
      const ordered = { nodrm: whole, excerpt, audio };
      const orders = Object.entries(ordered).flatMap(([kind, content]) =>
        content === undefined
          ? []
          : [{ resid: client.data.title(context, kind as TitleKind), content }],
      );
      expectExactly(context, shelf, orders);
      await expectIsbn(context, shelf, whole);
      if (audio !== undefined) await expectTypesOfContent(client, context, shelf, audio);
      await followLinks(client, context, shelf);
      client.data.title(context, 'excerpt');
      client.data.title(context, 'audio');
    },
  };
}

function expectOnShelf(context: TestContext, shelf: Shelf, content: string): void {
  const isListed = entryOf(shelf, content) !== undefined;
  context.expect(requirements.orderOnShelf, shelf.exchange, isListed, {
    pointer: 'entry/link',
    expected: `a link to ${content}`,
    seen: shelf.entries.map(residOf).join(' ') || 'no entries',
    before: `an order with the DDS-ID of the consumer has the Location ${content}`,
  });
}

function expectKinds(context: TestContext, shelf: Shelf, audio: string): void {
  const entry = entryOf(shelf, audio);
  if (!entry) return;
  const count = countOffers(entry);
  context.expect(requirements.audioOnShelf, shelf.exchange, count > 1, {
    pointer: 'entry/link',
    expected: 'several types, as indirectAcquisition of one link or as a link for each',
    seen: String(count),
  });
}

function expectRel(
  context: TestContext,
  requirement: typeof requirements.wholeByDefault,
  shelf: Shelf,
  content: string,
  expected: string,
): void {
  const entry = entryOf(shelf, content);
  if (!entry) return;
  const rels = acquisitionsOf(entry).map(({ rel }) => rel);
  const isExpected = rels.every((rel) => rel === expected);
  const violation = { pointer: 'entry/link/@rel', expected, seen: rels.join(' ') };
  context.expect(requirement, shelf.exchange, isExpected, violation);
}

async function followLinks(
  client: DdsTestClient,
  context: TestContext,
  shelf: Shelf,
): Promise<void> {
  for (const entry of shelf.entries) {
    const [first] = acquisitionsOf(entry);
    if (!first || !URL.canParse(first.href, client.target)) continue;
    const { href } = new URL(first.href, client.target);
    const exchange = await client.startDownload(context, href);
    context.expect(requirements.shelfLeads, exchange, [302, 300].includes(exchange.status), {
      pointer: 'entry/link/@href',
      expected: '302 or 300',
      seen: describeResponse(exchange),
      causes: [derivedRequirements(ddsOperations.getContent).ok],
    });
  }
}

function modifiedTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${getShelf.path} with If-Modified-Since`,
    verifies: [
      requirements.notModified,
      requirements.exactDate,
      requirements.anyDateForm,
      requirements.shelfChanges,
    ],
    run: async (context) => {
      const id = await client.registerConsumer(context);
      if (client.data.hasTitle('nodrm'))
        await client.placeOrder(context, await client.order(context, { id }));
      const { exchange } = await checkedShelf(context, id);
      const modified = exchange.response.headers['last-modified'];
      const since =
        typeof modified === 'string'
          ? modified
          : context.skip('the response of the shelf has no Last-Modified header');
      const expectStatusSince = async (
        requirement: typeof requirements.notModified,
        status: number,
        date: string,
      ): Promise<void> => {
        const detail = { pointer: 'If-Modified-Since', variant: date };
        context.expectStatus(requirement, await readShelf(context, id, date), status, detail);
      };
      await expectStatusSince(requirements.notModified, 304, since);
      const moment = Date.parse(since);
      if (!Number.isNaN(moment)) {
        await expectStatusSince(requirements.anyDateForm, 304, rfc850(moment));
        await expectStatusSince(requirements.anyDateForm, 304, asctime(moment));
        for (const other of [moment + HOUR_MS, moment - HOUR_MS])
          await expectStatusSince(requirements.exactDate, 200, new Date(other).toUTCString());
      }
      const order = await client.order(context, { id });
      // Last-Modified has whole seconds.
      await pause(NEXT_SECOND_MS);
      await client.placeOrder(context, order);
      await expectStatusSince(requirements.shelfChanges, 200, since);
    },
  };
}

function twoStoresTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${getShelf.path} of a consumer of two stores`,
    verifies: [requirements.shelfOfAll],
    run: async (context) => {
      client.requireSecondStore(context);
      const id = await client.registerConsumer(context);
      const contents = [
        await client.placeOrder(context, await client.order(context, { id })),
        await client.placeOrder(context, await client.order(context, { id }), { as: undefined }),
      ];
      const shelf = await checkedShelf(context, id);
      const listed = contents.filter((content) => entryOf(shelf, content) !== undefined);
      context.expect(requirements.shelfOfAll, shelf.exchange, listed.length === contents.length, {
        pointer: 'entry',
        expected: `links to ${contents.join(' and ')}`,
        seen: listed.join(' ') || 'neither',
        causes: [requirements.orderOnShelf],
      });
    },
  };
}

function unknownTest(client: DdsTestClient): ConformanceTest {
  return {
    name: `GET ${getShelf.path} of an unknown consumer`,
    verifies: [requirements.unknownShelf],
    run: async (context) => {
      const path = getShelf.path.replace('{id}', client.session.ids.uuid());
      const exchange = await context.call({ operation: getShelf, as: 'store', path, probe: true });
      context.expectStatus(requirements.unknownShelf, exchange, 404);
    },
  };
}
