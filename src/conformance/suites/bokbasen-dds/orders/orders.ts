import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../../runner/test-context.js';
import { keptConsumerTest } from './kept-consumer.js';
import { excerptFormTest } from './excerpt-form.js';
import { orderTest } from './order-test.js';
import { repeatedOrderTests } from './repeated-orders.js';
import { READER_NAMES, expect40x, locationOf, type DdsTestClient } from '../test-client.js';

const { ok } = derivedRequirements(ddsOperations.placeOrder);

/** Tests of orders of stores. */
export function ddsOrderTests(client: DdsTestClient): ConformanceTest[] {
  return [
    ...acceptedOrderTests(client),
    ...rejectedOrderTests(client),
    ...readerNameTests(client),
    ...fulfilmentTests(client),
    ...repeatedOrderTests(client),
    ...otherClientTests(client),
    keptConsumerTest(client),
    excerptFormTest(client),
  ];
}

function statusTest(
  client: DdsTestClient,
  name: string,
  requirement: Requirement,
  status: number,
  order: (context: TestContext) => Promise<object>,
  pointer = '',
): ConformanceTest {
  return orderTest(name, requirement, async (context) => {
    const isRejected = status >= 400;
    const message = await order(context);
    // If no order is accepted, a rejection proves nothing.
    if (isRejected) await client.orderedContent(context, 'nodrm');
    const exchange = await client.sendOrder(context, message, { probe: isRejected });
    const causes = isRejected ? [] : [ok];
    context.expectStatus(requirement, exchange, status, { pointer, causes });
  });
}

function acceptedOrderTests(client: DdsTestClient): ConformanceTest[] {
  return [
    statusTest(
      client,
      'without names, for a title without DRM',
      requirements.plainOrder,
      201,
      (context) => client.orderOf(context, 'nodrm'),
    ),
    statusTest(
      client,
      'with both names, for an SDRM title',
      requirements.watermarkedOrder,
      201,
      (context) => client.orderOf(context, 'sdrm', READER_NAMES),
    ),
    statusTest(
      client,
      'with a price as a number',
      requirements.priceAsNumber,
      201,
      (context) => client.orderOf(context, 'nodrm', { spd: 18900 }),
      '/spd',
    ),
    orderTest('without an id', requirements.consumerOptional, async (context) => {
      const { id: _, ...order } = await client.orderOf(context, 'sdrm', READER_NAMES);
      const status = client.session.rules['DDS_CONSUMER_ID'] === 'strict' ? 400 : 201;
      const exchange = await client.sendOrder(context, order, { probe: status === 400 });
      context.expectStatus(requirements.consumerOptional, exchange, status, {
        pointer: '/id',
        causes: status === 201 ? [ok, requirements.watermarkedOrder] : [],
      });
    }),
    orderTest(
      'with a resid in upper case and in lower case',
      requirements.anyCase,
      async (context) => {
        const title = client.data.title(context, 'nodrm');
        for (const resid of [title.toUpperCase(), title.toLowerCase()]) {
          const exchange = await client.sendOrder(context, await client.order(context, { resid }));
          const detail = { pointer: '/resid', variant: resid, causes: [ok] };
          context.expectStatus(requirements.anyCase, exchange, 201, detail);
        }
      },
    ),
  ];
}

function rejectedOrderTests(client: DdsTestClient): ConformanceTest[] {
  return [
    ...[
      ['a price in kroner', '189.00'],
      ['a negative price', '-18900'],
      ['a price in words', 'gratis'],
      ['an empty price', ''],
    ].map(([variant = '', spd = '']) =>
      statusTest(
        client,
        `with ${variant}`,
        requirements.priceInOre,
        400,
        (context) => client.orderOf(context, 'nodrm', { spd }),
        '/spd',
      ),
    ),
    statusTest(
      client,
      'with an unknown resid',
      requirements.unknownResid,
      400,
      (context) => client.order(context, { resid: client.session.ids.uuid() }),
      '/resid',
    ),
    notSoldTest(client, 'for a title without access', 'withoutAccess', requirements.noAccess),
    notSoldTest(
      client,
      'for a title that is not published',
      'unpublished',
      requirements.notPublished,
    ),
    statusTest(
      client,
      'for the excerpt of an audiobook',
      requirements.noExcerpt,
      400,
      (context) => client.orderOf(context, 'audio', { ...READER_NAMES, excerpt: true }),
      '/excerpt',
    ),
    statusTest(
      client,
      'for the excerpt of an e-book that has none',
      requirements.noExcerpt,
      400,
      (context) => client.orderOf(context, 'withoutExcerpt', { ...READER_NAMES, excerpt: true }),
      '/excerpt',
    ),
  ];
}

