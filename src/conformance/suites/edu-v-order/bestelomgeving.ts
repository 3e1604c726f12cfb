import { randomUUID } from 'node:crypto';
import { orderExamples } from '../../../apis/edu-v-order/examples.js';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from '../../../apis/edu-v-order/messages.js';
import { orderOperations, orderDescriptor } from '../../../apis/edu-v-order/operations.js';
import { orderRequirements as requirements } from '../../../apis/edu-v-order/requirements.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { realNow, toIsoUtc } from '../../../platform/time/time.js';
import type { Operation } from '../../../platform/api/operation.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { ConformanceSession } from '../../runner/conformance-session.js';
import { operationTests } from '../../runner/operation-tests.js';
import type { OperationTestOptions } from '../../runner/operation-test-options.js';
import type { ConformanceTest, TestContext } from '../../runner/test-context.js';
import {
  eduvCommonTests,
  checkEduvSchemaRejection,
  resendTest,
  insufficientScopeToken,
} from '../edu-v/common-tests.js';
import type { EduvOrderConfirmation, EduvOrderRequest } from './sent-orders.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';

/** What a Bestelomgeving sends us, once it does. */
class PartnerOrders {
  /** The responseReferenceIds with which orders were approved. */
  readonly approvals = new Set<string>();
  private readonly requests = new Map<string, Promise<EduvOrderRequest | undefined>>();

  constructor(readonly session: ConformanceSession) {}

  /** The first request of that sort; without one the test cannot go on. */
  async request<Message extends EduvOrderRequest>(
    context: TestContext,
    operation: Operation,
  ): Promise<Message> {
    let request = this.requests.get(operation.name);
    if (!request) this.requests.set(operation.name, (request = this.wait(operation)));
    const message = await request;
    if (message) return message as Message;
    const { host, port } = this.session.options.listen;
    return context.skip(
      `the partner sent no good ${operation.path}: send one to http://${host}:${port}/ordersysteem, or give act.${operation.name}`,
    );
  }

  /** A good confirmation of it, another one each time. */
  async confirmation(context: TestContext, operation: Operation): Promise<EduvOrderConfirmation> {
    const request = await this.request(context, requestOperationOf(operation));
    if (operation.name !== 'confirmOrder') return creditConfirmation(request);
    const confirmation = orderConfirmation(request as OrderRequest);
    this.approvals.add(confirmation.responseReferenceId);
    return confirmation;
  }

  /** Makes the partner credit lines of an order, where it is said how. */
  async creditOfLines(): Promise<void> {
    const name = 'creditLines';
    if (!this.session.options.act[name]) return;
    await this.session.triggerPartner({ name });
    const hasLines = (message: object, exchange: Exchange): boolean =>
      'orderLines' in message && isAccepted(exchange);
    await this.session.partnerRequests.waitFor(orderOperations.acceptCreditOrder, hasLines);
  }

  private async wait(operation: Operation): Promise<EduvOrderRequest | undefined> {
    await this.session.triggerPartner(operation);
    const [exchange] = await this.session.partnerRequests.waitFor(operation, (_, one) =>
      isAccepted(one),
    );
    return exchange && jsonBodyOf<EduvOrderRequest>(exchange);
  }
}

function requestOperationOf(operation: Operation): Operation {
  return operation.name === 'confirmOrder'
    ? orderOperations.acceptOrder
    : orderOperations.acceptCreditOrder;
}

/** What is tried on a Bestelomgeving. */
export function orderBestelomgevingTests(session: ConformanceSession): ConformanceTest[] {
  const partnerOrders = new PartnerOrders(session);
  const confirm = [orderOperations.confirmOrder, orderOperations.confirmCreditOrder];
  const options: OperationTestOptions = {
    validCall: async (context, operation) => ({
      operation,
      body: await partnerOrders.confirmation(context, operation),
    }),
    wrongRoleCall: (operation) => ({
      operation,
      body: operation.name === 'acceptOrder' ? orderExamples.order : orderExamples.creditOrder,
    }),
    insufficientToken: insufficientScopeToken,
    checkSchemaRejection: (context, exchange) =>
      checkEduvSchemaRejection(requirements, context, exchange),
  };
  return [
    ...confirm.map((operation) => laterStateTest(operation, options)),
    ...operationTests(orderDescriptor, 'bestelomgeving', options),
    ...confirm.flatMap((operation) => eduvCommonTests(requirements, operation, options.validCall)),
    ...confirm.map((operation) => confirmationRepeatTest(operation, options)),
    ...confirm.map((operation) => unknownReferenceTest(operation, options)),
    creditedOrderTest(partnerOrders),
    resendTest(requirements.sameContent, orderOperations.acceptCreditOrder, {
      reference: 'requestReferenceId',
      first: (context) => partnerOrders.request(context, orderOperations.acceptCreditOrder),
    }),
  ];
}

