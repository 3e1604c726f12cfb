import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf } from './order-documents.js';
import type { BokbasenOrderOutcome } from './order-responses.js';

/** A company may use an OrderNumber that another company used. The seller orders from itself. */
export function numberOfSenderTest(client: BokbasenOrderClient): ConformanceTest {
  return {
    name: 'POST /orders/v1 with an OrderNumber of another company',
    verifies: [requirements.numberOfSender],
    run: async (context) => {
      client.requireTwoParties(context);
      const { content } = await client.sharedOrder(context);
      const own = await sendAsSeller(client, context, client.orderContent(context).number);
      if (own.result !== 'SENT')
        context.skip(
          `an order of clients.seller in its own name was ${own.result}, not SENT: ` +
            'configure clients.seller with a client that may order too',
        );
      const { result, exchange } = await sendAsSeller(client, context, content.number);
      context.expect(requirements.numberOfSender, exchange, result === 'SENT', {
        pointer: '/status',
        expected: 'SENT for the first order of another company with this OrderNumber',
        seen: result,
        before: `${content.buyer} used the OrderNumber ${content.number}`,
      });
    },
  };
}

async function sendAsSeller(
  client: BokbasenOrderClient,
  context: TestContext,
  number: string,
): Promise<BokbasenOrderOutcome> {
  const buyer = client.data.seller(context);
  const document = editxDocumentOf(client.orderContent(context, { number, buyer }));
  const sent = await client.send(context, document, { as: 'seller' });
  return client.waitForOutcome(context, sent, 'seller');
}
