import { Injectable } from '@nestjs/common';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { realNow } from '../../../platform/time/time.js';
import { violationOf } from '../../../platform/requirements/requirement.js';
import type { Exchange } from '../../../platform/journal/exchange.js';
import { WorkspaceScoped } from '../../../platform/workspaces/workspace-scoped.js';

/** Half a second, less what a timer and the way here may take from it. */
const LEAST_PAUSE_MS = 450;
/** Of so many downloads it is known how they were read last. */
const MOST_KEPT = 1000;

interface Read {
  workspace: string | undefined;
  at: number;
  status: string;
}

/** How often clients read status pages: in real time, since nobody else's clock tells of their pace. */
@WorkspaceScoped('data')
@Injectable()
export class StatusReads implements WorkspaceScoped {
  private readonly last = new Map<string, Read>();

  /** Judges one more reading of a status page by the one before. */
  judge(exchange: Exchange, id: string, status: string): void {
    const before = this.last.get(id);
    const at = realNow();
    this.last.delete(id);
    this.last.set(id, { workspace: exchange.workspace, at, status });
    const [oldest] = this.last.keys();
    if (this.last.size > MOST_KEPT && oldest !== undefined) this.last.delete(oldest);
    if (before?.status === 'FAILED')
      exchange.recordViolations([
        violationOf(requirements.stopsAfterFailed, '', 'no reading after FAILED', 'another'),
      ]);
    else if (status === 'FAILED') exchange.recordSatisfied(requirements.stopsAfterFailed);
    if (before?.status !== 'PROCESSING') return;
    const pause = at - before.at;
    if (pause >= LEAST_PAUSE_MS) exchange.recordSatisfied(requirements.pollsSlowly);
    else
      exchange.recordViolations([
        violationOf(requirements.pollsSlowly, '', 'half a second or more', `${pause} ms`),
      ]);
  }

  close(workspace: string): void {
    for (const [id, read] of this.last) if (read.workspace === workspace) this.last.delete(id);
  }
}
