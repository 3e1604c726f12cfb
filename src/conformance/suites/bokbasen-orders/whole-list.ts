import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { describeResponse, type ConformanceTest } from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { listItemsIn } from './order-responses.js';

const { ok } = derivedRequirements(api.listOrders);

/** The list has no pages: after all other tests it has every order of the run. */
export function wholeListTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 with every order of this run',
    verifies: [requirements.sentByMe, requirements.sentToMe, requirements.listedOnce],
    last: true,
    run: async (context) => {
      // Without products nothing was ordered: the reason says what to configure.
      client.data.products(context);
      const { placedIds } = client;
      if (placedIds.length === 0) context.skip('no order became SENT');
      const modes = [
        { mode: 'SENT_BY_ME', requirement: requirements.sentByMe },
        { mode: 'SENT_TO_ME', requirement: requirements.sentToMe },
      ] as const;
      for (const { mode, requirement } of modes) {
        if (mode === 'SENT_TO_ME') client.requireSeller(context);
        const list = await client.list(context, mode, { query: client.queryOfRun(mode) });
        if (list.status !== 200)
          context.skip(`the list was answered ${describeResponse(list)}, not 200`);
        const listed = listItemsIn(list).map(({ orderId }) => orderId);
        const missing = placedIds.filter((id) => !listed.includes(id));
        context.expect(requirement, list, missing.length === 0, {
          pointer: '',
          expected: `all ${placedIds.length} orders of this run in ${mode}`,
          seen: `${listed.length} orders, without ${missing.slice(0, 3).join(', ')}`,
          causes: [ok],
        });
        const twice = listed.find((id, at) => listed.indexOf(id) !== at);
        context.expect(requirements.listedOnce, list, twice === undefined, {
          pointer: '',
          expected: `each order once in ${mode}`,
          seen: `${twice} twice`,
        });
      }
    },
  };
}
