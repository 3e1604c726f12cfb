import type {
  CreditOrderConfirmation,
  CreditOrderConfirmationLine,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import { jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest, ExpectationDetail, TestContext } from '../../runner/test-context.js';
import { requireAccepted, type EduvOrderClient } from './order-client.js';

const { acceptOrder, acceptCreditOrder, confirmOrder, confirmCreditOrder } = orderOperations;

/** Tests of credit orders, in addition to those for every message. */
export function creditOrderTests(client: EduvOrderClient): ConformanceTest[] {
  return [
    unknownOrderTest(client),
    tooMuchTest(client),
    tooMuchAfterCreditTest(client),
    otherProductTest(client),
    declinedOrderTest(client),
    wholeOrderTest(client),
  ];
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

function tooMuchAfterCreditTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for one item, then for the whole line',
    verifies: [requirements.declinesTooMuch],
    run: async (context) => {
      const approved = await client.placeApprovedOrder(context);
      const one = client.creditOrder(approved);
      const { status } = await decisionOn(client, context, one);
      if (status !== 'approved') context.skip(`the credit of one item was ${status}`);
      const [ordered] = approved.order.orderLines;
      const [line] = one.orderLines;
      const quantity = ordered?.quantity ?? 0;
      const orderLines = [{ ...line!, quantity }];
      const message = { ...client.creditOrder(approved), orderLines };
      await expectDeclined(client, context, message, requirements.declinesTooMuch, {
        before: `${quantity} of ${ordered?.productId} ordered, 1 credited, this credit asks for ${quantity}`,
      });
    },
  };
}

function otherProductTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for a product that was not ordered',
    verifies: [requirements.declinesOtherProduct],
    run: async (context) => {
      const approved = await client.sharedApprovedOrder(context);
      const productId = `none-${context.session.ids.run}`;
      const message = { ...client.creditOrder(approved), orderLines: [{ productId, quantity: 1 }] };
      await expectDeclined(client, context, message, requirements.declinesOtherProduct, {
        before: `the order has no product ${productId}`,
      });
    },
  };
}

function declinedOrderTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for an order that was declined',
    verifies: [requirements.declinesDeclinedOrder],
    run: async (context) => {
      const description = 'a product that the partner does not sell';
      const productId = String(context.requireData('unknownProduct', description));
      const order = client.order({ orderLines: [{ productId, quantity: 1 }] });
      await client.sendAccepted(context, acceptOrder, order, 'state');
      const { requestReferenceId, purchaseOrderId, orderLines } = order;
      const { orderStatus } = await client.waitForDecision<OrderConfirmation>(
        context,
        requestReferenceId,
        confirmOrder,
      );
      if (orderStatus !== 'declined')
        context.skip(`the order of ${productId} was ${orderStatus}: configure data.unknownProduct`);
      for (const lines of [{ orderLines }, {}])
        await expectDeclined(
          client,
          context,
          { requestReferenceId: context.session.ids.uuid(), purchaseOrderId, ...lines },
          requirements.declinesDeclinedOrder,
          { before: 'the order was declined', causes: [requirements.declinesUnknownOrder] },
        );
    },
  };
}

function wholeOrderTest(client: EduvOrderClient): ConformanceTest {
  return {
    name: 'PUT /creditorders for a whole order, twice',
    verifies: [
      requirements.creditsWhole,
      requirements.creditsOnce,
      requirements.creditsOrderedLines,
    ],
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
      expectCreditedLines(context, exchange, approved.order);
      await expectDeclined(client, context, wholeOrder(), requirements.creditsOnce, {
        before: `${ordered} ordered, all of it credited`,
        causes: [requirements.declinesTooMuch],
      });
      if (linesIn(exchange).length === 0)
        context.skip('the confirmation of the credit had no lines, which is optional');
    },
  };
}

/** Checks that the lines of a confirmation, where it has any, are those of the order. */
function expectCreditedLines(
  context: TestContext,
  exchange: Exchange | undefined,
  order: OrderRequest,
): void {
  const confirmed = linesIn(exchange).entries();
  for (const [index, { productId, purchaseOrderLineId, quantity }] of confirmed) {
    const isOrdered = order.orderLines.some(
      (line) =>
        line.productId === productId &&
        [undefined, line.purchaseOrderLineId].includes(purchaseOrderLineId) &&
        [undefined, line.quantity].includes(quantity),
    );
    context.expect(requirements.creditsOrderedLines, exchange, isOrdered, {
      causes: [
        requirements.validMessage,
        requirements.confirmsOrderedLine,
        requirements.echoQuantity,
      ],
      pointer: `/creditOrderConfirmationLines/${index}`,
      expected: 'a line of the order, with its quantity',
      seen: `${quantity ?? 'no quantity'} of ${productId}, line ${purchaseOrderLineId ?? 'unnamed'}`,
      before: `ordered: ${order.orderLines.map((line) => `${line.quantity} of ${line.productId}`).join(', ')}`,
    });
  }
}

function linesIn(confirmation: Exchange | undefined): CreditOrderConfirmationLine[] {
  const message = confirmation && jsonBodyOf<CreditOrderConfirmation>(confirmation);
  return message?.creditOrderConfirmationLines ?? [];
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
