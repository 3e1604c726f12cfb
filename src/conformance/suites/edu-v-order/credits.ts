import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import type { EduvOrderClient } from './sent-orders.js';

/** What is tried with credit orders, beside what is tried with every message. */
export function creditOrderTests(client: EduvOrderClient): ConformanceTest[] {
  const declined = async (
    context: TestContext,
    message: CreditOrderRequest,
    requirement: Requirement,
  ): Promise<void> => {
    const sent = await client.send(context, orderOperations.acceptCreditOrder, message);
    const final = await client.waitForDecision<CreditOrderConfirmation>(
      message.requestReferenceId,
      orderOperations.confirmCreditOrder,
    );
    const heard = client
      .confirmationsOf(message.requestReferenceId, orderOperations.confirmCreditOrder)
      .at(-1);
    context.expect(requirement, heard ?? sent, final?.creditOrderStatus === 'declined', {
      pointer: '/creditOrderStatus',
      expected: 'declined',
      seen: final?.creditOrderStatus ?? 'no confirmation',
    });
  };
  return [
    {
      name: 'PUT /creditorders for an order that there is not',
      verifies: [
        requirements.declinesUnknownOrder,
        requirements.creditBeforeOrder,
        requirements.reasonWithDecline,
      ],
      run: async (context) => {
        const { order, last } = await client.sharedApprovedOrder(context);
        const { purchaseOrderId } = client.order();
        const {
          salesOrderId: _,
          responseReferenceId: _1,
          ...rest
        } = client.creditOrder(order, last);
        const message = { ...rest, purchaseOrderId };
        const sent = await client.send(context, orderOperations.acceptCreditOrder, message);
        context.expectStatus(requirements.creditBeforeOrder, sent, 202);
        await declined(context, message, requirements.declinesUnknownOrder);
      },
    },
    {
      name: 'PUT /creditorders for more than was ordered',
      verifies: [requirements.declinesTooMuch],
      run: async (context) => {
        const { order, last } = await client.sharedApprovedOrder(context);
        const credit = client.creditOrder(order, last);
        const [line] = credit.orderLines;
        const [ordered] = order.orderLines;
        const lines = [{ ...line!, quantity: (ordered?.quantity ?? 0) + 1 }];
        await declined(context, { ...credit, orderLines: lines }, requirements.declinesTooMuch);
      },
    },
    {
      name: 'PUT /creditorders for the whole of an order, twice',
      verifies: [requirements.creditsWhole, requirements.creditsOnce],
      run: async (context) => {
        const { order, last } = await client.placeApprovedOrder(context, client.order());
        const whole = () => {
          const { orderLines: _, ...credit } = client.creditOrder(order, last);
          return credit;
        };
        const first = whole();
        const sent = await client.send(context, orderOperations.acceptCreditOrder, first);
        const final = await client.waitForDecision<CreditOrderConfirmation>(
          first.requestReferenceId,
          orderOperations.confirmCreditOrder,
        );
        context.expect(requirements.creditsWhole, sent, final?.creditOrderStatus === 'approved', {
          pointer: '/creditOrderStatus',
          expected: 'approved',
          seen: final?.creditOrderStatus ?? 'no confirmation',
        });
        if (final?.creditOrderStatus === 'approved')
          await declined(context, whole(), requirements.creditsOnce);
      },
    },
  ];
}
