import type { OrderHead, OrderSummary } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { realNow } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { pause, type BokbasenOrderClient, type PlacedOrder } from './order-client.js';
import { toBokbasenTimestamp } from './order-documents.js';
import { listItemOf } from './order-responses.js';
import { expectCreatedForm } from './reading.js';

const DAY_MS = 24 * 60 * 60_000;
/** Pause after which the timestamp, which has whole seconds, has changed. */
const NEXT_SECOND_MS = 1_050;
/** Fields that a list has in common with the order itself. */
const COMMON_FIELDS = [
  'orderId',
  'buyerOrderNumber',
  'buyer',
  'seller',
  'status',
  'created',
] as const;

/** Tests of lists of orders. */
export function listingTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [modesTest(client), fromDateTest(client), updatesTest(client), datesTest(client)];
}

function modesTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 by the buyer and the seller',
    verifies: [
      requirements.sentByMe,
      requirements.sentToMe,
      requirements.modesApart,
      requirements.sameInBoth,
      requirements.listLinks,
      requirements.createdForm,
    ],
    run: async (context) => {
      const placed = await client.sharedOrder(context);
      const sent = await client.list(context, 'SENT_BY_ME');
      const received = await client.list(context, 'SENT_TO_ME');
      expectListed(context, requirements.sentByMe, sent, placed.id);
      expectListed(context, requirements.sentToMe, received, placed.id);
      for (const list of [sent, received]) {
        const item = listItemOf(list, placed.id);
        if (item) expectItem(context, list, item, placed);
      }
      client.requireClients(context, 'buyer', 'seller');
      const [none, neither] = [
        await client.list(context, 'SENT_TO_ME', { as: 'buyer' }),
        await client.list(context, 'SENT_BY_ME', { as: 'seller' }),
      ];
      for (const [party, list] of [
        ['buyer', none],
        ['seller', neither],
      ] as const)
        // prettier-ignore
        context.expect(requirements.modesApart, list, listItemOf(list, placed.id) === undefined, {
          pointer: '',
          expected: `no order of the other mode for the ${party}`,
          seen: placed.id,
        });
    },
  };
}

function expectListed(
  context: TestContext,
  requirement: typeof requirements.sentByMe,
  list: Exchange,
  id: string,
): void {
  context.expect(requirement, list, listItemOf(list, id) !== undefined, {
    pointer: '',
    expected: `an item with orderId ${id}`,
    seen: list.status === 200 ? 'no such item' : describeResponse(list),
  });
}

function expectItem(
  context: TestContext,
  list: Exchange,
  item: OrderSummary,
  { id, order }: PlacedOrder,
): void {
  const differing = COMMON_FIELDS.filter((name) => item[name] !== order[name]);
  const describe = (head: OrderHead): string =>
    differing.map((name) => `${name} ${head[name]}`).join(', ');
  context.expect(requirements.sameInBoth, list, differing.length === 0, {
    pointer: `/${differing[0] ?? ''}`,
    expected: describe(order),
    seen: describe(item),
  });
  const links = Array.isArray(item.links) ? item.links : [];
  const self = links.find(({ rel }) => rel === 'self')?.href ?? 'no link with rel self';
  context.expect(requirements.listLinks, list, URL.canParse(self) && self.endsWith(`/${id}`), {
    pointer: '/links',
    expected: `a list with a link self that ends in ${id}`,
    seen: self,
  });
  expectCreatedForm(context, list, '/created', item.created);
}

function fromDateTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 with a fromDate in the future',
    verifies: [requirements.fromDate],
    run: async (context) => {
      const { id } = await client.sharedOrder(context);
      const query = { fromDate: toBokbasenTimestamp(realNow() + 2 * DAY_MS), mode: 'SENT_BY_ME' };
      const list = await client.list(context, 'SENT_BY_ME', { query });
      context.expect(requirements.fromDate, list, listItemOf(list, id) === undefined, {
        pointer: '?fromDate',
        expected: 'no order that was last updated before fromDate',
        seen: id,
      });
    },
  };
}

/** Uses the clock of the server, by its Date header, because the clocks may differ. */
function updatesTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 lists an order again after an update',
    verifies: [requirements.updateLists],
    run: async (context) => {
      const placed = await Promise.all([client.place(context), client.place(context)]);
      await pause(NEXT_SECOND_MS);
      const { response } = await client.list(context, 'SENT_BY_ME');
      const fromDate = toBokbasenTimestamp(
        Date.parse(String(response.headers['date'] ?? '')) || realNow(),
      );
      const [status, quantity] = placed;
      const listed = async (): Promise<[Exchange, boolean[]]> => {
        const list = await client.list(context, 'SENT_BY_ME', {
          query: { fromDate, mode: 'SENT_BY_ME' },
        });
        return [list, placed.map(({ id }) => listItemOf(list, id) !== undefined)];
      };
      const [, before] = await listed();
      const [line] = quantity.content.lines;
      const updates = [
        await client.update(context, status.id, status.lines[0]!.id, { status: 'RECEIVED' }),
        await client.reduce(context, quantity.id, { ean: line!.ean, number: -1 }),
      ];
      const failed = updates.find((one) => one.status !== 200);
      if (failed) context.skip(`the update was answered ${describeResponse(failed)}, not 200`);
      const [list, after] = await listed();
      const isRight = !before.includes(true) && !after.includes(false);
      context.expect(requirements.updateLists, list, isRight, {
        pointer: '?fromDate',
        expected:
          `with fromDate ${fromDate}: listed false and false ` +
          'before the updates, true and true after them',
        seen:
          `listed ${before.join(' and ')} before the ` +
          `updates, ${after.join(' and ')} after them`,
      });
    },
  };
}

function datesTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 with a fromDate that does not exist',
    verifies: [requirements.momentExists, requirements.dateNotNeeded],
    run: async (context) => {
      for (const fromDate of ['20261345000000', '20260230000000', '20260101250000']) {
        const query = { fromDate, mode: 'SENT_BY_ME' };
        const exchange = await client.list(context, 'SENT_BY_ME', { query, probe: true });
        context.expectStatus(requirements.momentExists, exchange, 400, {
          pointer: '?fromDate',
          variant: fromDate,
        });
      }
      const headers = { date: 'Tue, 10 Jun 2014 16:23:42 GMT' };
      const exchange = await client.list(context, 'SENT_BY_ME', { headers });
      context.expectStatus(requirements.dateNotNeeded, exchange, api.listOrders.successStatus, {
        variant: 'an old Date header',
      });
    },
  };
}
