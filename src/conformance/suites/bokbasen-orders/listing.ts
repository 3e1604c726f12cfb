import type { OrderHead, OrderSummary } from '../../../contracts/bokbasen-orders/messages.js';
import { bokbasenOrderApi as api } from '../../../contracts/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as asked } from '../../../contracts/bokbasen-orders/requirements.js';
import { realNow } from '../../../kernel/clock/time.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { itemOf, pause, stamp, type Orders, type Placed } from './orders.js';
import { expectCreatedForm } from './reading.js';

const DAY_MS = 24 * 60 * 60_000;
/** So long that a moment later is another second. */
const ANOTHER_SECOND_MS = 1_050;
const HEAD = ['orderId', 'buyerOrderNumber', 'buyer', 'seller', 'status', 'created'] as const;

/** What is tried with lists of orders. */
export function listingTests(orders: Orders): Test[] {
  return [modesTest(orders), sinceTest(orders), updatesTest(orders), datesTest(orders)];
}

function modesTest(orders: Orders): Test {
  return {
    name: 'GET /orders/v1 by buyer and seller',
    verifies: [
      asked.sentByMe,
      asked.sentToMe,
      asked.modesApart,
      asked.sameInBoth,
      asked.listLinks,
      asked.createdForm,
    ],
    run: async (trial) => {
      const placed = await orders.shared(trial);
      const sent = await orders.list(trial, 'SENT_BY_ME');
      const received = await orders.list(trial, 'SENT_TO_ME');
      expectListed(trial, asked.sentByMe, sent, placed.id);
      expectListed(trial, asked.sentToMe, received, placed.id);
      for (const list of [sent, received]) {
        const item = itemOf(list, placed.id);
        if (item) expectItem(trial, list, item, placed);
      }
      orders.needs(trial, 'buyer', 'seller');
      const [none, neither] = [
        await orders.list(trial, 'SENT_TO_ME', { as: 'buyer' }),
        await orders.list(trial, 'SENT_BY_ME', { as: 'seller' }),
      ];
      for (const [who, list] of [
        ['buyer', none],
        ['seller', neither],
      ] as const)
        // prettier-ignore
        trial.expect(asked.modesApart, list, itemOf(list, placed.id) === undefined, {
          pointer: '',
          expected: `no order of the other mode, for the ${who}`,
          seen: placed.id,
        });
    },
  };
}

function expectListed(
  trial: Trial,
  requirement: typeof asked.sentByMe,
  list: Exchange,
  id: string,
): void {
  trial.expect(requirement, list, itemOf(list, id) !== undefined, {
    pointer: '',
    expected: `an item with orderId ${id}`,
    seen: list.status === 200 ? 'none' : seenIn(list),
  });
}

function expectItem(trial: Trial, list: Exchange, item: OrderSummary, { id, order }: Placed): void {
  const differing = HEAD.filter((name) => item[name] !== order[name]);
  const shown = (one: OrderHead): string =>
    differing.map((name) => `${name} ${one[name]}`).join(', ');
  trial.expect(asked.sameInBoth, list, differing.length === 0, {
    pointer: `/${differing[0] ?? ''}`,
    expected: shown(order),
    seen: shown(item),
  });
  const links = Array.isArray(item.links) ? item.links : [];
  const self = links.find(({ rel }) => rel === 'self')?.href ?? 'no link with rel self';
  trial.expect(asked.listLinks, list, URL.canParse(self) && self.endsWith(`/${id}`), {
    pointer: '/links',
    expected: `a list with a self that ends in ${id}`,
    seen: self,
  });
  expectCreatedForm(trial, list, '/created', item.created);
}

function sinceTest(orders: Orders): Test {
  return {
    name: 'GET /orders/v1 from a later moment on',
    verifies: [asked.fromDate],
    run: async (trial) => {
      const { id } = await orders.shared(trial);
      const query = { fromDate: stamp(realNow() + 2 * DAY_MS), mode: 'SENT_BY_ME' };
      const list = await orders.list(trial, 'SENT_BY_ME', { query });
      trial.expect(asked.fromDate, list, itemOf(list, id) === undefined, {
        pointer: '?fromDate',
        expected: 'no order that was last updated before it',
        seen: id,
      });
    },
  };
}

/** The moments are those of the server: its clock may be another. */
function updatesTest(orders: Orders): Test {
  return {
    name: 'GET /orders/v1 after an update',
    verifies: [asked.updateLists],
    run: async (trial) => {
      const placed = await Promise.all([orders.place(trial), orders.place(trial)]);
      await pause(ANOTHER_SECOND_MS);
      const { response } = await orders.list(trial, 'SENT_BY_ME');
      const fromDate = stamp(Date.parse(String(response.headers['date'] ?? '')) || realNow());
      const [status, quantity] = placed;
      const listed = async (): Promise<[Exchange, boolean[]]> => {
        const list = await orders.list(trial, 'SENT_BY_ME', {
          query: { fromDate, mode: 'SENT_BY_ME' },
        });
        return [list, placed.map(({ id }) => itemOf(list, id) !== undefined)];
      };
      const [, before] = await listed();
      const [line] = quantity.content.lines;
      const updates = [
        await orders.update(trial, status.id, status.lines[0]!.id, { status: 'RECEIVED' }),
        await orders.reduce(trial, quantity.id, { ean: line!.ean, number: -1 }),
      ];
      const refused = updates.find((one) => one.status !== 200);
      if (refused) trial.skip(`an update was answered ${seenIn(refused)}`);
      const [list, after] = await listed();
      const right = !before.includes(true) && !after.includes(false);
      trial.expect(asked.updateLists, list, right, {
        pointer: '?fromDate',
        expected: `from ${fromDate} on: not before the update of a status and of a quantity, and after it`,
        seen: `before ${before.join(' and ')}, after ${after.join(' and ')}`,
      });
    },
  };
}

function datesTest(orders: Orders): Test {
  return {
    name: 'GET /orders/v1 from moments that there are not',
    verifies: [asked.momentExists, asked.dateNotNeeded],
    run: async (trial) => {
      for (const fromDate of ['20261345000000', '20260230000000', '20260101250000']) {
        const query = { fromDate, mode: 'SENT_BY_ME' };
        const exchange = await orders.list(trial, 'SENT_BY_ME', { query, probe: true });
        trial.answers(asked.momentExists, exchange, 400, { pointer: '?fromDate', what: fromDate });
      }
      const headers = { date: 'Tue, 10 Jun 2014 16:23:42 GMT' };
      const exchange = await orders.list(trial, 'SENT_BY_ME', { headers });
      trial.answers(asked.dateNotNeeded, exchange, api.listOrders.ok, { what: 'an old Date' });
    },
  };
}
