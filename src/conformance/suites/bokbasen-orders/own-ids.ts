import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf } from './order-documents.js';
import { orderDetailsIn } from './order-responses.js';

/** Quantity of the two orders whose ids are compared. */
const QUANTITY = 3;

/** Two orders have different Locations and ids. */
export function ownIdTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 twice, with different orders',
    verifies: [requirements.ownId],
    run: async (context) => {
      const [ean] = client.data.products(context);
      const send = (): Promise<Exchange> => {
        const lines = [{ ean, quantity: QUANTITY }];
        return client.send(context, editxDocumentOf(client.orderContent(context, { lines })));
      };
      const first = client.acceptedOrderId(context, await send());
      const sent = await send();
      const second = client.acceptedOrderId(context, sent);
      const before = `the order before has the id ${first}`;
      context.expect(requirements.ownId, sent, second !== first, {
        pointer: 'Location',
        expected: 'another id than that of the order before',
        seen: second,
        before,
      });
      if (second === first) return;
      const exchange = await client.get(context, second);
      const { orderId } = orderDetailsIn(exchange) ?? {};
      context.expect(requirements.ownId, exchange, orderId !== first, {
        pointer: '/orderId',
        expected: 'another id than that of the order before',
        seen: String(orderId),
        before,
      });
    },
  };
}
