import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { OrderOfTitle } from '../../../apis/bokbasen-dds/messages.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../runner/test-context.js';
import {
  CONCURRENT_CALLS,
  READER_NAMES,
  locationOf,
  unknownUuid,
  expect40x,
  type DdsTestClient,
  type TitleKind,
} from './test-client.js';

/** Tests of orders of stores. */
export function ddsOrderTests(client: DdsTestClient): ConformanceTest[] {
  const { placeOrder } = ddsOperations;
  const path = `${placeOrder.method} ${placeOrder.path}`;
  const test = (
    name: string,
    requirement: Requirement,
    run: (context: TestContext) => Promise<void>,
  ): ConformanceTest => ({ name: `${path} ${name}`, verifies: [requirement], run });
  const of = (kind: TitleKind, difference: Partial<OrderOfTitle> = {}): OrderOfTitle =>
    client.order({ resid: client.title(kind), ...difference });
  const statusTest = (
    name: string,
    requirement: Requirement,
    status: number,
    order: () => object,
    pointer = '',
  ): ConformanceTest =>
    test(name, requirement, async (context) => {
      const exchange = await client.sendOrder(context, order(), { probe: status >= 400 });
      context.expectStatus(requirement, exchange, status, { pointer });
    });
  return [
    statusTest('without names, for a title without DRM', requirements.plainOrder, 201, () =>
      of('nodrm'),
    ),
    statusTest('with both names, for an SDRM title', requirements.watermarkedOrder, 201, () =>
      of('sdrm', READER_NAMES),
    ),
    statusTest(
      'with a price as a number',
      requirements.priceAsNumber,
      201,
      () => of('nodrm', { spd: 18900 }),
      '/spd',
    ),
    statusTest(
      'with a price in kroner',
      requirements.priceInOre,
      400,
      () => of('nodrm', { spd: '189.00' }),
      '/spd',
    ),
    statusTest(
      'with an unknown resid',
      requirements.unknownResid,
      400,
      () => client.order({ resid: unknownUuid() }),
      '/resid',
    ),
    statusTest(
      'for a title without access',
      requirements.noAccess,
      403,
      () => of('withoutAccess'),
      '/resid',
    ),
    statusTest(
      'for a title that is not published',
      requirements.notPublished,
      403,
      () => of('unpublished'),
      '/resid',
    ),
    statusTest(
      'for the excerpt of an audiobook',
      requirements.noExcerpt,
      400,
      () => of('audio', { ...READER_NAMES, excerpt: true }),
      '/excerpt',
    ),
    test('without an id', requirements.consumerOptional, async (context) => {
      const { id: _, ...order } = of('sdrm', READER_NAMES);
      const status = client.session.rules['DDS_CONSUMER_ID'] === 'strict' ? 400 : 201;
      const exchange = await client.sendOrder(context, order, { probe: status === 400 });
      context.expectStatus(requirements.consumerOptional, exchange, status, { pointer: '/id' });
    }),
    test('without names, for an SDRM title', requirements.namesDemanded, async (context) => {
      for (const names of [{}, { firstname: 'Ola' }, { lastname: 'Nordmann' }]) {
        const exchange = await client.sendOrder(context, of('sdrm', names), { probe: true });
        const variant = `an SDRM title with ${Object.keys(names).join() || 'no name'}`;
        expect40x(context, requirements.namesDemanded, exchange, { variant });
      }
    }),
    test('with names of one character', requirements.namesLongEnough, async (context) => {
      for (const short of [{ firstname: 'O' }, { lastname: 'N' }]) {
        const order = of('sdrm', { ...READER_NAMES, ...short });
        const exchange = await client.sendOrder(context, order, { probe: true });
        const pointer = `/${Object.keys(short).join()}`;
        expect40x(context, requirements.namesLongEnough, exchange, { pointer });
      }
    }),
    test('with a resid in upper case and in lower case', requirements.anyCase, async (context) => {
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
    }),
    test('two orders of the same title', requirements.ownFulfilment, async (context) => {
      const first = await client.placeOrder(context, client.order());
      const exchange = await client.sendOrder(context, client.order());
      const second = locationOf(exchange, client.session.options.target);
      context.expect(requirements.ownFulfilment, exchange, second !== first, {
        pointer: 'Location',
        expected: 'another Location than that of the first order',
        seen: String(second),
      });
    }),
    ...repeatTests(client, test),
    test(
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
    test('by a subscription service', requirements.notForSubscribers, async (context) => {
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

/** Tests of a repeated order, in sequence and concurrently, and of another order with the same orderid. */
function repeatTests(
  client: DdsTestClient,
  test: (
    name: string,
    requirement: Requirement,
    run: (context: TestContext) => Promise<void>,
  ) => ConformanceTest,
): ConformanceTest[] {
  const idempotent = (): boolean => client.session.rules['DDS_DUPLICATE_ORDER'] === 'idempotent';
  return [
    test('the same order repeated', requirements.duplicate, async (context) => {
      const order = client.order();
      const first = await client.placeOrder(context, order);
      const again = await client.sendOrder(context, order, { probe: true });
      const second = locationOf(again, client.session.options.target);
      const met = idempotent() ? again.status === 201 && second === first : again.status === 409;
      context.expect(requirements.duplicate, again, met, {
        pointer: '/orderid',
        expected: idempotent() ? `201 with Location ${first}` : '409',
        seen: `${describeResponse(again)}${second === undefined ? '' : `, ${second}`}`,
      });
    }),
    test('another order with the same orderid', requirements.otherContent, async (context) => {
      const order = client.order();
      await client.placeOrder(context, order);
      const other = { ...order, spd: '9900' };
      const exchange = await client.sendOrder(context, other, { probe: true });
      context.expectStatus(requirements.otherContent, exchange, 409, { pointer: '/orderid' });
    }),
    test(
      `the same order ${CONCURRENT_CALLS} times concurrently`,
      requirements.duplicateAtOnce,
      async (context) => {
        const order = client.order();
        const all = await Promise.all(
          Array.from({ length: CONCURRENT_CALLS }, () =>
            client.sendOrder(context, order, { probe: true }),
          ),
        );
        const accepted = all.filter(({ status }) => status === 201);
        const links = new Set(
          accepted.map((one) => locationOf(one, client.session.options.target)),
        );
        const met = links.size === 1 && (idempotent() || accepted.length === 1);
        context.expect(requirements.duplicateAtOnce, accepted.at(-1) ?? all[0], met, {
          pointer: '/orderid',
          expected: 'exactly one fulfilment',
          seen: `${links.size} fulfilments, ${accepted.length} times 201`,
        });
      },
    ),
  ];
}
