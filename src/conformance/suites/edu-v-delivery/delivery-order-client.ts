import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { RefusalReason } from '../../../platform/api/operation.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { CallOptions } from '../../runner/target-client.js';
import { jsonBodyOf } from '../../runner/suite.js';
import {
  describeResponse,
  type ExpectationDetail,
  type TestContext,
} from '../../runner/test-context.js';
import { deliveryRequirements as requirements } from '../../../apis/edu-v-delivery/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { realNow } from '../../../platform/time/time.js';
import type { DeliveryTestData } from './test-data.js';

const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

/** Why a test that waits for a confirmation is skipped: one requirement reports it. */
export const NOT_CONFIRMED = `no confirmation arrived: see ${requirements.confirms.id}`;

/** A confirmation of the Aanspraakmanager, and the exchange in which it came. */
interface ReceivedConfirmation {
  exchange: Exchange;
  message: DeliveryOrderConfirmation;
}

/** Sends delivery orders to an Aanspraakmanager, and waits for its confirmations. */
export class DeliveryOrderClient {
  /** References of requests that the Aanspraakmanager had to reject. */
  readonly rejectedReferences = new Set<string>();
  /** When each request was sent, by its reference in lower case. */
  readonly sentAt = new Map<string, number>();
  private acceptance: Promise<unknown> | undefined;

  constructor(readonly testData: DeliveryTestData) {}

  /** Creates a call with that request, and stores the request in the sandbox as sent. */
  async prepareCall(
    request: DeliveryOrderRequest,
  ): Promise<CallOptions & { body: DeliveryOrderRequest }> {
    const { session } = this.testData;
    const id = request.deliveryOrderReferenceId.toLowerCase();
    if (!this.sentAt.has(id)) this.sentAt.set(id, realNow());
    await session.recordSent(REQUESTS, request.deliveryOrderReferenceId, request);
    return { operation: acceptDeliveryOrder, body: request };
  }

  async send(
    context: TestContext,
    request: DeliveryOrderRequest,
    refusable?: RefusalReason,
  ): Promise<Exchange> {
    return context.call({ ...(await this.prepareCall(request)), refusable });
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
    refusable?: RefusalReason,
  ): Promise<ReceivedConfirmation> {
    const sent = await this.sendAccepted(context, request, refusable);
    const [exchange] = await this.waitForConfirmations(request);
    const message = exchange && jsonBodyOf<DeliveryOrderConfirmation>(exchange);
    if (exchange && message) return { exchange, message };
    return this.failUnconfirmed(context, request, sent);
  }

  /** Reports that an accepted request was never confirmed, and skips the rest of the test. */
  failUnconfirmed(context: TestContext, request: DeliveryOrderRequest, sent: Exchange): never {
    const { partnerRequests, options } = this.testData.session;
    const { method, path } = confirmDeliveryOrder;
    const { status } = request.deliveryOrder;
    context.expect(requirements.confirms, sent, false, {
      pointer: '',
      expected: `a ${method} ${path} within ${options.timeoutMs} ms`,
      seen: partnerRequests.describeMissing(confirmDeliveryOrder),
      before: `a request with the status ${status} was accepted`,
      causes: [requirements.provided, requirements.validMessage, requirements.echoReference],
      // The partner may have another address for the runner.
      cause: partnerRequests.isEmpty ? 'configuration' : undefined,
    });
    return context.skip(NOT_CONFIRMED);
  }

  /** Sends a request; skips the test unless it is accepted. */
  async sendAccepted(
    context: TestContext,
    request: DeliveryOrderRequest,
    refusable?: RefusalReason,
  ): Promise<Exchange> {
    const sent = await this.send(context, request, refusable);
    // Every 2xx counts: another test checks that it is 202.
    if (sent.status >= 200 && sent.status < 300) return sent;
    return context.skip(
      `PUT ${acceptDeliveryOrder.path} was answered ${describeResponse(sent)}, not 202: see ` +
        `${derivedRequirements(acceptDeliveryOrder).ok?.id}`,
    );
  }

  /** Places an order and waits until it is accepted. Skips the test if it is rejected. */
  async placeAcceptedOrder(
    context: TestContext,
    order = this.testData.order(),
  ): Promise<DeliveryOrder> {
    const request = this.testData.request(order);
    const { message } = await this.sendAndAwaitConfirmation(context, request);
    requireSuccess(context, message);
    return { ...order, status: 'processed' };
  }

  /**
   * Skips the test unless the partner accepts an order with the same product and school: otherwise
   * it would reject a request for another reason than the tested one.
   */
  async requireAcceptance(context: TestContext): Promise<void> {
    this.acceptance ??= this.placeAcceptedOrder(context);
    await this.acceptance;
  }

  /**
   * Checks that a request that violates a rule in the text is not accepted: it is answered with a
   * 4xx, or rejected in its confirmation.
   */
  async expectNotAccepted(
    context: TestContext,
    requirement: Requirement,
    request: DeliveryOrderRequest,
    { variant, ...detail }: ExpectationDetail & { pointer: string; variant: string },
  ): Promise<void> {
    const call = await this.prepareCall(request);
    const sent = await context.call({ ...call, probe: true, isValidProbe: true });
    const expected = `400, or a confirmation with success false, for ${variant}`;
    const { status } = sent;
    if (status === 0 || status >= 400) {
      const seen = describeResponse(sent);
      context.expect(requirement, sent, status < 500, { ...detail, expected, seen });
      return;
    }
    const [exchange] = await this.waitForConfirmations(request);
    const message = exchange && jsonBodyOf<DeliveryOrderConfirmation>(exchange);
    if (!message) return this.failUnconfirmed(context, request, sent);
    const seen = `a confirmation with success ${message.success}`;
    context.expect(requirement, exchange, !message.success, { ...detail, expected, seen });
  }

  /**
   * Checks that the confirmation of a request rejects it. By default the request violates a rule
   * that only the text states.
   */
  async expectRejection(
    context: TestContext,
    requirement: Requirement,
    request: DeliveryOrderRequest,
    { refusable = 'rule', ...detail }: ExpectationDetail & { refusable?: RefusalReason } = {},
  ): Promise<void> {
    const { exchange, message } = await this.sendAndAwaitConfirmation(context, request, refusable);
    const pointer = '/success';
    context.expectValue(requirement, exchange, message.success, false, { pointer, ...detail });
  }
}

/** Skips the test if the confirmation of a valid order rejects it. */
export function requireSuccess(
  context: TestContext,
  { success, statusMessage = 'without a reason' }: DeliveryOrderConfirmation,
): void {
  if (success) return;
  context.skip(
    `the order was rejected (${statusMessage}): configure data.products, data.contract and ` +
      'data.school with values that the partner knows',
  );
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
