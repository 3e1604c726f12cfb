import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { ConformanceTest } from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf } from './order-documents.js';
import { orderDetailsIn } from './order-responses.js';

/** Quantity of an order whose id is compared with that of the order before. */
const SECOND_QUANTITY = 3;

/** Two orders have different Locations and ids. */
export function ownIdTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 twice, with different orders',
    verifies: [requirements.ownId],
    run: async (context) => {
      const { id: first } = await client.sharedOrder(context);
      const [ean] = client.data.products(context);
      const lines = [{ ean, quantity: SECOND_QUANTITY }];
      const sent = await client.send(
        context,
        editxDocumentOf(client.orderContent(context, { lines })),
      );
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
