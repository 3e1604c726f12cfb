import { Injectable } from '@nestjs/common';
import type { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { eduvProblems } from '../../apis/edu-v/errors.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import type { Operation } from '../../platform/api/operation.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import type { Message, MessageState } from '../../platform/messages/message.entity.js';
import { Messages, hasContent, normalizeId } from '../../platform/messages/messages.js';
import { Store, type WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { withRetryAfter } from '../../platform/errors/server-problems.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { checkRepeatedOrderRequest } from './checks.js';
import { OrderConfirmationSender } from './confirmations.js';
import { creditOrderStateOf } from './credit-orders.js';
import type { OrderDecision } from './decide-order.js';
import { OrdersysteemOrderRepository } from './order.repository.js';
import { RefusalRepository } from './refusal.repository.js';
import { ORDER_API, refusalFor } from './scenarios.js';

/** A kind of request that the Ordersysteem accepts. */
export interface OrderIntakeKind {
  collection: 'orders' | 'creditorders';
  /** Operation that confirms it. */
  confirmation: Operation;
}

/** Decisions on a known request, and the ordering key of its confirmations. */
interface KnownRequest {
  orderingKey: string;
  decisions: OrderDecision[];
}

/**
 * Processes a request that is new, and returns the state that its message gets, if it gets one. `stored` is its message if the
 * sender has stored it: our own Bestelomgeving.
 */
type ProcessNew = (
  tx: WriteTransaction,
  now: number,
  stored: Message | undefined,
) => Promise<MessageState | void>;

const refusals: Record<429 | 500 | 503, () => Problem> = {
  429: () => withRetryAfter(eduvProblems.tooManyRequests()),
  500: () => eduvProblems.broken(),
  503: () => withRetryAfter(eduvProblems.unavailable()),
};

/** Accepts each requestReferenceId once. A repeated request gets its confirmation again. */
@Injectable()
export class OrderMessageIntake {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly confirmations: OrderConfirmationSender,
    private readonly scenarios: Scenarios,
    private readonly orders: OrdersysteemOrderRepository,
    private readonly refusalRepository: RefusalRepository,
  ) {}

  /** Accepts a request. `processNew` runs in the same transaction, for a request that is new. */
  async accept<Request extends OrderRequest | CreditOrderRequest>(
    caller: Caller,
    kind: OrderIntakeKind,
    { message, text }: ValidatedBody<Request>,
    processNew: ProcessNew,
  ): Promise<void> {
    const { workspace } = caller;
    const { collection } = kind;
    const id = normalizeId(message.requestReferenceId);
    const refused = await this.store.write(workspace, async (tx) => {
      const status = refusalFor(this.scenarios.behaviourLookup(workspace, ORDER_API)(message));
      if (status && (await this.refusalRepository.insert(tx, { workspace, collection, id })))
        return status;
      const now = this.clock.now(workspace);
      const stored = await this.messages.find(tx, workspace, collection, id);
      if (!stored) {
        const state = await processNew(tx, now, stored);
        await this.messages.enterNew(tx, { workspace, collection, id, document: text, ...state });
        return undefined;
      }
      caller.record(checkRepeatedOrderRequest(hasContent(stored, message)));
      const known = await this.findDecisions(tx, kind, stored);
      if (!known) {
        const state = await processNew(tx, now, stored);
        if (state) await this.messages.setState(tx, stored, state);
        return undefined;
      }
      const confirmation = {
        workspace,
        operation: kind.confirmation,
        requestReferenceId: message.requestReferenceId,
        orderingKey: known.orderingKey,
      };
      await this.confirmations.resend(tx, confirmation, known.decisions, now);
      return undefined;
    });
    if (refused) throw refusals[refused]();
  }

  /** Finds a message without a final decision, and its state; 404 or 409 when there is none. */
  async findUndecided<Stored extends { decisions: OrderDecision[] }, Request>(
    tx: WriteTransaction,
    { collection }: OrderIntakeKind,
    stored: Stored | undefined,
    workspace: string,
    requestReferenceId: string,
  ): Promise<{ stored: Stored; message: Request }> {
    const id = normalizeId(requestReferenceId);
    const sent = await this.messages.find(tx, workspace, collection, id);
    if (!stored || !sent)
      throw new Problem(404, { text: `The Ordersysteem has no ${id} in ${collection}` });
    // A message that a tester wrote as pending can still be decided.
    if (stored.decisions.some(({ status }) => status !== 'pending'))
      throw new Problem(409, { text: `${id} in ${collection} has already been decided` });
    return { stored, message: JSON.parse(sent.document) as Request };
  }

  /** Decisions on a stored message; undefined: the Ordersysteem has not received it yet. */
  private async findDecisions(
    tx: WriteTransaction,
    { collection }: OrderIntakeKind,
    stored: Message,
  ): Promise<KnownRequest | undefined> {
    const { workspace, id } = stored;
    if (collection === 'orders') {
      const decisions = await this.orders.decisions(tx, workspace, id);
      return decisions && { orderingKey: id, decisions };
    }
    const credit = creditOrderStateOf(stored);
    return credit && { orderingKey: credit.orderId ?? id, decisions: credit.decisions };
  }
}
