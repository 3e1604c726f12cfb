import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { Operation } from '../contract/operation.js';
import { zulu } from '../clock/time.js';
import { insertInto, type Reading, type Writing } from '../persistence/store.js';
import type { Delivery } from './delivery.entity.js';
import { Dispatcher } from './dispatcher.js';

const INSERT = insertInto(
  'deliveries',
  'workspace id operation from to about sequence state dueAt body tries attempts',
);
const PULL_FORWARD = `update "deliveries" set "dueAt" = ?
  where "workspace" = ? and "to" = ? and "sequence" = ? and "state" = 'waiting' and "tries" > 0
    and "about" = ? and "operation" = ?`;
const CANCEL_ABOUT = `update "deliveries" set "state" = 'cancelled'
  where "workspace" = ? and "to" = ? and "about" = ? and "operation" = ? and "state" = 'waiting'`;

const HURRY = `update "deliveries" set "dueAt" = ?
  where "workspace" = ? and "id" = ? and "state" = 'waiting'`;
const CANCEL = `update "deliveries" set "state" = 'cancelled'
  where "workspace" = ? and "id" = ? and "state" = 'waiting'`;
const LAST_DUE = `select max("dueAt") as "dueAt" from "deliveries"
  where "workspace" = ? and "state" = 'waiting' and "to" = ? and "sequence" = ?`;

/** A message to be sent at a moment of its workspace's time. */
export interface Outgoing {
  workspace: string;
  operation: Operation;
  from: string;
  about: string;
  sequence: string;
  /** Milliseconds since 1970. */
  dueAt: number;
  body: string;
}

/** What is to go out is put in here, in the transaction that decided it, and sent when its time has come. */
@Injectable()
export class Outbox {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** Answers the id of the delivery. */
  async enqueue(unit: Writing, { operation, ...message }: Outgoing): Promise<string> {
    return this.insert(unit, { ...message, operation: operation.name, to: operation.servedBy });
  }

  /** When the last message of a sequence that still waits is due, in milliseconds since 1970. */
  async lastDue(
    look: Reading,
    { workspace, operation, sequence }: Pick<Outgoing, 'workspace' | 'operation' | 'sequence'>,
  ): Promise<number | undefined> {
    const row = await look.get<{ dueAt: string | null }>(
      LAST_DUE,
      workspace,
      operation.servedBy,
      sequence,
    );
    return row?.dueAt ? Date.parse(row.dueAt) : undefined;
  }

  /** Sends the message of a delivery once more, at once; answers the id of the new delivery. */
  async replay(unit: Writing, delivery: Delivery, now: number): Promise<string> {
    return this.insert(unit, { ...delivery, dueAt: now });
  }

  /** Has a delivery that waits sent at once; false: it does not wait. */
  async hurry(unit: Writing, { workspace, id, to }: Delivery, now: number): Promise<boolean> {
    const hurried = await unit.run(HURRY, zulu(now), workspace, id);
    unit.afterCommit(() => this.dispatcher.expect(workspace, to, now));
    return hurried === 1;
  }

  /** Takes a delivery back that waits; false: it does not wait. */
  async cancel(unit: Writing, { workspace, id, to }: Delivery): Promise<boolean> {
    unit.afterCommit(() => this.dispatcher.lookAgain(workspace, to));
    return (await unit.run(CANCEL, workspace, id)) === 1;
  }

  /** The body of a delivery, as it was or will be sent. */
  async bodyOf(look: Reading, workspace: string, id: string): Promise<string | undefined> {
    const sql = 'select "body" from "deliveries" where "workspace" = ? and "id" = ?';
    return (await look.get<{ body: string }>(sql, workspace, id))?.body;
  }

  /** Tries again now what waits for another attempt about the same message. */
  async pullForward(unit: Writing, message: Omit<Outgoing, 'body'>): Promise<void> {
    const { workspace, operation, about, sequence, dueAt } = message;
    await unit.run(
      PULL_FORWARD,
      zulu(dueAt),
      workspace,
      operation.servedBy,
      sequence,
      about,
      operation.name,
    );
  }

  /** What still waits to be sent about a message is not sent any more. */
  async cancelAbout(
    unit: Writing,
    { workspace, operation, about }: Pick<Outgoing, 'workspace' | 'operation' | 'about'>,
  ): Promise<void> {
    const { servedBy, name } = operation;
    if ((await unit.run(CANCEL_ABOUT, workspace, servedBy, about, name)) === 0) return;
    unit.afterCommit(() => this.dispatcher.lookAgain(workspace, servedBy));
  }

  private async insert(
    unit: Writing,
    message: Omit<Outgoing, 'operation'> & { operation: string; to: string },
  ) {
    const { workspace, operation, from, to, about, sequence, dueAt, body } = message;
    const id = uuid();
    await unit.run(
      INSERT,
      workspace,
      id,
      operation,
      from,
      to,
      about,
      sequence,
      'waiting',
      zulu(dueAt),
      body,
      0,
      '[]',
    );
    unit.afterCommit(() => this.dispatcher.expect(workspace, to, dueAt));
    return id;
  }
}