/** A title that may not be sold is refused: with a 40x by the page, with 403 by our choice. */
function notSoldTest(
  client: DdsTestClient,
  name: string,
  kind: 'withoutAccess' | 'unpublished',
  requirement: Requirement,
): ConformanceTest {
  const test = orderTest(name, requirement, async (context) => {
    const order = await client.orderOf(context, kind);
    // If no order is accepted, a rejection proves nothing.
    await client.orderedContent(context, 'nodrm');
    const exchange = await client.sendOrder(context, order, { probe: true });
    const pointer = '/resid';
    expect40x(context, requirements.notSold, exchange, { pointer });
    context.expectStatus(requirement, exchange, 403, { pointer, causes: [requirements.notSold] });
  });
  return { ...test, verifies: [requirement, requirements.notSold] };
}

/** Tests that an SDRM title, which is watermarked, needs the names of the reader. */
function readerNameTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderTest('without names, for an SDRM title', requirements.namesDemanded, async (context) => {
      // If no order of the title is accepted, a rejection proves nothing.
      await client.orderedContent(context, 'sdrm');
      for (const names of [{}, { firstname: 'Ola' }, { lastname: 'Nordmann' }]) {
        const order = await client.orderOf(context, 'sdrm', names);
        const exchange = await client.sendOrder(context, order, { probe: true });
        const variant = `an SDRM title with ${Object.keys(names).join() || 'no name'}`;
        expect40x(context, requirements.namesDemanded, exchange, { variant });
      }
    }),
    orderTest('with names of one character', requirements.namesLongEnough, async (context) => {
      await client.orderedContent(context, 'sdrm');
      for (const short of [{ firstname: 'O' }, { lastname: 'N' }]) {
        const order = await client.orderOf(context, 'sdrm', { ...READER_NAMES, ...short });
        const exchange = await client.sendOrder(context, order, { probe: true });
        const pointer = `/${Object.keys(short).join()}`;
        expect40x(context, requirements.namesLongEnough, exchange, { pointer });
      }
    }),
  ];
}

function fulfilmentTests(client: DdsTestClient): ConformanceTest[] {
  const { ownFulfilment, location, emptyCreated } = requirements;
  return [
    orderTest('two orders of the same title', ownFulfilment, async (context) => {
      const first = await client.placeOrder(context, await client.order(context));
      const exchange = await client.sendOrder(context, await client.order(context));
      const second = locationOf(exchange, client.target);
      if (exchange.status !== 201 || second === undefined)
        context.skip(`the second order was answered ${exchange.status}`);
      context.expect(ownFulfilment, exchange, second !== first, {
        pointer: 'Location',
        expected: 'another Location than that of the first order',
        seen: second ?? 'no Location header',
        before: `the first order has the Location ${first}`,
      });
    }),
  ].map((test) => ({ ...test, verifies: [ownFulfilment, location, emptyCreated] }));
}

function otherClientTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderTest(
      'with the orderid of an order of another store',
      requirements.orderidOfVendor,
      async (context) => {
        client.requireSecondStore(context);
        const asDefault = { as: undefined };
        // The default client must be a store: it can order with an orderid of its own.
        await client.placeOrder(context, await client.order(context), asDefault);
        const order = await client.order(context);
        await client.placeOrder(context, order);
        const { orderid } = order;
        const other = await client.order(context, { orderid });
        const exchange = await client.sendOrder(context, other, asDefault);
        context.expectStatus(requirements.orderidOfVendor, exchange, 201, {
          pointer: '/orderid',
          before: `clients.store used the orderid ${orderid}`,
        });
      },
    ),
    orderTest('by a subscription service', requirements.notForSubscribers, async (context) => {
      client.requireOtherThan(context, 'subscription', 'store');
      await client.orderedContent(context, 'nodrm');
      const exchange = await client.sendOrder(context, await client.order(context), {
        as: 'subscription',
        probe: true,
      });
      expect40x(context, requirements.notForSubscribers, exchange);
    }),
  ];
}