/** Whether a credit order is for what we approved: nobody but the runner knows how that was done. */
function creditedOrderTest(partnerOrders: PartnerOrders): ConformanceTest {
  return {
    name: 'A credit order is for an order that was approved',
    verifies: [
      requirements.creditOfKnownOrder,
      requirements.approvedReference,
      requirements.creditWithinOrder,
      requirements.sameContent,
    ],
    run: async (context) => {
      await partnerOrders.request(context, orderOperations.acceptCreditOrder);
      await partnerOrders.creditOfLines();
      const orders = partnerOrders.session.partnerRequests
        .received(orderOperations.acceptOrder, () => true)
        .flatMap((exchange) => jsonBodyOf<OrderRequest>(exchange) ?? []);
      for (const exchange of partnerOrders.session.partnerRequests.received(
        orderOperations.acceptCreditOrder,
        () => true,
      )) {
        const credit = jsonBodyOf<CreditOrderRequest>(exchange);
        if (!credit || !isAccepted(exchange)) continue;
        const { purchaseOrderId, responseReferenceId } = credit;
        const order = orders.find((one) => one.purchaseOrderId === purchaseOrderId);
        context.expect(requirements.creditOfKnownOrder, exchange, order !== undefined, {
          pointer: '/purchaseOrderId',
          expected: orders.map((one) => one.purchaseOrderId).join(' or '),
          seen: purchaseOrderId,
        });
        if (responseReferenceId !== undefined)
          context.expect(
            requirements.approvedReference,
            exchange,
            partnerOrders.approvals.has(responseReferenceId.toLowerCase()),
            {
              pointer: '/responseReferenceId',
              expected: 'that of a confirmation with the orderStatus approved',
              seen: responseReferenceId,
            },
          );
        for (const [index, { productId, quantity }] of (credit.orderLines ?? []).entries()) {
          const ordered = (order?.orderLines ?? [])
            .filter((line) => line.productId === productId)
            .reduce((sum, line) => sum + line.quantity, 0);
          context.expect(requirements.creditWithinOrder, exchange, quantity <= ordered, {
            pointer: `/orderLines/${index}/quantity`,
            expected: `${ordered} at the most`,
            seen: String(quantity),
          });
        }
      }
    },
  };
}

/** Before everything else: what is pending is decided on after it, and never the other way round. */
function laterStateTest(operation: Operation, options: OperationTestOptions): ConformanceTest {
  const { path, name } = operation;
  return {
    name: `PUT ${path}: pending, then approved`,
    first: true,
    verifies: [requirements.laterState],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const field = name === 'confirmOrder' ? 'orderStatus' : 'creditOrderStatus';
      const pending = { ...(call.body as object), [field]: 'pending' };
      const before = await context.call({ ...call, body: pending });
      context.expectStatus(requirements.laterState, before, 202, { variant: 'pending' });
      const final = await context.call(await options.validCall(context, operation));
      context.expectStatus(requirements.laterState, final, 202, {
        variant: 'approved, after pending',
      });
    },
  };
}

function confirmationRepeatTest(
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `PUT ${operation.path} once more`,
    verifies: [requirements.confirmationRepeats],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      await context.call(call);
      const again = await context.call(call);
      context.expectStatus(requirements.confirmationRepeats, again, 202, { variant: 'the repeat' });
    },
  };
}

function unknownReferenceTest(
  operation: Operation,
  options: OperationTestOptions,
): ConformanceTest {
  return {
    name: `PUT ${operation.path} for a request that nobody sent`,
    verifies: [requirements.unknownReference],
    run: async (context) => {
      const call = await options.validCall(context, operation);
      const body = { ...(call.body as object), requestReferenceId: randomUUID() };
      const exchange = await context.call({ ...call, body, probe: true });
      context.expectStatus(requirements.unknownReference, exchange, 400, {
        pointer: '/requestReferenceId',
      });
    },
  };
}

function confirmationFields({ requestReferenceId, purchaseOrderId }: EduvOrderRequest) {
  return {
    responseReferenceId: randomUUID(),
    requestReferenceId,
    purchaseOrderId,
    salesOrderId: `SO-${requestReferenceId.slice(0, 8)}`,
    processedTimestamp: toIsoUtc(realNow()),
    success: true,
    status: Code.accepted,
    statusMessage: 'Accepted',
  };
}

function orderConfirmation(request: OrderRequest): OrderConfirmation {
  return {
    ...confirmationFields(request),
    orderStatus: 'approved',
    orderConfirmationLines: request.orderLines.map((line, index) => ({
      ...line,
      salesOrderLineId: String(index + 1),
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}

function creditConfirmation(request: CreditOrderRequest): CreditOrderConfirmation {
  return {
    ...confirmationFields(request),
    creditOrderStatus: 'approved',
    creditOrderConfirmationLines: (request.orderLines ?? []).map((line) => ({
      ...line,
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}
