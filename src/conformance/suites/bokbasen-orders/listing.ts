import type { Mode } from '../../../apis/bokbasen-orders/messages.js';
import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { realNow } from '../../../platform/time/time.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import { expectListItem } from './list-items.js';
import type { BokbasenOrderClient, PlacedOrder } from './order-client.js';
import { toBokbasenTimestamp } from './order-documents.js';
import { listItemOf } from './order-responses.js';
import { updatesTest } from './updates/updated-orders.js';
import { wholeListTest } from './whole-list.js';
import { expectDateIgnored } from '../bokbasen/date-header.js';

const DAY_MS = 24 * 60 * 60_000;
const { ok } = derivedRequirements(api.listOrders);

/** Tests of lists of orders. */
export function listingTests(client: BokbasenOrderClient): ConformanceTest[] {
  return [
    modesTest(client),
    fromDateTest(client),
    updatesTest(client),
    datesTest(client),
    dateHeaderTest(client),
    wholeListTest(client),
  ];
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
      await expectListed(client, context, requirements.sentByMe, placed, 'SENT_BY_ME');
      client.requireSeller(context);
      await expectListed(client, context, requirements.sentToMe, placed, 'SENT_TO_ME');
      client.requireTwoParties(context);
      await expectNotListed(client, context, placed, 'SENT_TO_ME', 'buyer');
      await expectNotListed(client, context, placed, 'SENT_BY_ME', 'seller');
    },
  };
}

async function expectListed(
  client: BokbasenOrderClient,
  context: TestContext,
  requirement: Requirement,
  placed: PlacedOrder,
  mode: Mode,
): Promise<void> {
  const list = await client.list(context, mode);
  const item = listItemOf(list, placed.id);
  context.expect(requirement, list, item !== undefined, {
    pointer: '',
    expected: `an item with orderId ${placed.id}`,
    seen: list.status === 200 ? 'no such item' : describeResponse(list),
    before: `the order is ${placed.order.status}`,
    causes: [ok],
  });
  if (item) expectListItem(context, list, item, placed);
}

async function expectNotListed(
  client: BokbasenOrderClient,
  context: TestContext,
  { id }: PlacedOrder,
  mode: Mode,
  as: 'buyer' | 'seller',
): Promise<void> {
  const list = await client.list(context, mode, { as });
  // A party that has no orders of the other mode may be refused.
  if (list.status !== 200) return;
  context.expect(requirements.modesApart, list, listItemOf(list, id) === undefined, {
    pointer: '',
    expected: `no order of the other mode for the ${as}`,
    seen: id,
  });
}

function fromDateTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 with a fromDate in the future',
    verifies: [requirements.fromDate, requirements.emptyList],
    run: async (context) => {
      const { id } = await client.sharedOrder(context);
      const modes: Mode[] = client.session.hasClient('seller')
        ? ['SENT_BY_ME', 'SENT_TO_ME']
        : ['SENT_BY_ME'];
      for (const mode of modes) {
        if (!listItemOf(await client.list(context, mode), id))
          context.skip(`the order is not in ${mode}, also with an earlier fromDate`);
        const query = { fromDate: toBokbasenTimestamp(realNow() + 2 * DAY_MS), mode };
        const list = await client.list(context, mode, { query });
        expectEmptyList(context, list, mode);
        if (list.status !== 200) continue;
        context.expect(requirements.fromDate, list, listItemOf(list, id) === undefined, {
          pointer: '?fromDate',
          expected: `no order in ${mode} that was last updated before fromDate`,
          seen: id,
        });
      }
    },
  };
}

/** A list that has no matches is a list too: an array, or a HAL object. */
function expectEmptyList(context: TestContext, list: Exchange, mode: Mode): void {
  const value = parseJson(list.response.body);
  const isList = list.status === 200 && typeof value === 'object' && value !== null;
  context.expectStatus(ok, list, 200, { variant: `a list without orders in ${mode}` });
  context.expect(requirements.emptyList, list, isList, {
    pointer: '?fromDate',
    expected: `200 with an empty list in ${mode}`,
    seen: `${describeResponse(list)} ${list.response.body.slice(0, 50)}`.trim(),
    causes: [ok],
  });
}

function datesTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 with a fromDate that does not exist',
    verifies: [requirements.momentExists],
    run: async (context) => {
      for (const fromDate of ['20261345000000', '20260230000000', '20260101250000']) {
        const query = { fromDate, mode: 'SENT_BY_ME' };
        const exchange = await client.list(context, 'SENT_BY_ME', { query, probe: true });
        context.expectStatus(requirements.momentExists, exchange, 400, {
          pointer: '?fromDate',
          variant: fromDate,
        });
      }
    },
  };
}

function dateHeaderTest(client: BokbasenOrderClient): ConformanceTest {
  const { successStatus } = api.listOrders;
  return {
    name: 'GET /orders/v1 without a Date header, and with an old one',
    verifies: [requirements.dateNotNeeded, requirements.anyDate],
    run: async (context) => {
      await expectDateIgnored(context, requirements, successStatus, (options) =>
        client.list(context, 'SENT_BY_ME', options),
      );
    },
  };
}
