import { bokbasenOrderRequirements as requirements } from '../../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../../platform/journal/exchange.js';
import { describeResponse, type ConformanceTest } from '../../../runner/test-context.js';
import type { BokbasenOrderClient } from '../order-client.js';
import { orderDetailsIn, orderDetailsLinesOf } from '../order-responses.js';

/** An update changes one line: the data of the order and the other lines stay as they were. */
export function restStaysTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'GET /orders/v1/{id} before and after updates of its first line',
    verifies: [requirements.restStays],
    run: async (context) => {
      const [ean] = client.data.products(context);
      const lines = [3, 5].map((quantity) => ({ ean, quantity }));
      const { id, lines: before, order } = await client.place(context, { lines });
      const updates: (() => Promise<Exchange>)[] = [
        () => client.reduce(context, id, { ean, number: -1 }),
      ];
      if (client.session.hasClient('seller'))
        updates.unshift(() =>
          client.update(context, id, before[0]!.id, { status: 'RECEIVED', comment: 'Mottatt.' }),
        );
      const [{ status: _, comment: __, ...first }, second] = before as [object, object] as [
        (typeof before)[0],
        object,
      ];
      for (const update of updates) {
        const response = await update();
        if (response.status !== 200)
          context.skip(`the update was answered ${describeResponse(response)}, not 200`);
        const exchange = await client.get(context, id);
        const after = orderDetailsIn(exchange);
        if (!after) return;
        const shown = orderDetailsLinesOf(after);
        const lineWith = (lineId: unknown) => shown.find((one) => one.id === lineId);
        const { _links: __links, _embedded, ...head } = order;
        const about = { before: 'the same order was read before the update' };
        context.expectFields(requirements.restStays, exchange, after, head, about);
        context.expectFields(requirements.restStays, exchange, lineWith(first.id), first, {
          ...about,
          pointer: '/_embedded/lines/0',
        });
        context.expectFields(requirements.restStays, exchange, lineWith(before[1]?.id), second, {
          ...about,
          pointer: '/_embedded/lines/1',
        });
      }
    },
  };
}
