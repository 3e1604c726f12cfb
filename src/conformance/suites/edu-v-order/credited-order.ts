import type { CreditOrderRequest, OrderRequest } from '../../../apis/edu-v-order/messages.js';
import { orderOperations } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { describeValue } from '../../runner/differences.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import type { PartnerOrders } from './partner-orders.js';

/**
 * Test that credit orders of a Bestelomgeving refer to approved orders. The recorder cannot check
 * this, because only the runner knows which orders it approved.
 */
export function creditedOrderTest(partnerOrders: PartnerOrders): ConformanceTest {
  return {
    name: 'Credit orders refer to approved orders',
    verifies: [
      requirements.creditOfKnownOrder,
      requirements.approvedReference,
      requirements.creditWithinOrder,
      requirements.creditOfOrderedLine,
      requirements.sameContent,
    ],
    run: async (context) => {
      await partnerOrders.request(context, orderOperations.acceptCreditOrder);
      await partnerOrders.triggerCreditOfLines();
      const orders = receivedBy(partnerOrders, orderOperations.acceptOrder).flatMap(
        (exchange) => jsonBodyOf<OrderRequest>(exchange) ?? [],
      );
      for (const exchange of receivedBy(partnerOrders, orderOperations.acceptCreditOrder)) {
        const credit = jsonBodyOf<CreditOrderRequest>(exchange);
        if (!credit || !isAccepted(exchange)) continue;
        const order = orders.find(
          (candidate) => candidate.purchaseOrderId === credit.purchaseOrderId,
        );
        expectKnownOrder(context, exchange, credit, orders);
        expectApproval(context, exchange, credit, partnerOrders);
        expectOrderedLines(context, exchange, credit, order);
        expectOrderedQuantities(context, exchange, credit, order);
      }
    },
  };
}

function receivedBy({ session }: PartnerOrders, operation: Operation): Exchange[] {
  return session.partnerRequests.received(operation, () => true);
}

function expectKnownOrder(
  context: TestContext,
  exchange: Exchange,
  { purchaseOrderId }: CreditOrderRequest,
  orders: readonly OrderRequest[],
): void {
  const known = orders.map((order) => order.purchaseOrderId);
  const isKnown = known.includes(purchaseOrderId);
  context.expect(requirements.creditOfKnownOrder, exchange, isKnown, {
    pointer: '/purchaseOrderId',
    expected:
      known.map(describeValue).join(' or ') || 'the purchaseOrderId of an order of this run',
    seen: describeValue(purchaseOrderId),
  });
}

function expectApproval(
  context: TestContext,
  exchange: Exchange,
  { responseReferenceId }: CreditOrderRequest,
  { approvals }: PartnerOrders,
): void {
  if (responseReferenceId === undefined) return;
  const isApproval = approvals.has(responseReferenceId.toLowerCase());
  context.expect(requirements.approvedReference, exchange, isApproval, {
    pointer: '/responseReferenceId',
    expected: 'the responseReferenceId of a confirmation with orderStatus approved',
    seen: describeValue(responseReferenceId),
    before: `the order was approved with ${[...approvals].join(', ') || 'no confirmation'}`,
    causes: [requirements.creditOfKnownOrder],
  });
}

function expectOrderedLines(
  context: TestContext,
  exchange: Exchange,
  credit: CreditOrderRequest,
  order: OrderRequest | undefined,
): void {
  // Another requirement reports an order that is not known.
  if (!order) return;
  for (const [index, { productId, purchaseOrderLineId }] of (credit.orderLines ?? []).entries()) {
    const isOrdered = order.orderLines.some(
      (line) =>
        line.productId === productId &&
        [undefined, line.purchaseOrderLineId].includes(purchaseOrderLineId),
    );
    context.expect(requirements.creditOfOrderedLine, exchange, isOrdered, {
      pointer: `/orderLines/${index}`,
      expected: 'a line of the order',
      seen: [productId, purchaseOrderLineId].filter(Boolean).join(', line '),
      before: `${order.orderLines.length} lines ordered`,
    });
  }
}

function expectOrderedQuantities(
  context: TestContext,
  exchange: Exchange,
  credit: CreditOrderRequest,
  order: OrderRequest | undefined,
): void {
  // Another requirement reports an order that is not known.
  if (!order) return;
  for (const [index, { productId, quantity }] of (credit.orderLines ?? []).entries()) {
    const ordered = order.orderLines
      .filter((line) => line.productId === productId)
      .reduce((sum, line) => sum + line.quantity, 0);
    // Another requirement reports a product that was not ordered.
    if (ordered === 0 && quantity > 0) continue;
    context.expect(requirements.creditWithinOrder, exchange, quantity <= ordered, {
      pointer: `/orderLines/${index}/quantity`,
      expected: `at most ${ordered}`,
      seen: describeValue(quantity),
      before: `${ordered} of ${productId} ordered`,
    });
  }
}
