import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, ExpectationDetail, TestContext } from '../../runner/test-context.js';
import { requireAccepted, type EduvOrderClient } from './order-client.js';

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
      const purchaseOrderId = client.newPurchaseOrderId();
      const { salesOrderId: _, responseReferenceId: _1, ...rest } = client.creditOrder(approved);
      const message = { ...rest, purchaseOrderId };
      const sent = await client.send(context, acceptCreditOrder, message);
      context.expectStatus(requirements.creditBeforeOrder, sent, 202, {
        pointer: '/purchaseOrderId',
        causes: [derivedRequirements(acceptCreditOrder).ok],
        before: `no order ${purchaseOrderId}`,
      });
      await expectDeclined(client, context, message, requirements.declinesUnknownOrder, {
        before: `no order ${purchaseOrderId}`,
      });
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
      await expectDeclined(client, context, message, requirements.declinesTooMuch, {
        before: `${ordered?.quantity} of ${ordered?.productId} ordered, this credit asks for one more`,
      });
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
      const variant = 'a credit order without orderLines';
      context.expectStatus(derivedRequirements(acceptCreditOrder).ok, sent, 202, { variant });
      const { status, exchange } = await decisionOn(client, context, first, sent);
      const ordered = approved.order.orderLines.map(({ quantity }) => quantity).join(' + ');
      context.expectValue(requirements.creditsWhole, exchange, status, 'approved', {
        pointer: '/creditOrderStatus',
        before: `${ordered} ordered, nothing credited`,
      });
      if (status !== 'approved')
        context.skip(`the whole order was not credited: see ${requirements.creditsWhole.id}`);
      await expectDeclined(client, context, wholeOrder(), requirements.creditsOnce, {
        before: `${ordered} ordered, all of it credited`,
        causes: [requirements.declinesTooMuch],
      });
    },
  };
}

async function expectDeclined(
  client: EduvOrderClient,
  context: TestContext,
  message: CreditOrderRequest,
  requirement: Requirement,
  detail: ExpectationDetail,
): Promise<void> {
  const { status, exchange } = await decisionOn(client, context, message);
  const pointer = '/creditOrderStatus';
  context.expectValue(requirement, exchange, status, 'declined', { pointer, ...detail });
}

/** Sends a credit order and waits for the decision on it; skips the test without one. */
async function decisionOn(
  client: EduvOrderClient,
  context: TestContext,
  message: CreditOrderRequest,
  sent?: Exchange,
): Promise<{ status: string; exchange: Exchange | undefined }> {
  const { requestReferenceId } = message;
  requireAccepted(
    context,
    acceptCreditOrder,
    sent ?? (await client.send(context, acceptCreditOrder, message, 'state')),
  );
  const { creditOrderStatus: status } = await client.waitForDecision<CreditOrderConfirmation>(
    context,
    requestReferenceId,
    confirmCreditOrder,
  );
  const exchange = client.confirmationsOf(requestReferenceId, confirmCreditOrder).at(-1);
  return { status, exchange };
}
