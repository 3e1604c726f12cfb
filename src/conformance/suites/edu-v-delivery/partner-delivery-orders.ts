import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import { withRequiredStatus } from '../../../apis/edu-v-delivery/confirmed-status.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { pause, realNow, toIsoUtc } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { TestContext } from '../../runner/test-context.js';
import { triggerRequest, type Arrival } from '../edu-v/partner-triggers.js';
import { callAsReader, readById } from './reads/read-calls.js';
import type { DeliveryTestData } from './test-data.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';

type RequestKind = 'acceptDeliveryOrder' | 'changeDeliveryOrder' | 'cancelDeliveryOrder';

/** Pause between two reads of an order that is expected to change. */
const POLL_MS = 100;
const { acceptDeliveryOrder, confirmDeliveryOrder } = deliveryOperations;

const missingRequests: Record<RequestKind, string> = {
  acceptDeliveryOrder: 'a valid new delivery order',
  changeDeliveryOrder: 'a valid request for a lower quantity of a delivery order',
  cancelDeliveryOrder: 'a valid request to cancel a delivery order',
};

/** Delivery orders that a Bestelomgeving sends to the sandbox, and the orders as it shows them. */
export class PartnerDeliveryOrders {
  private readonly requests = new Map<RequestKind, Promise<Arrival>>();

  constructor(readonly testData: DeliveryTestData) {}

  /** Returns the first new order. Skips the test if the partner sends none. */
  order(context: TestContext): Promise<DeliveryOrderRequest> {
    return this.request(context, 'acceptDeliveryOrder', ({ status }) => status === 'ordered');
  }

  /** Returns the first request that changes an order. Skips the test if the partner sends none. */
  change(context: TestContext): Promise<DeliveryOrderRequest> {
    const isLater = ({ status }: DeliveryOrder): boolean =>
      status === 'processed' || status === 'licensed';
    return this.request(context, 'changeDeliveryOrder', isLater);
  }

  /** Returns the first cancellation. Skips the test if the partner sends none. */
  cancellation(context: TestContext): Promise<DeliveryOrderRequest> {
    return this.request(context, 'cancelDeliveryOrder', ({ status }) => status === 'cancelled');
  }

  /** Tells if the partner has sent this order in this run. Such an order may change at any time. */
  wasSent({ deliveryOrderId }: DeliveryOrder): boolean {
    return (
      this.testData.session.partnerRequests.received(
        acceptDeliveryOrder,
        (message) =>
          (message as unknown as DeliveryOrderRequest).deliveryOrder?.deliveryOrderId ===
          deliveryOrderId,
      ).length > 0
    );
  }

  confirm(
    context: TestContext,
    request: DeliveryOrderRequest,
    difference: Partial<DeliveryOrderConfirmation> = {},
  ): Promise<Exchange> {
    const { status } = request.deliveryOrder;
    const isNewOrEnd = status === 'ordered' || status === 'cancelled';
    return context.call({
      operation: confirmDeliveryOrder,
      body: this.confirmationOf(request, difference),
      // Another requirement reports a change that is not allowed.
      ...(!isNewOrEnd && { refusable: 'state' }),
    });
  }

  /**
   * Reads an order of the partner until it matches. Returns the last result if the timeout elapses
   * first.
   */
  async read(
    context: TestContext,
    { deliveryOrderId }: DeliveryOrder,
    matches: (order: DeliveryOrder) => boolean = () => true,
  ): Promise<{ exchange: Exchange; order: DeliveryOrder | undefined }> {
    const until = realNow() + this.testData.session.options.timeoutMs;
    const call = readById(deliveryOrderId);
    for (;;) {
      const exchange = await callAsReader(context, call);
      const order =
        exchange.status === 200
          ? (parseJson(exchange.response.body) as DeliveryOrder | undefined)
          : undefined;
      if ((order && matches(order)) || realNow() > until) return { exchange, order };
      await pause(POLL_MS);
    }
  }

  private async request(
    context: TestContext,
    kind: RequestKind,
    matches: (order: DeliveryOrder) => boolean,
  ): Promise<DeliveryOrderRequest> {
    let arrival = this.requests.get(kind);
    if (!arrival) {
      arrival = triggerRequest(this.testData.session, {
        operation: acceptDeliveryOrder,
        action: kind,
        description: missingRequests[kind],
        matches: (message, exchange) => {
          const { deliveryOrder } = message as unknown as Partial<DeliveryOrderRequest>;
          return isAccepted(exchange) && deliveryOrder !== undefined && matches(deliveryOrder);
        },
      });
      this.requests.set(kind, arrival);
    }
    const { exchange, reason } = await arrival;
    const message = exchange && jsonBodyOf<DeliveryOrderRequest>(exchange);
    return message ?? context.skip(String(reason));
  }

  /** The requests that the sandbox has accepted so far. */
  received(): DeliveryOrderRequest[] {
    return this.testData.session.partnerRequests
      .received(acceptDeliveryOrder, (_, exchange) => isAccepted(exchange))
      .flatMap((exchange) => jsonBodyOf<DeliveryOrderRequest>(exchange) ?? []);
  }

  /** Creates a new valid confirmation of a request, except for the given differences. */
  confirmationOf(
    request: DeliveryOrderRequest,
    difference: Partial<DeliveryOrderConfirmation> = {},
  ): DeliveryOrderConfirmation {
    const { deliveryOrderReceiveId = this.testData.session.ids.uuid() } = difference;
    return deliveryConfirmationOf(request, { ...difference, deliveryOrderReceiveId });
  }
}

export function deliveryConfirmationOf(
  request: DeliveryOrderRequest,
  difference: Partial<DeliveryOrderConfirmation> & { deliveryOrderReceiveId: string },
): DeliveryOrderConfirmation {
  const { deliveryOrderReferenceId, deliveryOrder } = request;
  const { deliveryOrderId, productId, status } = deliveryOrder;
  const total = totalOf(deliveryOrder);
  const confirmation = {
    deliveryOrderReferenceId,
    deliveryOrderId,
    productId,
    processedTimestamp: toIsoUtc(realNow()),
    ...(status === 'ordered' && { newStatus: 'processed' as const }),
    ...(status !== 'ordered' && total !== undefined && { newTotalQuantity: total }),
    success: true,
    status: Code.ok,
    statusMessage: 'OK',
    ...difference,
  };
  return withRequiredStatus(confirmation, status);
}
