import { ddsRequirements as requirements } from '../../../../apis/bokbasen-dds/requirements.js';
import { ddsOperations } from '../../../../apis/bokbasen-dds/operations.js';
import { derivedRequirements } from '../../../../platform/api/derived-requirements.js';
import { describeResponse, type ConformanceTest } from '../../../runner/test-context.js';
import { orderTest } from './order-test.js';
import { CONCURRENT_CALLS, locationOf, type DdsTestClient } from '../test-client.js';

/**
 * Tests of a repeated order, in sequence and concurrently, and of another order with the same
 * orderid.
 */
export function repeatedOrderTests(client: DdsTestClient): ConformanceTest[] {
  const idempotent = (): boolean => client.session.rules['DDS_DUPLICATE_ORDER'] === 'idempotent';
  return [
    orderTest('the same order repeated', requirements.duplicate, async (context) => {
      const order = await client.order(context);
      const first = await client.placeOrder(context, order);
      const again = await client.sendOrder(context, order, { probe: true });
      const second = locationOf(again, client.target);
      const met = idempotent() ? again.status === 201 && second === first : again.status === 409;
      context.expect(requirements.duplicate, again, met, {
        pointer: '/orderid',
        before: `the order has the Location ${first}`,
        expected: idempotent() ? `201 with Location ${first}` : '409',
        seen: `${describeResponse(again)}${second === undefined ? '' : `, ${second}`}`,
      });
    }),
    orderTest('another order with the same orderid', requirements.otherContent, async (context) => {
      const order = await client.order(context);
      await client.placeOrder(context, order);
      const others = [{ spd: '9900' }, { id: client.session.ids.uuid() }];
      for (const other of others) {
        const exchange = await client.sendOrder(context, { ...order, ...other }, { probe: true });
        context.expectStatus(requirements.otherContent, exchange, 409, {
          pointer: '/orderid',
          variant: `an order with another ${Object.keys(other).join(' and ')}`,
          before: 'another order has this orderid',
        });
      }
    }),
    orderTest(
      `the same order ${CONCURRENT_CALLS} times concurrently`,
      requirements.duplicateAtOnce,
      async (context) => {
        const order = await client.order(context);
        const all = await Promise.all(
          Array.from({ length: CONCURRENT_CALLS }, () =>
            client.sendOrder(context, order, { probe: true }),
          ),
        );
        const accepted = all.filter(({ status }) => status === 201);
        const links = new Set(accepted.map((one) => locationOf(one, client.target)));
        context.expect(requirements.duplicateAtOnce, accepted.at(-1) ?? all[0], links.size === 1, {
          pointer: '/orderid',
          expected: 'exactly one fulfilment',
          seen: `${links.size} fulfilments, ${accepted.length} times 201`,
          causes: [derivedRequirements(ddsOperations.placeOrder).ok],
        });
      },
    ),
  ];
}
