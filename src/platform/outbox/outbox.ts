import { Injectable } from '@nestjs/common';
import { timeOfUuidV7, uuidV7 } from '../time/uuid-v7.js';
import type { Operation } from '../api/operation.js';
import { operationKey } from '../api/operations.js';
import { Metrics } from '../observability/metrics.js';
import { realNow, toIsoUtc } from '../time/time.js';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import type { OutboxMessage } from './outbox-message.entity.js';
import { Backlog } from './backlog.js';
import { Dispatcher } from './dispatcher.js';
import { OutboxRepository } from './outbox.repository.js';

/** Message to send at a moment of workspace time. */
export interface NewOutboxMessage {
  workspace: string;
  operation: Operation;
  from: string;
  correlationId: string;
  orderingKey: string;
  /** Milliseconds since 1970. */
  dueAt: number;
  body: string;
}

/** Transactional outbox: a message is inserted in the transaction that causes it, and sent when it is due. */
@Injectable()
export class Outbox {
  constructor(
    private readonly repository: OutboxRepository,
    private readonly dispatcher: Dispatcher,
    private readonly backlog: Backlog,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'ketenlab_outbox_waiting',
      'Messages waiting to be sent, in all workspaces',
      async () => (await repository.waitingInAll()).waiting,
    );
    metrics.gauge(
      'ketenlab_outbox_oldest_seconds',
      'Age of the oldest message waiting to be sent; 0: none waits',
      async () => {
        const { oldest } = await repository.waitingInAll();
        return oldest === null ? 0 : Math.max(0, realNow() - timeOfUuidV7(oldest)) / 1000;
      },
    );
  }

  /** Inserts a message and returns its outbox id. */
  async enqueue(tx: WriteTransaction, message: NewOutboxMessage): Promise<string> {
    const { operation, dueAt } = message;
    return this.insert(tx, message, operationKey(operation), operation.servedBy, dueAt);
  }

  /** Due time of the last waiting message with an ordering key, in milliseconds since 1970. */
  async lastDue(
    tx: ReadTransaction,
    {
      workspace,
      operation,
      orderingKey,
    }: Pick<NewOutboxMessage, 'workspace' | 'operation' | 'orderingKey'>,
  ): Promise<number | undefined> {
    return this.repository.lastDue(tx, workspace, operation.servedBy, orderingKey);
  }

  /** Sends a copy of a message now, and returns the id of the copy. */
  async replay(tx: WriteTransaction, message: OutboxMessage, now: number): Promise<string> {
    return this.insert(tx, message, message.operation, message.to, now);
  }

  /** Makes a waiting message due now. False: it does not wait. */
  async sendNow(
    tx: WriteTransaction,
    { workspace, id, to }: OutboxMessage,
    now: number,
  ): Promise<boolean> {
    const waits = await this.repository.pullForward(tx, workspace, id, now);
    tx.afterCommit(() => this.dispatcher.schedule(workspace, to, now));
    return waits;
  }

  /** Cancels a waiting message. False: it does not wait. */
  async cancel(tx: WriteTransaction, { workspace, id, to }: OutboxMessage): Promise<boolean> {
    tx.afterCommit(() => this.dispatcher.requeue(workspace, to));
    return this.repository.cancel(tx, workspace, id);
  }

  /** Body of a message. */
  async bodyOf(tx: ReadTransaction, workspace: string, id: string): Promise<string | undefined> {
    return this.repository.bodyOf(tx, workspace, id);
  }

  /** The last sent messages of an operation that were due at a moment or before, at most 1000. */
  async sentUntil(
    tx: ReadTransaction,
    workspace: string,
    operation: Operation,
    moment: number,
  ): Promise<OutboxMessage[]> {
    return this.repository.sentUntil(tx, workspace, storedNames(operation), moment);
  }

  /** The messages that were not accepted, of operations of which no message was accepted; at most 1000. */
  async rejected(tx: ReadTransaction, workspace: string): Promise<OutboxMessage[]> {
    return this.repository.rejected(tx, workspace);
  }

  /** Makes messages of the same correlation that wait for a retry due now. */
  async pullForward(tx: WriteTransaction, message: Omit<NewOutboxMessage, 'body'>): Promise<void> {
    const { operation, ...correlated } = message;
    const { servedBy: to } = operation;
    const operations = storedNames(operation);
    await this.repository.pullForwardCorrelated(tx, { ...correlated, to, operations });
  }

  /** Cancels the waiting messages of a correlation. */
  async cancelCorrelated(
    tx: WriteTransaction,
    {
      workspace,
      operation,
      correlationId,
    }: Pick<NewOutboxMessage, 'workspace' | 'operation' | 'correlationId'>,
  ): Promise<void> {
    const { servedBy } = operation;
    const operations = storedNames(operation);
    const correlated = { workspace, to: servedBy, correlationId, operations };
    if (!(await this.repository.cancelCorrelated(tx, correlated))) return;
    tx.afterCommit(() => this.dispatcher.requeue(workspace, servedBy));
  }

  private async insert(
    tx: WriteTransaction,
    message: Omit<NewOutboxMessage, 'operation' | 'dueAt'>,
    operation: string,
    to: string,
    dueAt: number,
  ): Promise<string> {
    const { workspace, from, correlationId, orderingKey, body } = message;
    await this.backlog.admit(tx, workspace);
    const id = uuidV7();
    await this.repository.insert(tx, {
      workspace,
      id,
      operation,
      from,
      to,
      correlationId,
      orderingKey,
      state: 'waiting',
      dueAt: toIsoUtc(dueAt),
      body,
      tries: 0,
      attempts: [],
    });
    tx.afterCommit(() => this.dispatcher.schedule(workspace, to, dueAt));
    return id;
  }
}

/** The values that a row can have for an operation: its key, or its name from before there were keys. */
function storedNames(operation: Operation): [key: string, name: string] {
  return [operationKey(operation), operation.name];
}
