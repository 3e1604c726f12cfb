import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { DeliveryOrder } from '../../../apis/edu-v-delivery/messages.js';
import { DeliveryOrderRequest } from '../../../apis/edu-v-delivery/messages.js';
import { crossFieldErrors } from '../../../apis/edu-v-delivery/cross-field-errors.js';
import {
  REQUESTS,
  deliveryOperations,
  deliveryDescriptor,
} from '../../../apis/edu-v-delivery/operations.js';
import { deliveryExamples } from '../../../apis/edu-v-delivery/examples.js';
import { schools } from '../../../apis/edu-v-delivery/seed.js';
import { DIGITAL_PRODUCT } from '../../../apis/edu-v/products.js';
import { Clock } from '../../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../../platform/time/time.js';
import { validatorOf, type SchemaError } from '../../../platform/validation/schema.js';
import { Messages, normalizeId } from '../../../platform/messages/messages.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { Store, type WriteTransaction } from '../../../platform/persistence/store.js';
import { problemDetails } from '../../../platform/errors/problem-details.js';
import { Problem } from '../../../platform/errors/problem.js';
import { DeliveryOrderRepository } from './delivery-orders.repository.js';
import { nextEndOfSchoolYear } from './school-year.js';

const { organisationMasterIdentifier } = schools.first;
const SCHOOL = { organisationMasterIdentifier };

/** A delivery order to make. */
interface OrderedProduct {
  productId: string;
  quantity: number;
  contractId: string | undefined;
}

/** An approved line of an order. */
interface ApprovedLine extends OrderedProduct {
  /** Id of the order. */
  orderId: string;
}

