import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { REQUESTS, deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import type { Requirement } from '../../../kernel/contract/requirement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Ask } from '../../runner/lab.js';
import { seenIn, type Trial } from '../../runner/trial.js';
import { requestOf, type DeliveryWorld } from './world.js';
import { messageOf } from '../suite.js';

type Confirmation = DeliveryOrderConfirmation;
const { confirmDeliveryOrder } = deliveryApi;

/** Delivery orders that are sent to an Aanspraakmanager, and what is heard of them. */
export class Taken {
  /** References of requests that were to be refused. */
  readonly refused = new Set<string>();

  constructor(readonly world: DeliveryWorld) {}

  /** A call with that request, of which our own side then knows that it was sent. */
  async ask(request: DeliveryOrderRequest): Promise<Ask & { body: DeliveryOrderRequest }> {
    await this.world.lab.sent(REQUESTS, request.deliveryOrderReferenceId, request);
    return { operation: deliveryApi.acceptDeliveryOrder, body: request };
  }

  async send(trial: Trial, request: DeliveryOrderRequest): Promise<Exchange> {
    return trial.call(await this.ask(request));
  }

  /** What was heard of a request so far. */
  heard(request: DeliveryOrderRequest): Exchange[] {
    const { lab } = this.world;
    const letIn = lab.heard(confirmDeliveryOrder, isLetInAbout(request));
    return letIn.length > 0 ? letIn : lab.heard(confirmDeliveryOrder, isAbout(request));
  }

  async hears(request: DeliveryOrderRequest, count = 1): Promise<Exchange[]> {
    await this.world.lab.hears(confirmDeliveryOrder, isLetInAbout(request), count);
    return this.heard(request);
  }

  /** Sends a request and hears what becomes of it; the test cannot go on where nothing is heard. */
  async outcome(
    trial: Trial,
    request: DeliveryOrderRequest,
  ): Promise<{ exchange: Exchange; message: Confirmation }> {
    const sent = await this.send(trial, request);
    // Another status of success was said already: what follows on it can be judged all the same.
    const isTaken = sent.status >= 200 && sent.status < 300;
    const [exchange] = isTaken ? await this.hears(request) : [];
    const message = exchange && messageOf<Confirmation>(exchange);
    if (exchange && message) return { exchange, message };
    return trial.skip(
      isTaken ? 'the request was never confirmed' : `it was answered ${seenIn(sent)}`,
    );
  }

  /** An order that was accepted; without one the test cannot go on. */
  async accepted(trial: Trial, order: DeliveryOrder = this.world.order()): Promise<DeliveryOrder> {
    const { message } = await this.outcome(trial, requestOf(order));
    if (message.success) return { ...order, status: 'processed' };
    return trial.skip(
      `the order was refused (${message.statusMessage}): give data.products, data.contract and data.school that the partner knows`,
    );
  }

  /** Sees that a request is refused in its confirmation. */
  async refuses(
    trial: Trial,
    requirement: Requirement,
    request: DeliveryOrderRequest,
  ): Promise<void> {
    const { exchange, message } = await this.outcome(trial, request);
    trial.expect(requirement, exchange, !message.success, {
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
