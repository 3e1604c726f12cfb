import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import type { OrderOfTitle } from '../../../contracts/bokbasen-dds/messages.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import { seenIn, type Test, type Trial } from '../../runner/trial.js';
import { AT_ONCE, NAMES, linkOf, nobody, refused40x, type Shop, type TitleKind } from './shop.js';

/** What is tried on orders of stores. */
export function orderTests(shop: Shop): Test[] {
  const { placeOrder } = ddsApi;
  const path = `${placeOrder.method} ${placeOrder.path}`;
  const test = (
    name: string,
    requirement: Requirement,
    run: (trial: Trial) => Promise<void>,
  ): Test => ({ name: `${path}: ${name}`, verifies: [requirement], run });
  const of = (kind: TitleKind, differs: Partial<OrderOfTitle> = {}): OrderOfTitle =>
    shop.order({ resid: shop.title(kind), ...differs });
  const answered = (
    name: string,
    requirement: Requirement,
    status: number,
    order: () => object,
    pointer = '',
  ): Test =>
    test(name, requirement, async (trial) => {
      const exchange = await shop.place(trial, order(), { probe: status >= 400 });
      trial.answers(requirement, exchange, status, { pointer });
    });
  return [
    answered('no names for a title without DRM', asked.plainOrder, 201, () => of('nodrm')),
    answered('both names for an SDRM title', asked.watermarkedOrder, 201, () => of('sdrm', NAMES)),
    answered(
      'a price that is a number',
      asked.priceAsNumber,
      201,
      () => of('nodrm', { spd: 18900 }),
      '/spd',
    ),
    answered(
      'a price in kroner',
      asked.priceInOre,
      400,
      () => of('nodrm', { spd: '189.00' }),
      '/spd',
    ),
    answered(
      'a resid that there is not',
      asked.unknownResid,
      400,
      () => shop.order({ resid: nobody() }),
      '/resid',
    ),
    answered('a title without access', asked.noAccess, 403, () => of('withoutAccess'), '/resid'),
    answered(
      'a title that is not published',
      asked.notPublished,
      403,
      () => of('unpublished'),
      '/resid',
    ),
    answered(
      'the excerpt of an audiobook',
      asked.noExcerpt,
      400,
      () => of('audio', { ...NAMES, excerpt: true }),
      '/excerpt',
    ),
    test('no id', asked.consumerOptional, async (trial) => {
      const { id: _, ...order } = of('sdrm', NAMES);
      const status = shop.lab.rules['DDS_CONSUMER_ID'] === 'strict' ? 400 : 201;
      const exchange = await shop.place(trial, order, { probe: status === 400 });
      trial.answers(asked.consumerOptional, exchange, status, { pointer: '/id' });
    }),
    test('an SDRM title without names', asked.namesDemanded, async (trial) => {
      for (const names of [{}, { firstname: 'Ola' }, { lastname: 'Nordmann' }]) {
        const exchange = await shop.place(trial, of('sdrm', names), { probe: true });
        const what = `an SDRM title with ${Object.keys(names).join() || 'no name'}`;
        refused40x(trial, asked.namesDemanded, exchange, { what });
      }
    }),
    test('names of one character', asked.namesLongEnough, async (trial) => {
      for (const short of [{ firstname: 'O' }, { lastname: 'N' }]) {
        const order = of('sdrm', { ...NAMES, ...short });
        const exchange = await shop.place(trial, order, { probe: true });
        const pointer = `/${Object.keys(short).join()}`;
        refused40x(trial, asked.namesLongEnough, exchange, { pointer });
      }
    }),
    test('a resid in capitals and in small letters', asked.anyCase, async (trial) => {
      for (const resid of [shop.title('nodrm').toUpperCase(), shop.title('nodrm').toLowerCase()])
        trial.answers(asked.anyCase, await shop.place(trial, shop.order({ resid })), 201, {
          pointer: '/resid',
        });
    }),
    test('two orders', asked.ownFulfilment, async (trial) => {
      const first = await shop.placed(trial, shop.order());
      const exchange = await shop.place(trial, shop.order());
      const second = linkOf(exchange, shop.lab.options.target);
      trial.expect(asked.ownFulfilment, exchange, second !== first, {
        pointer: 'Location',
        expected: 'another one than that of the order before',
        seen: String(second),
      });
    }),
    ...repeatTests(shop, test),
    test('the orderid of another store', asked.orderidOfVendor, async (trial) => {
      shop.demandClient(trial, 'store', 'a second store beside the client that stands for all');
      const order = shop.order();
      await shop.placed(trial, order);
      const { orderid } = order;
      const exchange = await shop.place(trial, shop.order({ orderid }), { as: undefined });
      trial.answers(asked.orderidOfVendor, exchange, 201, { pointer: '/orderid' });
    }),
    test('from a subscription service', asked.notForSubscribers, async (trial) => {
      shop.demandClient(trial, 'subscription', 'a client that may place subscription orders alone');
      const exchange = await shop.place(trial, shop.order(), { as: 'subscription', probe: true });
      refused40x(trial, asked.notForSubscribers, exchange);
    }),
  ];
}

