import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { Store } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import type { ManualDecision } from '../../sandbox/state/collections.js';
import { statusAt } from './order.js';
import { BokbasenOrderRepository } from './orders.repository.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Ends the processing of an order when a tester says so. */
@Injectable()
export class ManualProcessing {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderRepository,
  ) {}

  /** `approve` sends it to its seller now, unless it cannot be processed; `fail` makes it FAILED, for that reason. */
  async decide(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason = 'failed by hand',
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const now = toIsoUtc(this.clock.now(workspace));
      const order = await this.orders.find(tx, workspace, id);
      if (!order) throw new Problem(404, { text: `There is no order ${id}` });
      const status = statusAt(order, now);
      // A clock that was put back takes nothing from a seller who has had the order.
      const wasUpdated = order.updatedAt !== order.processedAt;
      if (status !== 'UNPROCESSED' || wasUpdated) {
        const is = wasUpdated ? 'updated' : status;
        throw new Problem(409, { text: `Order ${id} is ${is}: it is processed already` });
      }
      const failures = await this.orders.failuresOf(tx, workspace, id);
      if (decision === 'fail') failures.push(byHand(reason));
      else if (failures.length > 0) {
        const why = failures.map(({ pointer, text }) => `${pointer}: ${text}`).join('; ');
        throw new Problem(409, { text: `Order ${id} cannot be processed: ${why}` });
      }
      const outcome = failures.length > 0 ? 'FAILED' : 'SENT';
      await this.orders.endProcessing(tx, workspace, id, { now, outcome, failures });
    });
  }
}

/** What a tester says is no requirement of anybody's. */
function byHand(reason: string): Violation {
  const said = { expected: '', seen: '', source: 'the control API', text: reason };
  return { requirement: 'by-hand', level: 'INFO', pointer: '', ...said };
}
