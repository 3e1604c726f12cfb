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
import { operationTests, type OperationTestOptions } from '../../runner/operation-tests.js';
import type { Test, TestContext } from '../../runner/test-context.js';
import { eduvAuthTests, refusedBySchema, sentAgainTest, tooLittle } from '../edu-v/common-tests.js';
import type { Confirmation, Request } from './sent-orders.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';

/** What a Bestelomgeving sends us, once it does. */
class Heard {
  /** The responseReferenceIds with which orders were approved. */
  readonly approvals = new Set<string>();
  private readonly requests = new Map<string, Promise<Request | undefined>>();

  constructor(readonly lab: ConformanceSession) {}

  /** The first request of that sort; without one the test cannot go on. */
  async request<Message extends Request>(
    context: TestContext,
    operation: Operation,
  ): Promise<Message> {
    let request = this.requests.get(operation.name);
    if (!request) this.requests.set(operation.name, (request = this.wait(operation)));
    const message = await request;
    if (message) return message as Message;
    const { host, port } = this.lab.options.listen;
    return context.skip(
      `the partner sent no good ${operation.path}: send one to http://${host}:${port}/ordersysteem, or give act.${operation.name}`,
    );
  }

  /** A good confirmation of it, another one each time. */
  async confirmation(context: TestContext, operation: Operation): Promise<Confirmation> {
    const request = await this.request(context, requestOf(operation));
    if (operation.name !== 'confirmOrder') return creditConfirmation(request);
    const confirmation = orderConfirmation(request as OrderRequest);
    this.approvals.add(confirmation.responseReferenceId);
    return confirmation;
  }

  /** Makes the partner credit lines of an order, where it is said how. */
  async creditOfLines(): Promise<void> {
    const name = 'creditLines';
    if (!this.lab.options.act[name]) return;
    await this.lab.act({ name });
    const hasLines = (message: object, exchange: Exchange): boolean =>
      'orderLines' in message && isAccepted(exchange);
    await this.lab.waitForRequests(orderOperations.acceptCreditOrder, hasLines);
  }

  private async wait(operation: Operation): Promise<Request | undefined> {
    await this.lab.act(operation);
    const [exchange] = await this.lab.waitForRequests(operation, (_, one) => isAccepted(one));
    return exchange && jsonBodyOf<Request>(exchange);
  }
}

function requestOf(operation: Operation): Operation {
  return operation.name === 'confirmOrder'
    ? orderOperations.acceptOrder
    : orderOperations.acceptCreditOrder;
}

/** What is tried on a Bestelomgeving. */
export function bestelomgevingTests(session: ConformanceSession): Test[] {
  const heard = new Heard(session);
  const confirm = [orderOperations.confirmOrder, orderOperations.confirmCreditOrder];
  const how: OperationTestOptions = {
    good: async (context, operation) => ({
      operation,
      body: await heard.confirmation(context, operation),
    }),
    astray: (operation) => ({
      operation,
      body: operation.name === 'acceptOrder' ? orderExamples.order : orderExamples.creditOrder,
    }),
    tooLittle,
    refusedBySchema: (context, exchange) => refusedBySchema(requirements, context, exchange),
  };
  return [
    ...confirm.map((operation) => laterStateTest(operation, how)),
    ...operationTests(orderDescriptor, 'bestelomgeving', how),
    ...confirm.flatMap((operation) => eduvAuthTests(requirements, operation, how.good)),
    ...confirm.map((operation) => confirmationRepeatTest(operation, how)),
    ...confirm.map((operation) => unknownReferenceTest(operation, how)),
    creditHeardTest(heard),
    sentAgainTest(requirements.sameContent, orderOperations.acceptCreditOrder, {
      reference: 'requestReferenceId',
      first: (context) => heard.request(context, orderOperations.acceptCreditOrder),
    }),
  ];
}

/** Whether a credit order is for what we approved: nobody but the runner knows how that was done. */
function creditHeardTest(heard: Heard): Test {
  return {
    name: 'A credit order is for an order that was approved',
    verifies: [
      requirements.creditOfKnownOrder,
      requirements.approvedReference,
      requirements.creditWithinOrder,
      requirements.sameContent,
    ],
    run: async (context) => {
      await heard.request(context, orderOperations.acceptCreditOrder);
      await heard.creditOfLines();
      const orders = heard.lab
        .receivedRequests(orderOperations.acceptOrder, () => true)
        .flatMap((exchange) => jsonBodyOf<OrderRequest>(exchange) ?? []);
      for (const exchange of heard.lab.receivedRequests(
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
            heard.approvals.has(responseReferenceId.toLowerCase()),
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
function laterStateTest(operation: Operation, how: OperationTestOptions): Test {
  const { path, name } = operation;
  return {
    name: `PUT ${path}: pending, then approved`,
    first: true,
    verifies: [requirements.laterState],
    run: async (context) => {
      const ask = await how.good(context, operation);
      const field = name === 'confirmOrder' ? 'orderStatus' : 'creditOrderStatus';
      const pending = { ...(ask.body as object), [field]: 'pending' };
      const before = await context.call({ ...ask, body: pending });
      context.answers(requirements.laterState, before, 202, { what: 'pending' });
      const final = await context.call(await how.good(context, operation));
      context.answers(requirements.laterState, final, 202, { what: 'approved, after pending' });
    },
  };
}

function confirmationRepeatTest(operation: Operation, how: OperationTestOptions): Test {
  return {
    name: `PUT ${operation.path} once more`,
    verifies: [requirements.confirmationRepeats],
    run: async (context) => {
      const ask = await how.good(context, operation);
      await context.call(ask);
      const again = await context.call(ask);
      context.answers(requirements.confirmationRepeats, again, 202, { what: 'the repeat' });
    },
  };
}

function unknownReferenceTest(operation: Operation, how: OperationTestOptions): Test {
  return {
    name: `PUT ${operation.path} for a request that nobody sent`,
    verifies: [requirements.unknownReference],
    run: async (context) => {
      const ask = await how.good(context, operation);
      const body = { ...(ask.body as object), requestReferenceId: randomUUID() };
      const exchange = await context.call({ ...ask, body, probe: true });
      context.answers(requirements.unknownReference, exchange, 400, {
        pointer: '/requestReferenceId',
      });
    },
  };
}

function common({ requestReferenceId, purchaseOrderId }: Request) {
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
    ...common(request),
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
    ...common(request),
    creditOrderStatus: 'approved',
    creditOrderConfirmationLines: (request.orderLines ?? []).map((line) => ({
      ...line,
      status: Code.accepted,
      statusMessage: 'Accepted',
    })),
  };
}
