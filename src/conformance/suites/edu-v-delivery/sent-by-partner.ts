import { randomUUID } from 'node:crypto';
import { totalOf } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../apis/edu-v-delivery/messages.js';
import { deliveryOperations } from '../../../apis/edu-v-delivery/operations.js';
import { Code } from '../../../apis/edu-v/errors.js';
import { startTimer, realNow, toIsoUtc } from '../../../platform/time/time.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import type { TestContext } from '../../runner/test-context.js';
import type { DeliveryTestData } from './test-data.js';
import { isAccepted, jsonBodyOf } from '../../runner/suite.js';

type Request = DeliveryOrderRequest;
type Kind = 'acceptDeliveryOrder' | 'changeDeliveryOrder' | 'cancelDeliveryOrder';

/** Between two looks at an order that is to change. */
const LOOK_MS = 100;
const { acceptDeliveryOrder, confirmDeliveryOrder, getDeliveryOrder } = deliveryOperations;

const missingRequests: Record<Kind, string> = {
  acceptDeliveryOrder: 'a good new delivery order',
  changeDeliveryOrder: 'a good request for a lower quantity of a delivery order',
  cancelDeliveryOrder: 'a good request for a cancelled delivery order',
};

/** What a Bestelomgeving sends us, once it does, and what it says of it when it is asked. */
export class PartnerDeliveryOrders {
  private readonly requests = new Map<Kind, Promise<Request | undefined>>();

  constructor(readonly testData: DeliveryTestData) {}

  /** The first new order; without one the test cannot go on. */
  order(context: TestContext): Promise<Request> {
    return this.request(context, 'acceptDeliveryOrder', ({ status }) => status === 'ordered');
  }

  /** The first order whose quantity is lowered. */
  change(context: TestContext): Promise<Request> {
    const isLater = ({ status }: DeliveryOrder): boolean =>
      status === 'processed' || status === 'licensed';
    return this.request(context, 'changeDeliveryOrder', isLater);
  }

  /** The first order that is cancelled. */
  cancellation(context: TestContext): Promise<Request> {
    return this.request(context, 'cancelDeliveryOrder', ({ status }) => status === 'cancelled');
  }

  /** Whether the partner has sent anything about that order: then it may change at any time. */
  wasSent({ deliveryOrderId }: DeliveryOrder): boolean {
    return (
      this.testData.session.partnerRequests.received(
        acceptDeliveryOrder,
        (message) =>
          (message as unknown as Request).deliveryOrder?.deliveryOrderId === deliveryOrderId,
      ).length > 0
    );
  }

  confirm(
    context: TestContext,
    request: Request,
    difference: Partial<DeliveryOrderConfirmation> = {},
  ): Promise<Exchange> {
    return context.call({
      operation: confirmDeliveryOrder,
      body: { ...deliveryConfirmationOf(request), ...difference },
    });
  }

  /** The order as the partner says it is, once that fits; the last look when the time is over. */
  async read(
    context: TestContext,
    { deliveryOrderId }: DeliveryOrder,
    fits: (order: DeliveryOrder) => boolean = () => true,
  ): Promise<{ exchange: Exchange; order: DeliveryOrder | undefined }> {
    const until = realNow() + this.testData.session.options.timeoutMs;
    const path = getDeliveryOrder.path.replace('{id}', deliveryOrderId);
    for (;;) {
      const exchange = await context.call({ operation: getDeliveryOrder, path, as: 'entitlor' });
      const order =
        exchange.status === 200
          ? (parseJson(exchange.response.body) as DeliveryOrder | undefined)
          : undefined;
      if ((order && fits(order)) || realNow() > until) return { exchange, order };
      await new Promise<void>((tx) => void startTimer(LOOK_MS, tx));
    }
  }

  private async request(
    context: TestContext,
    kind: Kind,
    fits: (order: DeliveryOrder) => boolean,
  ): Promise<Request> {
    let request = this.requests.get(kind);
    if (!request) this.requests.set(kind, (request = this.wait(kind, fits)));
    const { host, port } = this.testData.session.options.listen;
    return (
      (await request) ??
      context.skip(
        `the partner did not send ${missingRequests[kind]}: send one to http://${host}:${port}/aanspraakmanager, or give act.${kind}`,
      )
    );
  }

  private async wait(
    kind: Kind,
    fits: (order: DeliveryOrder) => boolean,
  ): Promise<Request | undefined> {
    const { session } = this.testData;
    await session.triggerPartner({ name: kind });
    const [exchange] = await session.partnerRequests.waitFor(
      acceptDeliveryOrder,
      (message, one) => {
        const { deliveryOrder } = message as unknown as Partial<Request>;
        return isAccepted(one) && deliveryOrder !== undefined && fits(deliveryOrder);
      },
    );
    return exchange && jsonBodyOf<Request>(exchange);
  }
}

/** A good confirmation of a request, another one each time. */
export function deliveryConfirmationOf(request: Request): DeliveryOrderConfirmation {
  const { deliveryOrderReferenceId, deliveryOrder } = request;
  const { deliveryOrderId, productId, status } = deliveryOrder;
  const total = totalOf(deliveryOrder);
  return {
    deliveryOrderReferenceId,
    deliveryOrderReceiveId: randomUUID(),
    deliveryOrderId,
    productId,
    processedTimestamp: toIsoUtc(realNow()),
    ...(status === 'ordered' && { newStatus: 'processed' as const }),
    ...(status !== 'ordered' && total !== undefined && { newTotalQuantity: total }),
    success: true,
    status: Code.ok,
    statusMessage: 'OK',
  };
}
