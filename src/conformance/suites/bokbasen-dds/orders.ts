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
} from './test-shop.js';

/** What is tried on orders of stores. */
export function orderTests(client: DdsTestClient): ConformanceTest[] {
  const { placeOrder } = ddsOperations;
  const path = `${placeOrder.method} ${placeOrder.path}`;
  const test = (
    name: string,
    requirement: Requirement,
    run: (context: TestContext) => Promise<void>,
  ): ConformanceTest => ({ name: `${path}: ${name}`, verifies: [requirement], run });
  const of = (kind: TitleKind, differs: Partial<OrderOfTitle> = {}): OrderOfTitle =>
    client.order({ resid: client.title(kind), ...differs });
  const answered = (
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
    answered('no names for a title without DRM', requirements.plainOrder, 201, () => of('nodrm')),
    answered('both names for an SDRM title', requirements.watermarkedOrder, 201, () =>
      of('sdrm', READER_NAMES),
    ),
    answered(
      'a price that is a number',
      requirements.priceAsNumber,
      201,
      () => of('nodrm', { spd: 18900 }),
      '/spd',
    ),
    answered(
      'a price in kroner',
      requirements.priceInOre,
      400,
      () => of('nodrm', { spd: '189.00' }),
      '/spd',
    ),
    answered(
      'a resid that there is not',
      requirements.unknownResid,
      400,
      () => client.order({ resid: unknownUuid() }),
      '/resid',
    ),
    answered(
      'a title without access',
      requirements.noAccess,
      403,
      () => of('withoutAccess'),
      '/resid',
    ),
    answered(
      'a title that is not published',
      requirements.notPublished,
      403,
      () => of('unpublished'),
      '/resid',
    ),
    answered(
      'the excerpt of an audiobook',
      requirements.noExcerpt,
      400,
      () => of('audio', { ...READER_NAMES, excerpt: true }),
      '/excerpt',
    ),
    test('no id', requirements.consumerOptional, async (context) => {
      const { id: _, ...order } = of('sdrm', READER_NAMES);
      const status = client.session.rules['DDS_CONSUMER_ID'] === 'strict' ? 400 : 201;
      const exchange = await client.sendOrder(context, order, { probe: status === 400 });
      context.expectStatus(requirements.consumerOptional, exchange, status, { pointer: '/id' });
    }),
    test('an SDRM title without names', requirements.namesDemanded, async (context) => {
      for (const names of [{}, { firstname: 'Ola' }, { lastname: 'Nordmann' }]) {
        const exchange = await client.sendOrder(context, of('sdrm', names), { probe: true });
        const variant = `an SDRM title with ${Object.keys(names).join() || 'no name'}`;
        expect40x(context, requirements.namesDemanded, exchange, { variant });
      }
    }),
    test('names of one character', requirements.namesLongEnough, async (context) => {
      for (const short of [{ firstname: 'O' }, { lastname: 'N' }]) {
        const order = of('sdrm', { ...READER_NAMES, ...short });
        const exchange = await client.sendOrder(context, order, { probe: true });
        const pointer = `/${Object.keys(short).join()}`;
        expect40x(context, requirements.namesLongEnough, exchange, { pointer });
      }
    }),
    test('a resid in capitals and in small letters', requirements.anyCase, async (context) => {
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
    test('two orders', requirements.ownFulfilment, async (context) => {
      const first = await client.placeOrder(context, client.order());
      const exchange = await client.sendOrder(context, client.order());
      const second = locationOf(exchange, client.session.options.target);
      context.expect(requirements.ownFulfilment, exchange, second !== first, {
        pointer: 'Location',
        expected: 'another one than that of the order before',
        seen: String(second),
      });
    }),
    ...repeatTests(client, test),
    test('the orderid of another store', requirements.orderidOfVendor, async (context) => {
      client.requireClient(
        context,
        'store',
        'a second store beside the client that stands for all',
      );
      const order = client.order();
      await client.placeOrder(context, order);
      const { orderid } = order;
      const exchange = await client.sendOrder(context, client.order({ orderid }), {
        as: undefined,
      });
      context.expectStatus(requirements.orderidOfVendor, exchange, 201, { pointer: '/orderid' });
    }),
    test('from a subscription service', requirements.notForSubscribers, async (context) => {
      client.requireClient(
        context,
        'subscription',
        'a client that may place subscription orders alone',
      );
      const exchange = await client.sendOrder(context, client.order(), {
        as: 'subscription',
        probe: true,
      });
      expect40x(context, requirements.notForSubscribers, exchange);
    }),
  ];
}

/** The same order again, once and at once, and another under the same orderid. */
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
    test('the same again', requirements.duplicate, async (context) => {
      const order = client.order();
      const first = await client.placeOrder(context, order);
      const again = await client.sendOrder(context, order, { probe: true });
      const second = locationOf(again, client.session.options.target);
      const met = idempotent() ? again.status === 201 && second === first : again.status === 409;
      context.expect(requirements.duplicate, again, met, {
        pointer: '/orderid',
        expected: idempotent() ? `201, and ${first}` : '409',
        seen: `${describeResponse(again)}${second === undefined ? '' : `, ${second}`}`,
      });
    }),
    test('another under the same orderid', requirements.otherContent, async (context) => {
      const order = client.order();
      await client.placeOrder(context, order);
      const other = { ...order, spd: '9900' };
      const exchange = await client.sendOrder(context, other, { probe: true });
      context.expectStatus(requirements.otherContent, exchange, 409, { pointer: '/orderid' });
    }),
    test(
      `the same ${CONCURRENT_CALLS} times at once`,
      requirements.duplicateAtOnce,
      async (context) => {
        const order = client.order();
        const all = await Promise.all(
          Array.from({ length: CONCURRENT_CALLS }, () =>
            client.sendOrder(context, order, { probe: true }),
          ),
        );
        const taken = all.filter(({ status }) => status === 201);
        const links = new Set(taken.map((one) => locationOf(one, client.session.options.target)));
        const met = links.size === 1 && (idempotent() || taken.length === 1);
        context.expect(requirements.duplicateAtOnce, taken.at(-1) ?? all[0], met, {
          pointer: '/orderid',
          expected: 'one fulfilment',
          seen: `${links.size} of them, ${taken.length} times 201`,
        });
      },
    ),
  ];
}

