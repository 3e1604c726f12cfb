import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { v7 as uuid } from 'uuid';
import { totalOf } from '../../../contracts/edu-v-delivery/coherence.js';
import {
  rowOf,
  statusMoves,
  type DeliveryStatus,
} from '../../../contracts/edu-v-delivery/delivery-types.js';
import {
  DeliveryOrderConfirmation,
  type DeliveryOrder,
  type DeliveryOrderRequest,
} from '../../../contracts/edu-v-delivery/messages.js';
import { REQUESTS } from '../../../contracts/edu-v-delivery/operations.js';
import { deliveryRequirements as asked } from '../../../contracts/edu-v-delivery/requirements.js';
import { eduvProblems, isSuccess } from '../../../contracts/edu-v/errors.js';
import { SKEW_MS, isZulu } from '../../../contracts/edu-v/times.js';
import type { Caller } from '../../../kernel/auth/caller.js';
import { Clock } from '../../../kernel/clock/clock.js';
import { zulu } from '../../../kernel/clock/time.js';
import type { Received } from '../../../kernel/contract/received.js';
import { finding } from '../../../kernel/contract/requirement.js';
import { undeclaredFields } from '../../../kernel/contract/schema.js';
import type { Finding } from '../../../kernel/journal/exchange.js';
import { Messages, keyOf } from '../../../kernel/messages/messages.js';
import { Store, insertInto, type Reading } from '../../../kernel/persistence/store.js';
import type { Seen } from '../../../kernel/state/collections.js';
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
      if (!sent) throw eduvProblems.deliveryReferenceUnknown(deliveryOrderReferenceId);
      const request = (JSON.parse(sent.document) as DeliveryOrderRequest).deliveryOrder;
      const order = await this.orders.find(unit, workspace, id);
      if (!order || keyOf(request.deliveryOrderId) !== id) {
        throw eduvProblems.confirmsAnotherOrder(deliveryOrderId);
      }
      const before = await unit.get<{ document: string }>(
        ONE,
        workspace,
        about,
        deliveryOrderReceiveId,
      );
      if (before) {
        caller.note(repeatFindings(JSON.parse(before.document), message));
        return;
      }
      const earlier = await unit.all<{ about: string; document: string }>(OF_ORDER, workspace, id);
      caller.note(
        findingsOn(
          message,
          request,
          this.clock.now(workspace),
          earlier.filter((one) => one.about === about).map(({ document }) => document),
        ),
      );
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

/** The order as a confirmation of success makes it; throws where that is no move from where it is. */
function apply(
  { newStatus, newTotalQuantity }: DeliveryOrderConfirmation,
  order: DeliveryOrder,
  request: DeliveryOrder,
): DeliveryOrder {
  const moved = withStatus(order, newStatus, request);
  if (newTotalQuantity === undefined || newTotalQuantity === totalOf(moved)) return moved;
  refuseQuantity(newTotalQuantity, moved, request);
  const { parts } = rowOf(order.deliveryType);
  const { totalQuantity } = request.deliverySpecification as { totalQuantity?: number };
  const deliverySpecification = {
    ...moved.deliverySpecification,
    ...(parts && { [parts.list]: request.deliverySpecification[parts.list] }),
    ...(totalQuantity !== undefined && { totalQuantity }),
  };
  return { ...moved, deliverySpecification };
}

function withStatus(
  order: DeliveryOrder,
  newStatus: DeliveryStatus | undefined,
  request: DeliveryOrder,
): DeliveryOrder {
  const { status } = order;
  if (newStatus === undefined || newStatus === status) return order;
  refuseMove(status, newStatus, request);
  const { endDate } = request;
  return {
    // Until it was processed an order may have been refused, and sent again with another content.
    ...(status === 'ordered' && newStatus === 'processed' ? request : order),
    ...(newStatus === 'cancelled' && endDate !== undefined && { endDate }),
    status: newStatus,
  };
}

