import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/workspaces/clock.js';
import { toIsoUtc } from '../../platform/time/time.js';
import { Store } from '../../platform/persistence/store.js';
import { Problem } from '../../platform/errors/problem.js';
import type { ManualDecision } from '../../sandbox/state/state-resource.js';
import { statusAt } from './order.js';
import { BokbasenOrderRepository } from './orders.repository.js';
import type { Violation } from '../../platform/requirements/violation.js';

/** Ends the processing of an order by a decision over the control API. */
@Injectable()
export class ManualProcessing {
  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
    private readonly orders: BokbasenOrderRepository,
  ) {}

  /** `approve` sends an order to its seller, unless it has failures; `fail` makes it FAILED for a reason. */
  async decide(
    workspace: string,
    id: string,
    decision: ManualDecision,
    reason = 'failed by a manual decision',
  ): Promise<void> {
    await this.store.write(workspace, async (tx) => {
      const now = toIsoUtc(this.clock.now(workspace));
      const order = await this.orders.find(tx, workspace, id);
      if (!order) throw new Problem(404, { text: `There is no order ${id}` });
      const status = statusAt(order, now);
      // After the clock was set back, an order that the seller has already received stays processed.
      const wasUpdated = order.updatedAt !== order.processedAt;
      if (status !== 'UNPROCESSED' || wasUpdated) {
        const current = wasUpdated ? 'updated' : status;
        throw new Problem(409, {
          text: `Order ${id} is ${current}; only an UNPROCESSED order can be decided`,
        });
      }
      const failures = await this.orders.failuresOf(tx, workspace, id);
      if (decision === 'fail') failures.push(manualFailure(reason));
      else if (failures.length > 0) {
        const reasons = failures.map(({ pointer, text }) => `${pointer}: ${text}`).join('; ');
        throw new Problem(409, { text: `Order ${id} cannot be processed: ${reasons}` });
      }
      const outcome = failures.length > 0 ? 'FAILED' : 'SENT';
      await this.orders.endProcessing(tx, workspace, id, { now, outcome, failures });
    });
  }
}

/** Failure with the reason that the control API received. It belongs to no requirement of the API. */
function manualFailure(reason: string): Violation {
  const fields = { expected: '', seen: '', source: 'the control API', text: reason };
  return { requirement: 'by-hand', level: 'INFO', pointer: '', ...fields };
}
