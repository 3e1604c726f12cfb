import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Operation } from '../api/operation.js';
import { operationKey } from '../api/operations.js';
import { toIsoUtc } from '../time/time.js';
import { insertInto, type ReadTransaction, type WriteTransaction } from '../persistence/store.js';
import type { OutboxMessage } from './outbox-message.entity.js';
import { Dispatcher } from './dispatcher.js';

const INSERT = insertInto(
  'deliveries',
  'workspace id operation from to correlationId orderingKey state dueAt body tries attempts',
);
const PULL_FORWARD = `update "deliveries" set "dueAt" = ?
  where "workspace" = ? and "to" = ? and "orderingKey" = ? and "state" = 'waiting' and "tries" > 0
    and "correlationId" = ? and "operation" in (?, ?)`;
const CANCEL_CORRELATED = `update "deliveries" set "state" = 'cancelled'
  where "workspace" = ? and "to" = ? and "correlationId" = ? and "operation" in (?, ?)
    and "state" = 'waiting'`;

const SEND_NOW = `update "deliveries" set "dueAt" = ?
  where "workspace" = ? and "id" = ? and "state" = 'waiting'`;
const CANCEL = `update "deliveries" set "state" = 'cancelled'
  where "workspace" = ? and "id" = ? and "state" = 'waiting'`;
const LAST_DUE = `select max("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "orderingKey" = ?`;

/** A message to be sent at a moment of its workspace's time. */
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

/** What is to go out is put in here, in the transaction that decided it, and sent when its time has come. */
@Injectable()
export class Outbox {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** Answers the id of the delivery. */
  async enqueue(
    tx: WriteTransaction,
    { operation, ...message }: NewOutboxMessage,
  ): Promise<string> {
    return this.insert(tx, {
      ...message,
      operation: operationKey(operation),
      to: operation.servedBy,
    });
  }

  /** When the last message of a orderingKey that still waits is due, in milliseconds since 1970. */
  async lastDue(
    tx: ReadTransaction,
    {
      workspace,
      operation,
      orderingKey,
    }: Pick<NewOutboxMessage, 'workspace' | 'operation' | 'orderingKey'>,
  ): Promise<number | undefined> {
    const row = await tx.get<{ dueAt: string | null }>(
      LAST_DUE,
      workspace,
      operation.servedBy,
      orderingKey,
    );
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  /** Sends the message of a delivery once more, at once; answers the id of the new delivery. */
  async replay(tx: WriteTransaction, message: OutboxMessage, now: number): Promise<string> {
    return this.insert(tx, { ...message, dueAt: now });
  }

  /** Has a delivery that waits sent at once; false: it does not wait. */
  async sendNow(
    tx: WriteTransaction,
    { workspace, id, to }: OutboxMessage,
    now: number,
  ): Promise<boolean> {
    const changed = await tx.run(SEND_NOW, toIsoUtc(now), workspace, id);
    tx.afterCommit(() => this.dispatcher.schedule(workspace, to, now));
    return changed === 1;
  }

  /** Takes a delivery back that waits; false: it does not wait. */
  async cancel(tx: WriteTransaction, { workspace, id, to }: OutboxMessage): Promise<boolean> {
    tx.afterCommit(() => this.dispatcher.requeue(workspace, to));
    return (await tx.run(CANCEL, workspace, id)) === 1;
  }

  /** The body of a delivery, as it was or will be sent. */
  async bodyOf(tx: ReadTransaction, workspace: string, id: string): Promise<string | undefined> {
    const sql = 'select "body" from "deliveries" where "workspace" = ? and "id" = ?';
    return (await tx.get<{ body: string }>(sql, workspace, id))?.body;
  }

  /** Tries again now what waits for another attempt correlationId the same message. */
  async pullForward(tx: WriteTransaction, message: Omit<NewOutboxMessage, 'body'>): Promise<void> {
    const { workspace, operation, correlationId, orderingKey, dueAt } = message;
    await tx.run(
      PULL_FORWARD,
      toIsoUtc(dueAt),
      workspace,
      operation.servedBy,
      orderingKey,
      correlationId,
      ...storedNames(operation),
    );
  }

  /** What still waits to be sent correlationId a message is not sent any more. */
  async cancelCorrelated(
    tx: WriteTransaction,
    {
      workspace,
      operation,
      correlationId,
    }: Pick<NewOutboxMessage, 'workspace' | 'operation' | 'correlationId'>,
  ): Promise<void> {
    const { servedBy } = operation;
    const names = storedNames(operation);
    const cancelled = await tx.run(CANCEL_CORRELATED, workspace, servedBy, correlationId, ...names);
    if (cancelled === 0) return;
    tx.afterCommit(() => this.dispatcher.requeue(workspace, servedBy));
  }

  private async insert(
    tx: WriteTransaction,
    message: Omit<NewOutboxMessage, 'operation'> & { operation: string; to: string },
  ) {
    const { workspace, operation, from, to, correlationId, orderingKey, dueAt, body } = message;
    const id = uuid();
    await tx.run(
      INSERT,
      workspace,
      id,
      operation,
      from,
      to,
      correlationId,
      orderingKey,
      'waiting',
      toIsoUtc(dueAt),
      body,
      0,
      '[]',
    );
    tx.afterCommit(() => this.dispatcher.schedule(workspace, to, dueAt));
    return id;
  }
}

/** The values that a row can have for an operation: its key, or its name from before there were keys. */
function storedNames(operation: Operation): [key: string, name: string] {
  return [operationKey(operation), operation.name];
}