/** The same order again, once and at once, and another under the same orderid. */
function repeatTests(
  shop: Shop,
  test: (name: string, requirement: Requirement, run: (trial: Trial) => Promise<void>) => Test,
): Test[] {
  const idempotent = (): boolean => shop.lab.rules['DDS_DUPLICATE_ORDER'] === 'idempotent';
  return [
    test('the same again', asked.duplicate, async (trial) => {
      const order = shop.order();
      const first = await shop.placed(trial, order);
      const again = await shop.place(trial, order, { probe: true });
      const second = linkOf(again, shop.lab.options.target);
      const met = idempotent() ? again.status === 201 && second === first : again.status === 409;
      trial.expect(asked.duplicate, again, met, {
        pointer: '/orderid',
        expected: idempotent() ? `201, and ${first}` : '409',
        seen: `${seenIn(again)}${second === undefined ? '' : `, ${second}`}`,
      });
    }),
    test('another under the same orderid', asked.otherContent, async (trial) => {
      const order = shop.order();
      await shop.placed(trial, order);
      const other = { ...order, spd: '9900' };
      const exchange = await shop.place(trial, other, { probe: true });
      trial.answers(asked.otherContent, exchange, 409, { pointer: '/orderid' });
    }),
    test(`the same ${AT_ONCE} times at once`, asked.duplicateAtOnce, async (trial) => {
      const order = shop.order();
      const all = await Promise.all(
        Array.from({ length: AT_ONCE }, () => shop.place(trial, order, { probe: true })),
      );
      const taken = all.filter(({ status }) => status === 201);
      const links = new Set(taken.map((one) => linkOf(one, shop.lab.options.target)));
      const met = links.size === 1 && (idempotent() || taken.length === 1);
      trial.expect(asked.duplicateAtOnce, taken.at(-1) ?? all[0], met, {
        pointer: '/orderid',
        expected: 'one fulfilment',
        seen: `${links.size} of them, ${taken.length} times 201`,
      });
    }),
  ];
}

/** What is tried on orders of subscription services. */
export function subscriptionTests(shop: Shop): Test[] {
  const operation = ddsApi.placeSubscriptionOrder;
  const resid = shop.title('nodrm');
  const tried = (
    name: string,
    requirement: Requirement,
    body: object,
    judge: (trial: Trial, exchange: Awaited<ReturnType<Trial['call']>>) => void,
    probe = false,
  ): Test => ({
    name: `${operation.method} ${operation.path}: ${name}`,
    verifies: [requirement],
    run: async (trial) => {
      const ask = { operation, as: 'subscription', body };
      await shop.demandRight(trial, 'subscription', { ...ask, body: { resid } });
      judge(trial, await trial.call({ ...ask, probe }));
    },
  });
  return [
    tried('a resid alone', asked.residAlone, { resid }, (trial, exchange) =>
      trial.answers(asked.residAlone, exchange, 201),
    ),
    tried('for nothing', asked.freeOfCharge, { resid, spd: '0' }, (trial, exchange) =>
      trial.answers(asked.freeOfCharge, exchange, 201, { pointer: '/spd' }),
    ),
    tried(
      'an SDRM title without names',
      asked.readerNamed,
      { resid: shop.title('sdrm') },
      (trial, exchange) => refused40x(trial, asked.readerNamed, exchange),
      true,
    ),
    {
      name: `${operation.method} ${operation.path}: from a store`,
      verifies: [asked.notForStores],
      run: async (trial) => {
        shop.demandClient(trial, 'store', 'a client that may place normal orders alone');
        const exchange = await trial.call({ operation, as: 'store', body: { resid }, probe: true });
        trial.answers(asked.notForStores, exchange, 403);
      },
    },
  ];
}
