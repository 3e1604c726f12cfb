import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { expectNoFailure } from '../../bokbasen/valid-message.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import type { TitleKind } from '../dds-data.js';
import { expect40x, locationOf, type DdsTestClient } from '../test-client.js';

const operation = ddsOperations.placeSubscriptionOrder;
const causes = [derivedRequirements(operation).ok];

async function send(
  context: TestContext,
  body: object,
  options: { as?: string; probe?: boolean } = {},
): Promise<Exchange> {
  const exchange = await context.call({ operation, as: 'subscription', body, ...options });
  expectNoFailure(context, operation, exchange);
  return exchange;
}

/** Tests of orders of subscription services. */
export function subscriptionOrderTests(client: DdsTestClient): ConformanceTest[] {
  const order = (
    context: TestContext,
    kind: TitleKind,
    { as = 'subscription', probe = false, ...more }: Record<string, unknown> = {},
  ): Promise<Exchange> => {
    const body = { resid: client.data.title(context, kind), ...more };
    return send(context, body, { as: String(as), probe: probe === true });
  };
  /** Skips the test if no subscription order is accepted: a rejection would prove nothing. */
  const orderOrSkip = async (context: TestContext): Promise<void> => {
    const exchange = await order(context, 'nodrm');
    if (exchange.status !== 201)
      context.skip(
        'an order with the token of clients.subscription was answered ' +
          `${describeResponse(exchange)}, not 201`,
      );
  };
  const subscriptionTest = (
    name: string,
    requirement: Requirement,
    run: (context: TestContext) => Promise<void>,
  ): ConformanceTest => ({
    name: `${operation.method} ${operation.path} ${name}`,
    verifies: [requirement],
    run: async (context) => {
      client.requireKind(context, 'subscription');
      await run(context);
    },
  });
  return [
    subscriptionTest('with only a resid', requirements.residAlone, async (context) => {
      const exchange = await order(context, 'nodrm');
      context.expectStatus(requirements.residAlone, exchange, 201, { causes });
    }),
    subscriptionTest('with the price 0', requirements.freeOfCharge, async (context) => {
      const exchange = await order(context, 'nodrm', { spd: '0' });
      context.expectStatus(requirements.freeOfCharge, exchange, 201, { pointer: '/spd', causes });
    }),
    subscriptionTest(
      'without names, for an SDRM title',
      requirements.readerNamed,
      async (context) => {
        await orderOrSkip(context);
        expect40x(context, requirements.readerNamed, await order(context, 'sdrm', { probe: true }));
      },
    ),
    subscriptionTest('with an unknown resid', requirements.unknownResid, async (context) => {
      await orderOrSkip(context);
      const exchange = await send(context, { resid: client.session.ids.uuid() }, { probe: true });
      context.expectStatus(requirements.unknownResid, exchange, 400, { pointer: '/resid' });
    }),
    subscriptionTest(
      'for a title that is not published',
      requirements.notPublished,
      async (context) => {
        await orderOrSkip(context);
        const exchange = await order(context, 'unpublished', { probe: true });
        expect40x(context, requirements.notSold, exchange, { pointer: '/resid' });
        context.expectStatus(requirements.notPublished, exchange, 403, {
          pointer: '/resid',
          causes: [requirements.notSold],
        });
      },
    ),
    subscriptionTest('twice', requirements.ownFulfilment, async (context) => {
      const [first, second] = [await order(context, 'nodrm'), await order(context, 'nodrm')];
      const links = [first, second].map((one) => locationOf(one, client.target));
      if (links.includes(undefined)) context.skip('the orders were not answered with a Location');
      context.expect(requirements.ownFulfilment, second, links[0] !== links[1], {
        pointer: 'Location',
        expected: 'another Location than that of the first order',
        seen: String(links[1]),
        before: `the first order has the Location ${links[0]}`,
      });
    }),
    subscriptionTest(
      'and a download of its content',
      requirements.subscriptionContent,
      async (context) => {
        const content =
          locationOf(await order(context, 'nodrm'), client.target) ??
          context.skip('the order was answered without a Location');
        const started = await client.startDownload(context, content, {}, { as: 'subscription' });
        const isFound = [302, 300].includes(started.status);
        context.expect(requirements.subscriptionContent, started, isFound, {
          pointer: '',
          expected: '302 or 300',
          seen: describeResponse(started),
          causes: [derivedRequirements(ddsOperations.getContent).ok],
        });
      },
    ),
    subscriptionTest('by a store', requirements.notForStores, async (context) => {
      client.requireOtherThan(context, 'store', 'subscription');
      await orderOrSkip(context);
      const exchange = await order(context, 'nodrm', { as: 'store', probe: true });
      context.expectStatus(requirements.notForStores, exchange, 403, {
        variant: 'the token of clients.store',
      });
    }),
  ];
}