/** What is tried on orders of subscription services. */
export function subscriptionTests(client: DdsTestClient): ConformanceTest[] {
  const operation = ddsOperations.placeSubscriptionOrder;
  const resid = client.title('nodrm');
  const tried = (
    name: string,
    requirement: Requirement,
    body: object,
    judge: (context: TestContext, exchange: Awaited<ReturnType<TestContext['call']>>) => void,
    probe = false,
  ): ConformanceTest => ({
    name: `${operation.method} ${operation.path}: ${name}`,
    verifies: [requirement],
    run: async (context) => {
      const call = { operation, as: 'subscription', body };
      await client.requireRight(context, 'subscription', { ...call, body: { resid } });
      judge(context, await context.call({ ...call, probe }));
    },
  });
  return [
    tried('a resid alone', requirements.residAlone, { resid }, (context, exchange) =>
      context.expectStatus(requirements.residAlone, exchange, 201),
    ),
    tried('for nothing', requirements.freeOfCharge, { resid, spd: '0' }, (context, exchange) =>
      context.expectStatus(requirements.freeOfCharge, exchange, 201, { pointer: '/spd' }),
    ),
    tried(
      'an SDRM title without names',
      requirements.readerNamed,
      { resid: client.title('sdrm') },
      (context, exchange) => expect40x(context, requirements.readerNamed, exchange),
      true,
    ),
    {
      name: `${operation.method} ${operation.path}: from a store`,
      verifies: [requirements.notForStores],
      run: async (context) => {
        client.requireClient(context, 'store', 'a client that may place normal orders alone');
        const exchange = await context.call({
          operation,
          as: 'store',
          body: { resid },
          probe: true,
        });
        context.expectStatus(requirements.notForStores, exchange, 403);
      },
    },
  ];
}
