import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
} from '../../../contracts/edu-v-order/messages.js';
import { orderApi } from '../../../contracts/edu-v-order/operations.js';
import { orderRequirements as asked } from '../../../contracts/edu-v-order/requirements.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Test, Trial } from '../../runner/trial.js';
import type { Orders } from './sent.js';

/** What is tried with credit orders, beside what is tried with every message. */
export function creditTests(orders: Orders): Test[] {
  const declined = async (
    trial: Trial,
    message: CreditOrderRequest,
    requirement: Requirement,
  ): Promise<void> => {
    const sent = await orders.send(trial, orderApi.acceptCreditOrder, message);
    const final = await orders.final<CreditOrderConfirmation>(
      message.requestReferenceId,
      orderApi.confirmCreditOrder,
    );
    const heard = orders.heard(message.requestReferenceId, orderApi.confirmCreditOrder).at(-1);
    trial.expect(requirement, heard ?? sent, final?.creditOrderStatus === 'declined', {
      pointer: '/creditOrderStatus',
      expected: 'declined',
      seen: final?.creditOrderStatus ?? 'no confirmation',
    });
  };
  return [
    {
      name: 'PUT /creditorders for an order that there is not',
      verifies: [asked.declinesUnknownOrder, asked.creditBeforeOrder, asked.reasonWithDecline],
      run: async (trial) => {
        const { order, last } = await orders.approved(trial);
        const { purchaseOrderId } = orders.order();
        const { salesOrderId: _, responseReferenceId: _1, ...rest } = orders.credit(order, last);
        const message = { ...rest, purchaseOrderId };
        const sent = await orders.send(trial, orderApi.acceptCreditOrder, message);
        trial.answers(asked.creditBeforeOrder, sent, 202);
        await declined(trial, message, asked.declinesUnknownOrder);
      },
    },
    {
      name: 'PUT /creditorders for more than was ordered',
      verifies: [asked.declinesTooMuch],
      run: async (trial) => {
        const { order, last } = await orders.approved(trial);
        const credit = orders.credit(order, last);
        const [line] = credit.orderLines;
        const [ordered] = order.orderLines;
        const lines = [{ ...line!, quantity: (ordered?.quantity ?? 0) + 1 }];
        await declined(trial, { ...credit, orderLines: lines }, asked.declinesTooMuch);
      },
    },
    {
      name: 'PUT /creditorders for the whole of an order, twice',
      verifies: [asked.creditsWhole, asked.creditsOnce],
      run: async (trial) => {
        const { order, last } = await orders.approve(trial, orders.order());
        const whole = () => {
          const { orderLines: _, ...credit } = orders.credit(order, last);
          return credit;
        };
        const first = whole();
        const sent = await orders.send(trial, orderApi.acceptCreditOrder, first);
        const final = await orders.final<CreditOrderConfirmation>(
          first.requestReferenceId,
          orderApi.confirmCreditOrder,
        );
        trial.expect(asked.creditsWhole, sent, final?.creditOrderStatus === 'approved', {
          pointer: '/creditOrderStatus',
          expected: 'approved',
          seen: final?.creditOrderStatus ?? 'no confirmation',
        });
        if (final?.creditOrderStatus === 'approved')
          await declined(trial, whole(), asked.creditsOnce);
      },
    },
  ];
}
