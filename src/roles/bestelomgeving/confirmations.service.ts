import { Injectable } from '@nestjs/common';
import {
  CreditOrderConfirmation,
  OrderConfirmation,
  type CreditOrderRequest,
  type OrderRequest,
} from '../../apis/edu-v-order/messages.js';
import { eduvProblems, isSuccess } from '../../apis/edu-v/errors.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import {
  Store,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import type { StateView } from '../../sandbox/state/state-resource.js';
import {
  checkConfirmation,
  checkRepeatedConfirmation,
  failUnknownOrderRequest,
  type ConfirmationContext,
} from './checks.js';
import type { Confirmation } from './confirmation.entity.js';
import { ConfirmationRepository } from './confirmation.repository.js';
import { SendDeliveryOrdersService } from './delivery/send-delivery-orders.service.js';
import { statusAfter } from './placed-order.js';

type Collection = 'orders' | 'creditorders';

/** Receives the confirmations of the orders and credit orders that were sent. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly deliveries: SendDeliveryOrdersService,
    private readonly repository: ConfirmationRepository,
  ) {}

  confirmOrder(caller: Caller, received: ValidatedBody<OrderConfirmation>): Promise<void> {
    const { message, text } = received;
    const fields = { statusField: 'orderStatus', linesField: 'orderConfirmationLines' };
    const { orderStatus: status, orderConfirmationLines: lines } = message;
    return this.confirm(
      caller,
      'orders',
      { message, schema: OrderConfirmation, ...fields, status, lines },
      text,
    );
  }

  confirmCreditOrder(
    caller: Caller,
    received: ValidatedBody<CreditOrderConfirmation>,
  ): Promise<void> {
    const { message, text } = received;
    const fields = { statusField: 'creditOrderStatus', linesField: 'creditOrderConfirmationLines' };
    const { creditOrderStatus: status, creditOrderConfirmationLines: lines } = message;
    return this.confirm(
      caller,
      'creditorders',
      { message, schema: CreditOrderConfirmation, ...fields, status, lines },
      text,
    );
  }

  /** Status and confirmations of a sent message, for the control API. */
  async view(
    tx: ReadTransaction,
    workspace: string,
    collection: Collection,
    id: string,
  ): Promise<StateView> {
    const received = await this.repository.findByRequest(tx, { workspace, collection, about: id });
    const status = statusAfter(received.map((confirmation) => confirmation.status));
    return {
      summary: { [collection === 'orders' ? 'orderStatus' : 'creditOrderStatus']: status },
      detail: { confirmations: received.map(({ document }) => JSON.parse(document) as unknown) },
    };
  }

  private async confirm(
    caller: Caller,
    collection: Collection,
    confirmed: ConfirmationContext,
    text: string,
  ): Promise<void> {
    const { workspace } = caller;
    const { message, status } = confirmed;
    const [about, id] = [
      normalizeId(message.requestReferenceId),
      normalizeId(message.responseReferenceId),
    ];
    await this.store.write(workspace, async (tx) => {
      const sent = await this.messages.find(tx, workspace, collection, about);
      if (!sent) {
        throw eduvProblems
          .referenceUnknown(message.requestReferenceId)
          .withResults(failUnknownOrderRequest(message));
      }
      const now = this.clock.now(workspace);
      const before = await this.repository.findByRequest(tx, { workspace, collection, about });
      const row = { workspace, collection, about, id, status, document: text };
      if (!(await this.repository.insert(tx, { ...row, receivedAt: toIsoUtc(now) }))) {
        const first = await this.repository.find(tx, row);
        if (first)
          caller.record(
            checkRepeatedConfirmation(confirmed, {
              message: JSON.parse(first.document) as unknown,
              status: first.status,
            }),
          );
        return;
      }
      const request = JSON.parse(sent.document) as OrderRequest | CreditOrderRequest;
      const statusBefore = statusAfter(before.map((confirmation) => confirmation.status));
      caller.record(checkConfirmation(confirmed, request, { before: statusBefore, now }));
      if (collection === 'orders') await this.deliver(tx, caller, confirmed, request, before);
    });
  }

  /** Sends delivery orders for the approved lines of an order, on its first approval only. */
  private async deliver(
    tx: WriteTransaction,
    { workspace }: Caller,
    { status, lines }: ConfirmationContext,
    request: OrderRequest | CreditOrderRequest,
    before: Confirmation[],
  ): Promise<void> {
    if (status !== 'approved' || before.some((confirmation) => confirmation.status !== 'pending'))
      return;
    const { contractId, orderLines, requestReferenceId } = request as OrderRequest;
    const orderId = normalizeId(requestReferenceId);
    const declined = (lines ?? []).filter((line) => !isSuccess(line.status));
    for (const { productId, quantity, purchaseOrderLineId } of orderLines) {
      // A confirmed line refers to its ordered line by id, or else by product and quantity.
      const at = declined.findIndex((line) =>
        line.purchaseOrderLineId === undefined
          ? line.productId === productId && (line.quantity ?? quantity) === quantity
          : line.purchaseOrderLineId === purchaseOrderLineId,
      );
      if (at >= 0) declined.splice(at, 1);
      else
        await this.deliveries.deliver(tx, workspace, { productId, quantity, contractId, orderId });
    }
  }
}
