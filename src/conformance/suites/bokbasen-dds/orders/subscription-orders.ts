import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import type { Requirement } from '../../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import type { TitleKind } from '../dds-data.js';
import { expect40x, type DdsTestClient } from '../test-client.js';

const operation = ddsOperations.placeSubscriptionOrder;
const causes = [derivedRequirements(operation).ok];

/** Tests of orders of subscription services. */
export function subscriptionOrderTests(client: DdsTestClient): ConformanceTest[] {
  const order = (
    context: TestContext,
    kind: TitleKind,
    { as = 'subscription', probe = false, ...more }: Record<string, unknown> = {},
  ): Promise<Exchange> => {
    const body = { resid: client.data.title(context, kind), ...more };
    return context.call({ operation, as: String(as), body, probe: probe === true });
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
