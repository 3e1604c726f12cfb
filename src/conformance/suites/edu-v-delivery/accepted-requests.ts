import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { CallOptions } from '../../runner/partner-client.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import { deliveryRequestOf, type DeliveryTestData } from './test-data.js';
import { jsonBodyOf } from '../../runner/suite.js';

type Confirmation = DeliveryOrderConfirmation;
const { confirmDeliveryOrder } = deliveryOperations;

/** Delivery orders that are sent to an Aanspraakmanager, and what is heard of them. */
export class DeliveryOrderClient {
  /** References of requests that were to be refused. */
  readonly rejectedReferences = new Set<string>();

  constructor(readonly testData: DeliveryTestData) {}

  /** A call with that request, of which our own side then knows that it was sent. */
  async prepareCall(
    request: DeliveryOrderRequest,
  ): Promise<CallOptions & { body: DeliveryOrderRequest }> {
    await this.testData.session.recordSent(REQUESTS, request.deliveryOrderReferenceId, request);
    return { operation: deliveryOperations.acceptDeliveryOrder, body: request };
  }

  async send(context: TestContext, request: DeliveryOrderRequest): Promise<Exchange> {
    return context.call(await this.prepareCall(request));
  }

  /** What was heard of a request so far. */
  confirmationsOf(request: DeliveryOrderRequest): Exchange[] {
    const { session } = this.testData;
    const letIn = session.partnerRequests.received(confirmDeliveryOrder, isLetInAbout(request));
    return letIn.length > 0
      ? letIn
      : session.partnerRequests.received(confirmDeliveryOrder, isAbout(request));
  }

  async waitForConfirmations(request: DeliveryOrderRequest, count = 1): Promise<Exchange[]> {
    await this.testData.session.partnerRequests.waitFor(
      confirmDeliveryOrder,
      isLetInAbout(request),
      count,
    );
    return this.confirmationsOf(request);
  }

  /** Sends a request and hears what becomes of it; the test cannot go on where nothing is heard. */
  async sendAndAwaitConfirmation(
    context: TestContext,
    request: DeliveryOrderRequest,
  ): Promise<{ exchange: Exchange; message: Confirmation }> {
    const sent = await this.send(context, request);
    // Another status of success was said already: what follows on it can be judged all the same.
    const isTaken = sent.status >= 200 && sent.status < 300;
    const [exchange] = isTaken ? await this.waitForConfirmations(request) : [];
    const message = exchange && jsonBodyOf<Confirmation>(exchange);
    if (exchange && message) return { exchange, message };
    return context.skip(
      isTaken ? 'the request was never confirmed' : `it was answered ${describeResponse(sent)}`,
    );
  }

  /** An order that was accepted; without one the test cannot go on. */
  async placeAcceptedOrder(
    context: TestContext,
    order: DeliveryOrder = this.testData.order(),
  ): Promise<DeliveryOrder> {
    const { message } = await this.sendAndAwaitConfirmation(context, deliveryRequestOf(order));
    if (message.success) return { ...order, status: 'processed' };
    return context.skip(
      `the order was refused (${message.statusMessage}): give data.products, data.contract and data.school that the partner knows`,
    );
  }

  /** Sees that a request is refused in its confirmation. */
  async expectRejection(
    context: TestContext,
    requirement: Requirement,
    request: DeliveryOrderRequest,
  ): Promise<void> {
    const { exchange, message } = await this.sendAndAwaitConfirmation(context, request);
    context.expect(requirement, exchange, !message.success, {
      pointer: '/success',
      expected: 'false',
      seen: String(message.success),
    });
  }
}

function isAbout({ deliveryOrderReferenceId: reference }: DeliveryOrderRequest) {
  return ({ deliveryOrderReferenceId }: Record<string, unknown>): boolean =>
    String(deliveryOrderReferenceId).toLowerCase() === reference.toLowerCase();
}

/** With a token of an earlier run a message comes for nothing, and then once more. */
function isLetInAbout(request: DeliveryOrderRequest) {
  const fits = isAbout(request);
  return (message: Record<string, unknown>, { status }: Exchange): boolean =>
    status !== 401 && fits(message);
}
