import { bokbasenOrderRequirements as requirements } from '../../../../apis/bokbasen-orders/requirements.js';
import { realNow } from '../../../../platform/time/time.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import {
  describeResponse,
  type ConformanceTest,
  type TestContext,
} from '../../../runner/test-context.js';
import { pause } from '../../../../platform/time/time.js';
import type { BokbasenOrderClient, PlacedOrder } from '../order-client.js';
import { toBokbasenTimestamp } from '../order-documents.js';
import { listItemOf } from '../order-responses.js';

/** Pause after which the timestamp, which has whole seconds, has changed. */
const NEXT_SECOND_MS = 1_050;

/** A change of an order, and the order that it changes. */
interface Update {
  name: string;
  placed: PlacedOrder;
  make: (placed: PlacedOrder) => Promise<Exchange>;
}

/** Uses the clock of the server, by its Date header, because the clocks may differ. */
export function updatesTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1 lists an order again after an update',
    verifies: [requirements.updateLists],
    run: async (context) => {
      const updates = await placeOrders(client, context);
      await pause(NEXT_SECOND_MS);
      const { response } = await client.list(context, 'SENT_BY_ME');
      const moment = Date.parse(String(response.headers['date'] ?? '')) || realNow();
      const fromDate = toBokbasenTimestamp(moment);
      const list = (): Promise<Exchange> =>
        client.list(context, 'SENT_BY_ME', { query: { fromDate, mode: 'SENT_BY_ME' } });
      const before = await list();
      for (const { placed, make } of updates) {
        const answer = await make(placed);
        if (answer.status !== 200)
          context.skip(`the update was answered ${describeResponse(answer)}, not 200`);
      }
      const after = await list();
      if (before.status !== 200 || after.status !== 200)
        context.skip(`the list was answered ${before.status} and ${after.status}, not 200`);
      for (const { name, placed } of updates) {
        const [first, second] = [before, after].map((one) => listItemOf(one, placed.id));
        context.expect(requirements.updateLists, after, !first && second !== undefined, {
          pointer: '?fromDate',
          expected: `with fromDate ${fromDate}: listed after ${name}, and not before it`,
          seen: `${first ? 'listed' : 'not listed'} before, ${second ? 'listed' : 'not listed'} after`,
          before: `order ${placed.id} was last updated before fromDate`,
        });
      }
    },
  };
}

/** Places an order for every kind of update that the configured clients can make. */
async function placeOrders(client: BokbasenOrderClient, context: TestContext): Promise<Update[]> {
  const reduction: Update = {
    name: 'a reduction of its quantity',
    placed: await client.place(context),
    make: ({ id, content }) =>
      client.reduce(context, id, { ean: content.lines[0]!.ean, number: -1 }),
  };
  if (!client.session.hasClient('seller')) return [reduction];
  const status: Update = {
    name: 'a status of its line',
    placed: await client.place(context),
    make: ({ id, lines }) => client.update(context, id, lines[0]!.id, { status: 'RECEIVED' }),
  };
  return [reduction, status];
}
