import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import type { EduvOrderClient } from './order-client.js';

const { acceptCreditOrder, confirmCreditOrder } = orderOperations;

/** Tests of credit orders, in addition to those for every message. */
export function creditOrderTests(client: EduvOrderClient): ConformanceTest[] {
  return [unknownOrderTest(client), tooMuchTest(client), wholeOrderTest(client)];
}

function unknownOrderTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for an unknown order',
    verifies: [
      requirements.declinesUnknownOrder,
      requirements.creditBeforeOrder,
      requirements.reasonWithDecline,
    ],
    run: async (context) => {
      const approved = await client.sharedApprovedOrder(context);
      const { purchaseOrderId } = client.order();
      const { salesOrderId: _, responseReferenceId: _1, ...rest } = client.creditOrder(approved);
      const message = { ...rest, purchaseOrderId };
      const sent = await client.send(context, acceptCreditOrder, message);
      context.expectStatus(requirements.creditBeforeOrder, sent, 202);
      await expectDeclined(client, context, message, requirements.declinesUnknownOrder);
    },
  };
}

function tooMuchTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for more than was ordered',
    verifies: [requirements.declinesTooMuch],
    run: async (context) => {
      const approved = await client.sharedApprovedOrder(context);
      const credit = client.creditOrder(approved);
      const [line] = credit.orderLines;
      const [ordered] = approved.order.orderLines;
      const orderLines = [{ ...line!, quantity: (ordered?.quantity ?? 0) + 1 }];
      const message = { ...credit, orderLines };
      await expectDeclined(client, context, message, requirements.declinesTooMuch);
    },
  };
}

function wholeOrderTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for a whole order, twice',
    verifies: [requirements.creditsWhole, requirements.creditsOnce],
    run: async (context) => {
      const approved = await client.placeApprovedOrder(context);
      const wholeOrder = (): CreditOrderRequest => {
        const { orderLines: _, ...credit } = client.creditOrder(approved);
        return credit;
      };
      const first = wholeOrder();
      const sent = await client.send(context, acceptCreditOrder, first);
      const status = await decisionOn(client, first);
      context.expect(requirements.creditsWhole, sent, status === 'approved', {
        pointer: '/creditOrderStatus',
        expected: 'approved',
        seen: status ?? 'no confirmation',
      });
      if (status === 'approved')
        await expectDeclined(client, context, wholeOrder(), requirements.creditsOnce);
    },
  };
}

async function expectDeclined(
  client: EduvOrderClient,
  context: TestContext,
  message: CreditOrderRequest,
  requirement: Requirement,
): Promise<void> {
  const sent = await client.send(context, acceptCreditOrder, message);
  const status = await decisionOn(client, message);
  const confirmations = client.confirmationsOf(message.requestReferenceId, confirmCreditOrder);
  context.expect(requirement, confirmations.at(-1) ?? sent, status === 'declined', {
    pointer: '/creditOrderStatus',
    expected: 'declined',
    seen: status ?? 'no confirmation',
  });
}

async function decisionOn(
  client: EduvOrderClient,
  { requestReferenceId }: CreditOrderRequest,
): Promise<string | undefined> {
  const decision = await client.waitForDecision<CreditOrderConfirmation>(
    requestReferenceId,
    confirmCreditOrder,
  );
  return decision?.creditOrderStatus;
}
