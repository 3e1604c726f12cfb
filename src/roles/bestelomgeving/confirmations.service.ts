import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { v7 as uuid } from 'uuid';
import {
  CreditOrderConfirmation,
  OrderConfirmation,
  type CreditOrderRequest,
  type OrderRequest,
  type OrderStatus,
} from '../../contracts/edu-v-order/messages.js';
import { orderRequirements as asked } from '../../contracts/edu-v-order/requirements.js';
import { eduvProblems, isSuccess } from '../../contracts/edu-v/errors.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import { zulu } from '../../kernel/clock/time.js';
import type { Received } from '../../kernel/contract/received.js';
import { finding } from '../../kernel/contract/requirement.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { Store, insertInto, type Reading, type Writing } from '../../kernel/persistence/store.js';
import type { Problem } from '../../kernel/problem/problem.js';
import type { Seen } from '../../kernel/state/collections.js';
import { checkConfirmation, type Confirmed } from './checks.js';
import type { Confirmation } from './confirmation.entity.js';
import { DeliverySendingService } from './delivery/delivery-sending.service.js';
import { canBecome, statusAfter } from './placed-order.js';

type Collection = 'orders' | 'creditorders';

const INSERT = insertInto(
  'confirmations',
  'workspace collection about id arrival receivedAt status document',
  'on conflict do nothing',
);
const RECEIVED = `select * from "confirmations" where "workspace" = ? and "collection" = ? and "about" = ? order by "arrival"`;
const ONE =
  'select "document", "status" from "confirmations" where "workspace" = ? and "collection" = ? and "about" = ? and "id" = ?';

/** What the Bestelomgeving hears of the orders and credit orders that were sent. */
@Injectable()
export class ConfirmationsService {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly deliveries: DeliverySendingService,
  ) {}

  confirmOrder(caller: Caller, received: Received<OrderConfirmation>): Promise<void> {
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

  confirmCreditOrder(caller: Caller, received: Received<CreditOrderConfirmation>): Promise<void> {
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

  /** What the Bestelomgeving knows of a message that was sent, for the control API. */
  async view(look: Reading, workspace: string, collection: Collection, id: string): Promise<Seen> {
    const received = await look.all<Confirmation>(RECEIVED, workspace, collection, id);
    const status = statusAfter(received.map((confirmation) => confirmation.status));
    return {
      summary: { [collection === 'orders' ? 'orderStatus' : 'creditOrderStatus']: status },
      detail: { confirmations: received.map(({ document }) => JSON.parse(document) as unknown) },
    };
  }

  private async confirm(
    caller: Caller,
    collection: Collection,
    confirmed: Confirmed,
    text: string,
  ): Promise<void> {
    const { workspace } = caller;
    const { message, status } = confirmed;
    const [about, id] = [keyOf(message.requestReferenceId), keyOf(message.responseReferenceId)];
    await this.store.write(async (unit) => {
      const sent = await this.messages.find(unit, workspace, collection, about);
      if (!sent) throw this.unknown(caller, message);
      const now = this.clock.now(workspace);
      const before = await unit.all<Confirmation>(RECEIVED, workspace, collection, about);
      const row = [workspace, collection, about, id, uuid(), zulu(now), status, text] as const;
      if ((await unit.run(INSERT, ...row)) === 0) {
        await this.compare(unit, caller, [workspace, collection, about, id], confirmed);
        return;
      }
      const request = JSON.parse(sent.document) as OrderRequest | CreditOrderRequest;
      caller.note(checkConfirmation(confirmed, request, now));
      caller.meets(asked.confirms);
      this.noteMove(
        caller,
        statusAfter(before.map((confirmation) => confirmation.status)),
        confirmed,
      );
      if (collection === 'orders') await this.deliver(unit, caller, confirmed, request, before);
    });
  }

  /** The approved lines of an order that was not approved before lead to delivery orders. */
  private async deliver(
    unit: Writing,
    { workspace }: Caller,
    { status, lines }: Confirmed,
    request: OrderRequest | CreditOrderRequest,
    before: Confirmation[],
  ): Promise<void> {
    if (status !== 'approved' || before.some((one) => one.status !== 'pending')) return;
    const { contractId, orderLines } = request as OrderRequest;
    const declined = (lines ?? []).filter((line) => !isSuccess(line.status));
    for (const { productId, quantity, purchaseOrderLineId } of orderLines) {
      // A line of a confirmation names its line of the order by the id, or else by what it is for.
      const at = declined.findIndex((line) =>
        line.purchaseOrderLineId === undefined
          ? line.productId === productId && (line.quantity ?? quantity) === quantity
          : line.purchaseOrderLineId === purchaseOrderLineId,
      );
      if (at >= 0) declined.splice(at, 1);
      else await this.deliveries.deliver(unit, workspace, { productId, quantity, contractId });
    }
  }

  private async compare(
    unit: Writing,
    caller: Caller,
    key: [string, string, string, string],
    { message, status }: Confirmed,
  ): Promise<void> {
    const kept = await unit.get<{ document: string; status: string }>(ONE, ...key);
    if (!kept) return;
    if (isDeepStrictEqual(JSON.parse(kept.document), message)) {
      caller.meets(asked.sameConfirmation);
      return;
    }
    const seen = 'another message with the same responseReferenceId';
    const departs = kept.status === status ? asked.sameConfirmation : asked.newStateNewId;
    const expected =
      kept.status === status ? 'the message as it first came' : 'one of its own for this state';
    caller.note([finding(departs, '/responseReferenceId', expected, seen)]);
  }

  private unknown(caller: Caller, { requestReferenceId }: Confirmed['message']): Problem {
    const expected = 'that of a request that was sent';
    caller.note([
      finding(asked.echoReference, '/requestReferenceId', expected, requestReferenceId),
    ]);
    return eduvProblems.referenceUnknown(requestReferenceId);
  }

  /** What is decided is not decided on again: neither otherwise, nor in the same way under another id. */
  private noteMove(
    caller: Caller,
    before: OrderStatus | null,
    { status, statusField, message: { responseReferenceId } }: Confirmed,
  ): void {
    if (canBecome(before, status)) return;
    const again =
      before === status
        ? finding(
            asked.repeatConfirmed,
            '/responseReferenceId',
            `that of the confirmation in which it was ${status}`,
            responseReferenceId,
          )
        : finding(asked.confirmedOnce, `/${statusField}`, `${before}, which is final`, status);
    caller.note([again]);
  }
}
