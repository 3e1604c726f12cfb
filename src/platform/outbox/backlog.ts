import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Config, CONFIG } from '../config/config.js';
import type { Problem } from '../errors/problem.js';
import { serverProblems, withRetryAfter } from '../errors/server-problems.js';
import { LOG } from '../observability/log.js';
import type { ReadTransaction } from '../persistence/store.js';
import { monotonicMs } from '../time/time.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { OutboxRepository } from './outbox.repository.js';

/** Number of waiting messages from which the log has a warning. The next one comes at the double. */
const WARN_FROM = 10_000;
/** Time for which a full outbox stays full, because counting a million messages takes long. */
const FULL_MS = 1_000;

interface Count {
  /** At least the number of waiting messages: sent ones are not subtracted until the next count. */
  atMost: number;
  warnFrom: number;
  fullUntil: number;
}

/**
 * Limits the waiting messages of a workspace. The rows are counted only when the number may have reached the limit or a
 * warning.
 */
@WorkspaceScoped('data')
@Injectable()
export class Backlog implements WorkspaceScoped {
  private readonly counts = new Map<string, Count>();

  constructor(
    private readonly repository: OutboxRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Counts one more message. Throws 429 if a workspace has too many. */
  async admit(tx: ReadTransaction, workspace: string): Promise<void> {
    let count = this.counts.get(workspace);
    if (!count) {
      const atMost = await this.repository.waiting(tx, workspace);
      this.counts.set(workspace, (count = { atMost, warnFrom: WARN_FROM, fullUntil: 0 }));
    }
    if (count.fullUntil > monotonicMs()) throw this.tooMany();
    const { maxWaiting } = this.config;
    if (count.atMost >= Math.min(maxWaiting, count.warnFrom)) {
      count.atMost = await this.repository.waiting(tx, workspace);
      if (count.atMost >= maxWaiting) {
        count.fullUntil = monotonicMs() + FULL_MS;
        throw this.tooMany();
      }
      if (count.atMost >= count.warnFrom) {
        count.warnFrom = count.atMost * 2;
        this.log.warn(
          { workspace, waiting: count.atMost, maxWaiting },
          'many messages wait to be sent',
        );
      }
    }
    count.atMost += 1;
  }

  reload(workspace: string): void {
    this.counts.delete(workspace);
  }

  close(workspace: string): void {
    this.counts.delete(workspace);
  }

  private tooMany(): Problem {
    const limit = `${this.config.maxWaiting} is the limit (MAX_WAITING)`;
    return withRetryAfter(serverProblems.tooManyMessages(limit));
  }
}