function refuseQuantity(said: number, order: DeliveryOrder, request: DeliveryOrder): void {
  const { deliveryType, status } = order;
  const [now, wanted] = [totalOf(order), totalOf(request)];
  const why =
    (status === 'cancelled' && 'the order is cancelled') ||
    (!rowOf(deliveryType).open && `${deliveryType} has no total quantity`) ||
    ((said < 1 || said > (now ?? Infinity)) &&
      `${said}; it can only be lowered, from ${now ?? 'no limit'} to at least 1`) ||
    (said !== wanted && `${said}; the request asked for ${wanted ?? 'none'}`);
  if (why) throw eduvProblems.quantityNotAllowed(why);
}

function refuseMove(from: DeliveryStatus, to: DeliveryStatus, request: DeliveryOrder): void {
  if (!statusMoves[from].includes(to)) {
    const allowed = statusMoves[from].join(' or ') || 'nothing: it is final';
    throw eduvProblems.moveNotAllowed(`${to}; the order is ${from} and can become ${allowed}`);
  }
  if (to === 'cancelled' && request.status !== 'cancelled') {
    throw eduvProblems.moveNotAllowed('cancelled; the request did not ask for that');
  }
}

function repeatFindings(before: unknown, message: DeliveryOrderConfirmation): Finding[] {
  if (isDeepStrictEqual(before, message)) return [];
  const seen = 'another message with the same deliveryOrderReceiveId';
  const expected = 'the message as it first came';
  return [finding(asked.sameConfirmation, '/deliveryOrderReceiveId', expected, seen)];
}

function findingsOn(
  message: DeliveryOrderConfirmation,
  request: DeliveryOrder,
  now: number,
  earlier: string[],
): Finding[] {
  const { productId, processedTimestamp, success, status, statusMessage } = message;
  const found = undeclaredFields(DeliveryOrderConfirmation, message)
    // Required by the source, which does not define it.
    .filter((pointer) => pointer !== '/newDeliveryOrderStatus')
    .map((pointer) => finding(asked.knownFieldsOnly, pointer, 'no such field', 'a field'));
  if (!isZulu(processedTimestamp)) {
    found.push(
      finding(asked.zuluTime, '/processedTimestamp', 'a time that ends in Z', processedTimestamp),
    );
  }
  if (Date.parse(processedTimestamp) > now + SKEW_MS) {
    const expected = 'a time that has come';
    found.push(finding(asked.notInTheFuture, '/processedTimestamp', expected, processedTimestamp));
  }
  if (message.deliveryOrderReceiveId === '') {
    found.push(finding(asked.ownReceiveId, '/deliveryOrderReceiveId', 'a reference', 'none'));
  }
  if (success && !isSuccess(status)) {
    found.push(finding(asked.successHasItsCode, '/status', '0', String(status)));
  }
  if (productId !== request.productId) {
    found.push(finding(asked.echoProduct, '/productId', request.productId, productId));
  }
  if (!success && isSuccess(status)) {
    const expected = 'a code that tells of a refusal';
    found.push(finding(asked.reasonWithRefusal, '/status', expected, String(status)));
  }
  if (!success && !statusMessage) {
    found.push(finding(asked.reasonWithRefusal, '/statusMessage', 'the reason', 'missing'));
  }
  if (success && message.newStatus === undefined && message.newTotalQuantity === undefined) {
    const expected = 'newStatus or newTotalQuantity';
    found.push(finding(asked.saysWhatChanged, '/newStatus', expected, 'neither'));
  }
  const said = ({ newStatus, newTotalQuantity, success: done }: DeliveryOrderConfirmation) =>
    JSON.stringify([newStatus, newTotalQuantity, done]);
  const same = earlier
    .map((document) => JSON.parse(document) as DeliveryOrderConfirmation)
    .find((one) => said(one) === said(message));
  if (same) {
    found.push(
      finding(
        asked.confirmedOnce,
        '/deliveryOrderReceiveId',
        same.deliveryOrderReceiveId,
        message.deliveryOrderReceiveId,
      ),
    );
  }
  return found;
}
