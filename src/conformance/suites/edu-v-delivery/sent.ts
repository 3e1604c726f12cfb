import { randomUUID } from 'node:crypto';
import { totalOf } from '../../../contracts/edu-v-delivery/coherence.js';
import type {
  DeliveryOrder,
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { deliveryApi } from '../../../contracts/edu-v-delivery/operations.js';
import { Code } from '../../../contracts/edu-v/errors.js';
import { after, realNow, zulu } from '../../../kernel/clock/time.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import type { Exchange } from '../../../kernel/journal/exchange.js';
import type { Trial } from '../../runner/trial.js';
import type { DeliveryWorld } from './world.js';
import { isTaken, messageOf } from '../suite.js';

type Request = DeliveryOrderRequest;
type Kind = 'acceptDeliveryOrder' | 'changeDeliveryOrder' | 'cancelDeliveryOrder';

/** Between two looks at an order that is to change. */
const LOOK_MS = 100;
const { acceptDeliveryOrder, confirmDeliveryOrder, getDeliveryOrder } = deliveryApi;

const wanted: Record<Kind, string> = {
  acceptDeliveryOrder: 'a good new delivery order',
  changeDeliveryOrder: 'a good request for a lower quantity of a delivery order',
  cancelDeliveryOrder: 'a good request for a cancelled delivery order',
};

/** What a Bestelomgeving sends us, once it does, and what it says of it when it is asked. */
export class SentByPartner {
  private readonly requests = new Map<Kind, Promise<Request | undefined>>();

  constructor(readonly world: DeliveryWorld) {}

  /** The first new order; without one the test cannot go on. */
  order(trial: Trial): Promise<Request> {
    return this.request(trial, 'acceptDeliveryOrder', ({ status }) => status === 'ordered');
  }

  /** The first order whose quantity is lowered. */
  change(trial: Trial): Promise<Request> {
    const isLater = ({ status }: DeliveryOrder): boolean =>
      status === 'processed' || status === 'licensed';
    return this.request(trial, 'changeDeliveryOrder', isLater);
  }

  /** The first order that is cancelled. */
  cancellation(trial: Trial): Promise<Request> {
    return this.request(trial, 'cancelDeliveryOrder', ({ status }) => status === 'cancelled');
  }

  /** Whether the partner has sent anything about that order: then it may change at any time. */
  isMoving({ deliveryOrderId }: DeliveryOrder): boolean {
    return (
      this.world.lab.heard(
        acceptDeliveryOrder,
        (message) =>
          (message as unknown as Request).deliveryOrder?.deliveryOrderId === deliveryOrderId,
      ).length > 0
    );
  }

  confirm(
    trial: Trial,
    request: Request,
    difference: Partial<DeliveryOrderConfirmation> = {},
  ): Promise<Exchange> {
    return trial.call({
      operation: confirmDeliveryOrder,
      body: { ...confirmationOf(request), ...difference },
    });
  }

  /** The order as the partner says it is, once that fits; the last look when the time is over. */
  async read(
    trial: Trial,
    { deliveryOrderId }: DeliveryOrder,
    fits: (order: DeliveryOrder) => boolean = () => true,
  ): Promise<{ exchange: Exchange; order: DeliveryOrder | undefined }> {
    const until = realNow() + this.world.lab.options.timeoutMs;
    const path = getDeliveryOrder.path.replace('{id}', deliveryOrderId);
    for (;;) {
      const exchange = await trial.call({ operation: getDeliveryOrder, path, as: 'entitlor' });
      const order =
        exchange.status === 200
          ? (jsonOf(exchange.response.body) as DeliveryOrder | undefined)
          : undefined;
      if ((order && fits(order)) || realNow() > until) return { exchange, order };
      await new Promise<void>((look) => void after(LOOK_MS, look));
    }
  }

  private async request(
    trial: Trial,
    kind: Kind,
    fits: (order: DeliveryOrder) => boolean,
  ): Promise<Request> {
    let request = this.requests.get(kind);
    if (!request) this.requests.set(kind, (request = this.wait(kind, fits)));
    const { host, port } = this.world.lab.options.listen;
    return (
      (await request) ??
      trial.skip(
        `the partner did not send ${wanted[kind]}: send one to http://${host}:${port}/aanspraakmanager, or give act.${kind}`,
      )
    );
  }

  private async wait(
    kind: Kind,
    fits: (order: DeliveryOrder) => boolean,
  ): Promise<Request | undefined> {
    const { lab } = this.world;
    await lab.act({ name: kind });
    const [exchange] = await lab.hears(acceptDeliveryOrder, (message, one) => {
      const { deliveryOrder } = message as unknown as Partial<Request>;
      return isTaken(one) && deliveryOrder !== undefined && fits(deliveryOrder);
    });
    return exchange && messageOf<Request>(exchange);
  }
}

/** A good confirmation of a request, another one each time. */
export function confirmationOf(request: Request): DeliveryOrderConfirmation {
  const { deliveryOrderReferenceId, deliveryOrder } = request;
  const { deliveryOrderId, productId, status } = deliveryOrder;
  const total = totalOf(deliveryOrder);
  return {
    deliveryOrderReferenceId,
    deliveryOrderReceiveId: randomUUID(),
    deliveryOrderId,
    productId,
    processedTimestamp: zulu(realNow()),
    ...(status === 'ordered' && { newStatus: 'processed' as const }),
    ...(status !== 'ordered' && total !== undefined && { newTotalQuantity: total }),
    success: true,
    status: Code.ok,
    statusMessage: 'OK',
  };
}
