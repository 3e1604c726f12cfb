import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { Operations, operationNameOf } from '../api/operations.js';
import { LOG } from '../observability/log.js';
import { Store } from '../persistence/store.js';
import { StoreUnavailable } from '../persistence/store-unavailable.js';
import { monotonicMs, startTimer, toIsoUtc } from '../time/time.js';
import { Clock } from '../workspaces/clock.js';
import { Workspaces } from '../workspaces/workspaces.js';
import type { Attempt, OutboxMessage } from './outbox-message.entity.js';
import { OutboxRepository } from './outbox.repository.js';
import { PartnerClient, type SendOutcome } from './partner-client.js';
import { decideRetry } from './retry.js';

interface SendOptions {
  abort?: AbortController;
  /** Called after the call, before its result is recorded. */
  onCalled?: () => void;
}

/** Makes one attempt to send a message, and records its result. */
@Injectable()
export class MessageSender {
  constructor(
    private readonly store: Store,
    private readonly repository: OutboxRepository,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    private readonly client: PartnerClient,
    private readonly operations: Operations,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Sends a message with a time limit, and returns its new state. */
  async attempt(
    message: OutboxMessage,
    timeoutMs: number,
    { abort = new AbortController(), onCalled }: SendOptions = {},
  ): Promise<OutboxMessage['state']> {
    const { workspace } = message;
    const started = monotonicMs();
    const at = toIsoUtc(this.clock.now(workspace));
    const cancel = startTimer(timeoutMs, () => abort.abort(new DOMException('', 'TimeoutError')));
    const outcome = await this.call(message, abort.signal).finally(() => {
      cancel();
      onCalled?.();
    });
    const attempts = [...message.attempts, attemptOf(outcome, at, monotonicMs() - started)];
    const next = decideRetry(
      outcome,
      attempts.length,
      this.workspaces.settings(workspace).retryPauses,
    );
    const { state } = next;
    const dueAt =
      state === 'waiting' ? toIsoUtc(this.clock.now(workspace) + next.pauseMs) : message.dueAt;
    await this.record({ ...message, state, dueAt, attempts });
    if (state !== 'sent') this.logFailure({ ...message, state, dueAt }, outcome);
    return state;
  }

  private logFailure(message: OutboxMessage, outcome: SendOutcome): void {
    const { workspace, id, operation, to, correlationId: about, state, dueAt } = message;
    this.log.warn(
      {
        workspace,
        id,
        operation: operationNameOf(operation),
        to,
        about,
        url: outcome.url,
        reason: outcome.kind === 'answered' ? `HTTP ${outcome.status}` : outcome.error,
        state,
        ...(state === 'waiting' && { nextAttempt: dueAt }),
      },
      'message was not delivered',
    );
  }

  /** Records the result of an attempt. While the database cannot be used it waits, because the message may have arrived. */
  private async record(message: OutboxMessage): Promise<void> {
    for (;;) {
      try {
        return await this.repository.record(message);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        await this.store.available();
      }
    }
  }

  private async call(message: OutboxMessage, signal: AbortSignal): Promise<SendOutcome> {
    const operation = this.operations.findStored(message.operation, message.to);
    if (operation) return this.client.send(message, operation, signal);
    const error =
      `${operationNameOf(message.operation)} belongs to a role that this server does ` +
      'not serve';
    return { kind: 'no-token', error, status: 404 };
  }
}

function attemptOf(outcome: SendOutcome, at: string, took: number): Attempt {
  const { exchange } = outcome;
  const durationMs = Math.round(took);
  const filed = { durationMs, ...(exchange !== undefined && { exchange }) };
  if (outcome.kind === 'answered') return { at, status: outcome.status, ...filed };
  const status = outcome.kind === 'no-token' ? outcome.status : undefined;
  return { at, ...(status !== undefined && { status }), error: outcome.error, ...filed };
}
