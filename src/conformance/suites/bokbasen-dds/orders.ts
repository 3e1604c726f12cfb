import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import { orderTest } from './order-test.js';
import { repeatedOrderTests } from './repeated-orders.js';
import {
  READER_NAMES,
  expect40x,
  locationOf,
  unknownUuid,
  type DdsTestClient,
} from './test-client.js';

/** Tests of orders of stores. */
export function ddsOrderTests(client: DdsTestClient): ConformanceTest[] {
  return [
    ...acceptedOrderTests(client),
    ...rejectedOrderTests(client),
    ...readerNameTests(client),
    ...fulfilmentTests(client),
    ...repeatedOrderTests(client),
    ...otherClientTests(client),
  ];
}

function statusTest(
  client: DdsTestClient,
  name: string,
  requirement: Requirement,
  status: number,
  order: () => object,
  pointer = '',
): ConformanceTest {
  return orderTest(name, requirement, async (context) => {
    const exchange = await client.sendOrder(context, order(), { probe: status >= 400 });
    context.expectStatus(requirement, exchange, status, { pointer });
  });
}

function acceptedOrderTests(client: DdsTestClient): ConformanceTest[] {
  return [
    statusTest(client, 'without names, for a title without DRM', requirements.plainOrder, 201, () =>
      client.orderOf('nodrm'),
    ),
    statusTest(
      client,
      'with both names, for an SDRM title',
      requirements.watermarkedOrder,
      201,
      () => client.orderOf('sdrm', READER_NAMES),
    ),
    statusTest(
      client,
      'with a price as a number',
      requirements.priceAsNumber,
      201,
      () => client.orderOf('nodrm', { spd: 18900 }),
      '/spd',
    ),
    orderTest('without an id', requirements.consumerOptional, async (context) => {
      const { id: _, ...order } = client.orderOf('sdrm', READER_NAMES);
      const status = client.session.rules['DDS_CONSUMER_ID'] === 'strict' ? 400 : 201;
      const exchange = await client.sendOrder(context, order, { probe: status === 400 });
      context.expectStatus(requirements.consumerOptional, exchange, status, { pointer: '/id' });
    }),
    orderTest(
      'with a resid in upper case and in lower case',
      requirements.anyCase,
      async (context) => {
        for (const resid of [
          client.title('nodrm').toUpperCase(),
          client.title('nodrm').toLowerCase(),
        ])
          context.expectStatus(
            requirements.anyCase,
            await client.sendOrder(context, client.order({ resid })),
            201,
            {
              pointer: '/resid',
            },
          );
      },
    ),
  ];
}

function rejectedOrderTests(client: DdsTestClient): ConformanceTest[] {
  return [
    statusTest(
      client,
      'with a price in kroner',
      requirements.priceInOre,
      400,
      () => client.orderOf('nodrm', { spd: '189.00' }),
      '/spd',
    ),
    statusTest(
      client,
      'with an unknown resid',
      requirements.unknownResid,
      400,
      () => client.order({ resid: unknownUuid() }),
      '/resid',
    ),
    statusTest(
      client,
      'for a title without access',
      requirements.noAccess,
      403,
      () => client.orderOf('withoutAccess'),
      '/resid',
    ),
    statusTest(
      client,
      'for a title that is not published',
      requirements.notPublished,
      403,
      () => client.orderOf('unpublished'),
      '/resid',
    ),
    statusTest(
      client,
      'for the excerpt of an audiobook',
      requirements.noExcerpt,
      400,
      () => client.orderOf('audio', { ...READER_NAMES, excerpt: true }),
      '/excerpt',
    ),
  ];
}

/** Tests that an SDRM title, which is watermarked, needs the names of the reader. */
function readerNameTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderTest('without names, for an SDRM title', requirements.namesDemanded, async (context) => {
      for (const names of [{}, { firstname: 'Ola' }, { lastname: 'Nordmann' }]) {
        const exchange = await client.sendOrder(context, client.orderOf('sdrm', names), {
          probe: true,
        });
        const variant = `an SDRM title with ${Object.keys(names).join() || 'no name'}`;
        expect40x(context, requirements.namesDemanded, exchange, { variant });
      }
    }),
    orderTest('with names of one character', requirements.namesLongEnough, async (context) => {
      for (const short of [{ firstname: 'O' }, { lastname: 'N' }]) {
        const order = client.orderOf('sdrm', { ...READER_NAMES, ...short });
        const exchange = await client.sendOrder(context, order, { probe: true });
        const pointer = `/${Object.keys(short).join()}`;
        expect40x(context, requirements.namesLongEnough, exchange, { pointer });
      }
    }),
  ];
}

function fulfilmentTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderTest('two orders of the same title', requirements.ownFulfilment, async (context) => {
      const first = await client.placeOrder(context, client.order());
      const exchange = await client.sendOrder(context, client.order());
      const second = locationOf(exchange, client.session.options.target);
      context.expect(requirements.ownFulfilment, exchange, second !== first, {
        pointer: 'Location',
        expected: 'another Location than that of the first order',
        seen: String(second),
      });
    }),
  ];
}

function otherClientTests(client: DdsTestClient): ConformanceTest[] {
  return [
    orderTest(
      'with the orderid of an order of another store',
      requirements.orderidOfVendor,
      async (context) => {
        client.requireClient(context, 'store', 'a second store, in addition to the default client');
        const order = client.order();
        await client.placeOrder(context, order);
        const { orderid } = order;
        const exchange = await client.sendOrder(context, client.order({ orderid }), {
          as: undefined,
        });
        context.expectStatus(requirements.orderidOfVendor, exchange, 201, { pointer: '/orderid' });
      },
    ),
    orderTest('by a subscription service', requirements.notForSubscribers, async (context) => {
      client.requireClient(
        context,
        'subscription',
        'a client that may only place subscription orders',
      );
      const exchange = await client.sendOrder(context, client.order(), {
        as: 'subscription',
        probe: true,
      });
      expect40x(context, requirements.notForSubscribers, exchange);
    }),
  ];
}
