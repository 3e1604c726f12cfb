import { Injectable, type Type as Class } from '@nestjs/common';
import type { CreditOrderRequest, OrderRequest } from '../../apis/edu-v-order/messages.js';
import { eduvProblems } from '../../apis/edu-v/errors.js';
import type { Caller } from '../../platform/oauth/caller.js';
import { Clock } from '../../platform/workspaces/clock.js';
import type { Operation } from '../../platform/api/operation.js';
import type { ValidatedBody } from '../../platform/http/validated-body.js';
import { Messages, normalizeId } from '../../platform/messages/messages.js';
import { Store, insertInto, type WriteTransaction } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import { Scenarios } from '../../sandbox/scenarios/scenarios.js';
import { checkRepeat } from './checks.js';
import { Confirmations } from './confirmations.js';
import type { OrderDecision } from './order.js';
import { API, refusalFor } from './scenarios.js';

/** A kind of request that the Ordersysteem takes. */
export interface IntakeKind {
  collection: 'orders' | 'creditorders';
  table: 'orders' | 'credit_orders';
  /** How it is confirmed. */
  confirmation: Operation;
}

const REFUSE = insertInto('refusals', 'workspace collection id', 'on conflict do nothing');

const refusals: Record<429 | 500 | 503, () => Problem> = {
  429: () => soon(eduvProblems.tooManyRequests()),
  500: () => eduvProblems.broken(),
  503: () => soon(eduvProblems.unavailable()),
};

function soon({ status, detail }: Problem): Problem {
  return new Problem(status, { ...detail, headers: { 'Retry-After': '1' } });
}

/** Takes requests in: each requestReferenceId once, and the confirmation again for each repeat. */
@Injectable()
export class MessageIntake {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly messages: Messages,
    private readonly confirmations: Confirmations,
    private readonly scenarios: Scenarios,
  ) {}

  /** `first` runs for a request that was not there yet, in the transaction that enters it. */
  async accept<Request extends OrderRequest | CreditOrderRequest>(
    caller: Caller,
    kind: IntakeKind,
    { message, text }: ValidatedBody<Request>,
    first: (tx: WriteTransaction, now: number) => Promise<void>,
  ): Promise<void> {
    const { workspace } = caller;
    const { collection } = kind;
    const id = normalizeId(message.requestReferenceId);
    const refused = await this.store.write(workspace, async (tx) => {
      const status = refusalFor(this.scenarios.behaviourLookup(workspace, API)(message));
      if (status && (await tx.run(REFUSE, workspace, collection, id)) === 1) return status;
      const now = this.clock.now(workspace);
      const entered = await this.messages.enter(tx, {
        workspace,
        collection,
        id,
        document: text,
      });
      if (!entered) {
        const key = { workspace, collection, id };
        caller.record(checkRepeat(await this.messages.isAsEntered(tx, key, message)));
      }
      const known = await tx.get<{ decisions: string; sequence: string }>(
        sequenceSql(kind),
        workspace,
        id,
      );
      if (!known) await first(tx, now);
      else {
        const { requestReferenceId } = message;
        const again = {
          workspace,
          operation: kind.confirmation,
          requestReferenceId,
          orderingKey: known.sequence,
        };
        await this.confirmations.again(
          tx,
          again,
          JSON.parse(known.decisions) as OrderDecision[],
          now,
        );
      }
      return undefined;
    });
    if (refused) throw refusals[refused]();
  }

  /** A message that waits to be decided by hand, and what is kept of it. */
  async undecided<Kept extends { decisions: OrderDecision[] }, Request>(
    tx: WriteTransaction,
    { collection }: IntakeKind,
    entity: Class<Kept>,
    workspace: string,
    requestReferenceId: string,
  ): Promise<{ kept: Kept; message: Request }> {
    const id = normalizeId(requestReferenceId);
    const kept = await tx.manager.findOne(entity, { where: { workspace, id } as never });
    const sent = await this.messages.find(tx, workspace, collection, id);
    if (!kept || !sent)
      throw new Problem(404, { text: `The Ordersysteem has no ${id} in ${collection}` });
    // A tester can write a message that is pending, and then decides on it.
    if (kept.decisions.some(({ status }) => status !== 'pending'))
      throw new Problem(409, { text: `${id} in ${collection} is decided already` });
    return { kept, message: JSON.parse(sent.document) as Request };
  }
}

/** Confirmations of an order and of its credit orders are tried in turn. */
function sequenceSql({ table }: IntakeKind): string {
  const sequence = table === 'orders' ? '"id"' : 'coalesce("orderId", "id")';
  return `select "decisions", ${sequence} as "sequence" from "${table}" where "workspace" = ? and "id" = ?`;
}