/** Sends delivery orders to the Aanspraakmanager. */
@Injectable()
export class SendDeliveryOrdersService {
  private readonly validate = validatorOf(DeliveryOrderRequest);

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly outbox: Outbox,
    private readonly orders: DeliveryOrderRepository,
  ) {}

  /**
   * Creates an order and sends it. The input is a whole message, a delivery order, or `{}` for a
   * generated one. An order with the status created is stored and not sent.
   */
  async send(workspace: string, input: object): Promise<Record<string, string>> {
    const now = this.clock.now(workspace);
    const request =
      Object.keys(input).length === 0
        ? { deliveryOrder: this.generateOrder(now) }
        : 'deliveryOrderId' in input
          ? { deliveryOrder: input }
          : input;
    const message = { deliveryOrderReferenceId: randomUUID(), ...request } as DeliveryOrderRequest;
    const errors = this.errorsOf(message);
    const { deliveryOrderReferenceId, deliveryOrder } = message;
    if (errors.length === 0 && !['created', 'ordered'].includes(deliveryOrder.status)) {
      const expected = 'created or ordered, the first status of an order';
      errors.push({ path: '/deliveryOrder/status', expected, seen: deliveryOrder.status });
    }
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    const { deliveryOrderId } = deliveryOrder;
    await this.store.write(workspace, async (tx) => {
      const stored = await this.orders.find(tx, workspace, deliveryOrderId);
      if (stored && stored.status !== 'created') {
        throw new Problem(409, {
          text:
            `Delivery order ${deliveryOrderId} was already sent; change it with PUT ` +
            `…/state/deliveryorders/${deliveryOrderId}`,
        });
      }
      if (!stored) await this.orders.insert(tx, workspace, deliveryOrder);
      else await this.orders.update(tx, workspace, deliveryOrder);
      if (deliveryOrder.status !== 'created') await this.dispatch(tx, workspace, message, now);
    });
    return deliveryOrder.status === 'created'
      ? { deliveryOrderId }
      : { deliveryOrderReferenceId, deliveryOrderId };
  }

  /**
   * Writes an order. A new one is stored without sending it; its id is its reference id too. For an
   * existing one the change is sent (cancelled, or a lower quantity), and its confirmation changes
   * the order.
   */
  async put(tx: WriteTransaction, workspace: string, order: DeliveryOrder): Promise<void> {
    const { deliveryOrderId: id, status } = order;
    const errors = crossFieldErrors(order, deliveryDescriptor.version);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    const stored = await this.orders.find(tx, workspace, id);
    if (!stored) {
      await this.orders.insert(tx, workspace, order);
      if (status === 'created') return;
      const document = JSON.stringify({ deliveryOrderReferenceId: id, deliveryOrder: order });
      const request = { workspace, collection: REQUESTS, id: normalizeId(id), document };
      await this.messages.enter(tx, request);
      return;
    }
    const now = this.clock.now(workspace);
    if (stored.status === 'created') await this.orders.update(tx, workspace, order);
    if (status === 'created') {
      if (stored.status === 'created') return;
      throw new Problem(409, {
        text: `Delivery order ${id} was already sent: it is ${stored.status}, not created`,
      });
    }
    const deliveryOrder = { ...order, dateLastModified: toIsoUtc(now) };
    const message = { deliveryOrderReferenceId: randomUUID(), deliveryOrder };
    await this.dispatch(tx, workspace, message, now);
  }

  /** Sends a delivery order for an approved line of a digital product. */
  async deliver(tx: WriteTransaction, workspace: string, line: ApprovedLine): Promise<void> {
    if (line.productId !== DIGITAL_PRODUCT || line.quantity < 1) return;
    const now = this.clock.now(workspace);
    const deliveryOrder = this.orderFor(line, now);
    await this.dispatch(
      tx,
      workspace,
      { deliveryOrderReferenceId: randomUUID(), deliveryOrder },
      now,
      line.orderId,
    );
  }

  private errorsOf(message: DeliveryOrderRequest): SchemaError[] {
    const errors = this.validate(message);
    if (errors.length > 0) return errors;
    return crossFieldErrors(message.deliveryOrder, deliveryDescriptor.version).map((error) => ({
      ...error,
      path: `/deliveryOrder${error.path}`,
    }));
  }

  private async dispatch(
    tx: WriteTransaction,
    workspace: string,
    message: DeliveryOrderRequest,
    now: number,
    relatedId: string | null = null,
  ): Promise<void> {
    const { deliveryOrderReferenceId, deliveryOrder } = message;
    const correlationId = normalizeId(deliveryOrderReferenceId);
    const body = JSON.stringify(message);
    const key = { workspace, collection: REQUESTS, id: correlationId };
    if (!(await this.messages.enter(tx, { ...key, document: body, relatedId }))) {
      throw new Problem(409, {
        text: `${deliveryOrderReferenceId} was already sent; replay its delivery to send it again`,
      });
    }
    await this.outbox.enqueue(tx, {
      workspace,
      operation: deliveryOperations.acceptDeliveryOrder,
      from: 'bestelomgeving',
      correlationId,
      orderingKey: normalizeId(deliveryOrder.deliveryOrderId),
      dueAt: now,
      body,
    });
  }

  private orderFor(
    { productId, quantity, contractId }: OrderedProduct,
    now: number,
  ): DeliveryOrder {
    const today = toIsoUtc(now).slice(0, 10);
    return {
      deliveryOrderId: randomUUID(),
      ...(contractId !== undefined && { contractId }),
      buyer: SCHOOL,
      productId,
      deliveryType: 'school-all',
      deliverySpecification: { school: SCHOOL, totalQuantity: quantity },
      startDate: today,
      activationUntilDate: nextEndOfSchoolYear(today),
      status: 'ordered',
      dateCreated: toIsoUtc(now),
      dateLastModified: toIsoUtc(now),
    };
  }

  private generateOrder(now: number): DeliveryOrder {
    const { contractId } = deliveryExamples.request.deliveryOrder;
    return this.orderFor({ productId: DIGITAL_PRODUCT, quantity: 100, contractId }, now);
  }
}
