import { Injectable, type Type as Class } from '@nestjs/common';
import type { CreditOrderRequest, OrderRequest } from '../../contracts/edu-v-order/messages.js';
import { orderRequirements } from '../../contracts/edu-v-order/requirements.js';
import { eduvProblems } from '../../contracts/edu-v/errors.js';
import type { Caller } from '../../kernel/auth/caller.js';
import { Clock } from '../../kernel/clock/clock.js';
import type { Operation } from '../../kernel/contract/operation.js';
import type { Received } from '../../kernel/contract/received.js';
import { finding } from '../../kernel/contract/requirement.js';
import { Messages, keyOf } from '../../kernel/messages/messages.js';
import { Store, insertInto, type Writing } from '../../kernel/persistence/store.js';
import { Problem } from '../../kernel/problem/problem.js';
import { Scenarios } from '../../kernel/state/scenarios.js';
import { Confirmations } from './confirmations.js';
import type { Decision } from './order.js';
import { API, refusalFor } from './scenarios.js';

/** A kind of request that the Ordersysteem takes. */
export interface Kind {
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
export class Intake {
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
    kind: Kind,
    { message, text }: Received<Request>,
    first: (unit: Writing, now: number) => Promise<void>,
  ): Promise<void> {
    const { workspace } = caller;
    const { collection } = kind;
    const id = keyOf(message.requestReferenceId);
    const refused = await this.store.write(async (unit) => {
      const status = refusalFor(this.scenarios.callsOf(workspace, API)(message));
      if (status && (await unit.run(REFUSE, workspace, collection, id)) === 1) return status;
      const now = this.clock.now(workspace);
      const entered = await this.messages.enter(unit, {
        workspace,
        collection,
        id,
        document: text,
      });
      if (!entered) await this.compare(unit, caller, collection, message);
      const known = await unit.get<{ decisions: string; sequence: string }>(
        sequenceSql(kind),
        workspace,
        id,
      );
      if (!known) await first(unit, now);
      else {
        const { requestReferenceId } = message;
        const again = {
          workspace,
          operation: kind.confirmation,
          requestReferenceId,
          sequence: known.sequence,
        };
        await this.confirmations.again(unit, again, JSON.parse(known.decisions) as Decision[], now);
      }
      return undefined;
    });
    if (refused) throw refusals[refused]();
  }

  /** A message that waits to be decided by hand, and what is kept of it. */
  async undecided<Kept extends { decisions: Decision[] }, Request>(
    unit: Writing,
    { collection }: Kind,
    entity: Class<Kept>,
    workspace: string,
    requestReferenceId: string,
  ): Promise<{ kept: Kept; message: Request }> {
    const id = keyOf(requestReferenceId);
    const kept = await unit.manager.findOne(entity, { where: { workspace, id } as never });
    const sent = await this.messages.find(unit, workspace, collection, id);
    if (!kept || !sent)
      throw new Problem(404, { text: `The Ordersysteem has no ${id} in ${collection}` });
    // A tester can write a message that is pending, and then decides on it.
    if (kept.decisions.some(({ status }) => status !== 'pending'))
      throw new Problem(409, { text: `${id} in ${collection} is decided already` });
    return { kept, message: JSON.parse(sent.document) as Request };
  }

  private async compare(
    unit: Writing,
    caller: Caller,
    collection: string,
    message: OrderRequest | CreditOrderRequest,
  ) {
    const id = keyOf(message.requestReferenceId);
    const key = { workspace: caller.workspace, collection, id };
    if (await this.messages.isAsEntered(unit, key, message)) {
      caller.meets(orderRequirements.sameContent);
      return;
    }
    const seen = 'another message with the same requestReferenceId';
    caller.note([
      finding(
        orderRequirements.sameContent,
        '/requestReferenceId',
        'the message as it was first sent',
        seen,
      ),
    ]);
  }
}

/** Confirmations of an order and of its credit orders are tried in turn. */
function sequenceSql({ table }: Kind): string {
  const sequence = table === 'orders' ? '"id"' : 'coalesce("orderId", "id")';
  return `select "decisions", ${sequence} as "sequence" from "${table}" where "workspace" = ? and "id" = ?`;
}
