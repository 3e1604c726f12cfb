import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { REQUESTS, deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import type { Requirement } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { CallOptions } from '../../runner/conformance-session.js';
import { describeResponse, type TestContext } from '../../runner/test-context.js';
import { requestOf, type DeliveryTestData } from './test-data.js';
import { jsonBodyOf } from '../../runner/suite.js';

type Confirmation = DeliveryOrderConfirmation;
const { confirmDeliveryOrder } = deliveryOperations;

/** Delivery orders that are sent to an Aanspraakmanager, and what is heard of them. */
export class AcceptedRequests {
  /** References of requests that were to be refused. */
  readonly refused = new Set<string>();

  constructor(readonly world: DeliveryTestData) {}

  /** A call with that request, of which our own side then knows that it was sent. */
  async ask(request: DeliveryOrderRequest): Promise<CallOptions & { body: DeliveryOrderRequest }> {
    await this.world.lab.sent(REQUESTS, request.deliveryOrderReferenceId, request);
    return { operation: deliveryOperations.acceptDeliveryOrder, body: request };
  }

  async send(context: TestContext, request: DeliveryOrderRequest): Promise<Exchange> {
    return context.call(await this.ask(request));
  }

  /** What was heard of a request so far. */
  heard(request: DeliveryOrderRequest): Exchange[] {
    const { lab: session } = this.world;
    const letIn = session.receivedRequests(confirmDeliveryOrder, isLetInAbout(request));
    return letIn.length > 0
      ? letIn
      : session.receivedRequests(confirmDeliveryOrder, isAbout(request));
  }

  async hears(request: DeliveryOrderRequest, count = 1): Promise<Exchange[]> {
    await this.world.lab.waitForRequests(confirmDeliveryOrder, isLetInAbout(request), count);
    return this.heard(request);
  }

  /** Sends a request and hears what becomes of it; the test cannot go on where nothing is heard. */
  async outcome(
    context: TestContext,
    request: DeliveryOrderRequest,
  ): Promise<{ exchange: Exchange; message: Confirmation }> {
    const sent = await this.send(context, request);
    // Another status of success was said already: what follows on it can be judged all the same.
    const isTaken = sent.status >= 200 && sent.status < 300;
    const [exchange] = isTaken ? await this.hears(request) : [];
    const message = exchange && jsonBodyOf<Confirmation>(exchange);
    if (exchange && message) return { exchange, message };
    return context.skip(
      isTaken ? 'the request was never confirmed' : `it was answered ${describeResponse(sent)}`,
    );
  }

  /** An order that was accepted; without one the test cannot go on. */
  async accepted(
    context: TestContext,
    order: DeliveryOrder = this.world.order(),
  ): Promise<DeliveryOrder> {
    const { message } = await this.outcome(context, requestOf(order));
    if (message.success) return { ...order, status: 'processed' };
    return context.skip(
      `the order was refused (${message.statusMessage}): give data.products, data.contract and data.school that the partner knows`,
    );
  }

  /** Sees that a request is refused in its confirmation. */
  async refuses(
    context: TestContext,
    requirement: Requirement,
    request: DeliveryOrderRequest,
  ): Promise<void> {
    const { exchange, message } = await this.outcome(context, request);
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
