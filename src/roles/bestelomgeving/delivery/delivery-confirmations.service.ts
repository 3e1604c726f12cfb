import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type {
  DeliveryOrderConfirmation,
  DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { REQUESTS } from '../../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { eduvProblems } from '../../../contracts/edu-v/errors.js';
import type { Caller } from '../../../kernel/auth/caller.js';
import { Clock } from '../../../kernel/clock/clock.js';
import { zulu } from '../../../kernel/clock/time.js';
import type { Received } from '../../../kernel/contract/received.js';
import { finding } from '../../../kernel/contract/requirement.js';
import { Messages, keyOf } from '../../../kernel/messages/messages.js';
import { Store, insertInto, type Reading } from '../../../kernel/persistence/store.js';
import type { Seen } from '../../../kernel/state/collections.js';
import { apply, wrongChange } from './change.js';
import { checkConfirmation, checkRepeat } from './checks.js';
import { DeliveryOrders } from './delivery-orders.js';

const INSERT = insertInto(
  'delivery_confirmations',
  'workspace about id arrival deliveryOrderId document',
);
const ONE =
  'select "document" from "delivery_confirmations" where "workspace" = ? and "about" = ? and "id" = ?';
const OF_ORDER = `select "about", "document" from "delivery_confirmations"
  where "workspace" = ? and "deliveryOrderId" = ? order by "arrival"`;

/** What the Bestelomgeving hears of the delivery orders that were sent. */
@Injectable()
export class DeliveryConfirmationsService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly orders: DeliveryOrders,
  ) {}

  async confirm(
    caller: Caller,
    { message, text }: Received<DeliveryOrderConfirmation>,
  ): Promise<void> {
    const { workspace } = caller;
    const { deliveryOrderReferenceId, deliveryOrderReceiveId, deliveryOrderId } = message;
    const [about, id] = [keyOf(deliveryOrderReferenceId), keyOf(deliveryOrderId)];
    await this.store.write(async (unit) => {
      const sent = await this.messages.find(unit, workspace, REQUESTS, about);
      if (!sent) {
        const expected = 'that of a request that was sent';
        caller.note([
          finding(
            asked.echoReference,
            '/deliveryOrderReferenceId',
            expected,
            deliveryOrderReferenceId,
          ),
        ]);
        throw eduvProblems.deliveryReferenceUnknown(deliveryOrderReferenceId);
      }
      const request = (JSON.parse(sent.document) as DeliveryOrderRequest).deliveryOrder;
      const order = await this.orders.find(unit, workspace, id);
      if (!order || keyOf(request.deliveryOrderId) !== id) {
        const expected = request.deliveryOrderId;
        caller.note([
          finding(asked.echoDeliveryOrder, '/deliveryOrderId', expected, deliveryOrderId),
        ]);
        throw eduvProblems.confirmsAnotherOrder(deliveryOrderId);
      }
      const before = await unit.get<{ document: string }>(
        ONE,
        workspace,
        about,
        deliveryOrderReceiveId,
      );
      if (before) {
        checkRepeat(caller, parsed(before), message);
        return;
      }
      const earlier = await unit.all<{ about: string; document: string }>(OF_ORDER, workspace, id);
      const ofRequest = earlier.filter((one) => one.about === about).map(parsed);
      checkConfirmation(caller, message, request, {
        now: this.clock.now(workspace),
        earlier: ofRequest,
      });
      const wrong = message.success ? wrongChange(message, order, request) : undefined;
      if (wrong) {
        const { requirement, pointer, expected, why, problem } = wrong;
        caller.note([finding(requirement, pointer, expected, why)]);
        throw problem(why);
      }
      const changed = message.success ? apply(message, order, request) : order;
      await unit.run(INSERT, workspace, about, deliveryOrderReceiveId, uuid(), id, text);
      if (changed === order) return;
      const dateLastModified = zulu(this.clock.now(workspace));
      await this.orders.change(unit, workspace, { ...changed, dateLastModified });
    });
  }

  /** What the Bestelomgeving heard of an order, for the control API. */
  async view(look: Reading, workspace: string, id: string): Promise<Seen> {
    const heard = await look.all<{ document: string }>(OF_ORDER, workspace, id);
    return {
      summary: {},
      detail: { confirmations: heard.map(({ document }) => JSON.parse(document) as unknown) },
    };
  }
}

function parsed({ document }: { document: string }): DeliveryOrderConfirmation {
  return JSON.parse(document) as DeliveryOrderConfirmation;
}
