import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import { expect40x, type DdsTestClient } from './test-client.js';

/** Tests of orders of subscription services. */
export function subscriptionOrderTests(client: DdsTestClient): ConformanceTest[] {
  const operation = ddsOperations.placeSubscriptionOrder;
  const resid = client.title('nodrm');
  const subscriptionTest = (
    name: string,
    requirement: Requirement,
    body: object,
    check: (context: TestContext, exchange: Exchange) => void,
    probe = false,
  ): ConformanceTest => ({
    name: `${operation.method} ${operation.path} ${name}`,
    verifies: [requirement],
    run: async (context) => {
      const call = { operation, as: 'subscription', body };
      await client.requireRight(context, 'subscription', { ...call, body: { resid } });
      check(context, await context.call({ ...call, probe }));
    },
  });
  return [
    subscriptionTest('with only a resid', requirements.residAlone, { resid }, (context, exchange) =>
      context.expectStatus(requirements.residAlone, exchange, 201),
    ),
    subscriptionTest(
      'with the price 0',
      requirements.freeOfCharge,
      { resid, spd: '0' },
      (context, exchange) =>
        context.expectStatus(requirements.freeOfCharge, exchange, 201, { pointer: '/spd' }),
    ),
    subscriptionTest(
      'without names, for an SDRM title',
      requirements.readerNamed,
      { resid: client.title('sdrm') },
      (context, exchange) => expect40x(context, requirements.readerNamed, exchange),
      true,
    ),
    {
      name: `${operation.method} ${operation.path} by a store`,
      verifies: [requirements.notForStores],
      run: async (context) => {
        client.requireClient(context, 'store', 'a client that may only place normal orders');
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
