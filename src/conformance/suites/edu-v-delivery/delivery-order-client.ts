import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { CallOptions } from '../../runner/target-client.js';
import { jsonBodyOf } from '../../runner/suite.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import { deliveryRequestOf, type DeliveryTestData } from './test-data.js';

const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

/** A confirmation of the Aanspraakmanager, and the exchange in which it came. */
interface ReceivedConfirmation {
  exchange: Exchange;
  message: DeliveryOrderConfirmation;
}

/** Sends delivery orders to an Aanspraakmanager, and waits for its confirmations. */
export class DeliveryOrderClient {
  /** References of requests that the Aanspraakmanager had to reject. */
  readonly rejectedReferences = new Set<string>();

  constructor(readonly testData: DeliveryTestData) {}

  /** Creates a call with that request, and stores the request in the sandbox as sent. */
  async prepareCall(
    request: DeliveryOrderRequest,
  ): Promise<CallOptions & { body: DeliveryOrderRequest }> {
    const { session } = this.testData;
    await session.recordSent(REQUESTS, request.deliveryOrderReferenceId, request);
    return { operation: acceptDeliveryOrder, body: request };
  }

  async send(context: TestContext, request: DeliveryOrderRequest): Promise<Exchange> {
    return context.call(await this.prepareCall(request));
  }

  /**
   * Returns the confirmations of a request so far. A confirmation that was answered 401 is left out
   * if there is another one, because the partner sends it again with a new token.
   */
  confirmationsOf(request: DeliveryOrderRequest): Exchange[] {
    const { partnerRequests } = this.testData.session;
    const authorized = partnerRequests.received(confirmDeliveryOrder, confirmsAuthorized(request));
    return authorized.length > 0
      ? authorized
      : partnerRequests.received(confirmDeliveryOrder, confirms(request));
  }

  async waitForConfirmations(request: DeliveryOrderRequest, count = 1): Promise<Exchange[]> {
    const { partnerRequests } = this.testData.session;
    await partnerRequests.waitFor(confirmDeliveryOrder, confirmsAuthorized(request), count);
    return this.confirmationsOf(request);
  }

  /** Sends a request and waits for its confirmation. Skips the test if none arrives. */
  async sendAndAwaitConfirmation(
    context: TestContext,
    request: DeliveryOrderRequest,
  ): Promise<ReceivedConfirmation> {
    const sent = await this.send(context, request);
    // Every 2xx counts: another test checks that it is 202.
    if (sent.status < 200 || sent.status >= 300)
      return context.skip(`the request was answered ${describeResponse(sent)}, not 202`);
    const [exchange] = await this.waitForConfirmations(request);
    const message = exchange && jsonBodyOf<DeliveryOrderConfirmation>(exchange);
    if (exchange && message) return { exchange, message };
    return context.skip('the partner did not confirm the request');
  }

  /** Places an order and waits until it is accepted. Skips the test if it is rejected. */
  async placeAcceptedOrder(context: TestContext): Promise<DeliveryOrder> {
    const order = this.testData.order();
    const { message } = await this.sendAndAwaitConfirmation(context, deliveryRequestOf(order));
    if (message.success) return { ...order, status: 'processed' };
    return context.skip(
      `the order was rejected (${message.statusMessage}): configure data.products, ` +
        'data.contract and data.school with values that the partner knows',
    );
  }

  /** Checks that the confirmation of a request rejects it. */
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

function confirms({ deliveryOrderReferenceId: reference }: DeliveryOrderRequest) {
  return ({ deliveryOrderReferenceId }: Record<string, unknown>): boolean =>
    String(deliveryOrderReferenceId).toLowerCase() === reference.toLowerCase();
}

function confirmsAuthorized(request: DeliveryOrderRequest) {
  const isConfirmation = confirms(request);
  return (message: Record<string, unknown>, { status }: Exchange): boolean =>
    status !== 401 && isConfirmation(message);
}
