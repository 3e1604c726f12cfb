import type { Pool } from 'pg';
import { WorkspaceElsewhere, type Fence } from '../fence.js';
import type { WriteJob } from '../write-job.js';
import { isTimeout, postgresCause } from './causes.js';
import type { Connection } from './connection.js';
import { outcomeOf } from './outcome.js';
import { statementOf } from './statements.js';
import { PostgresTransaction } from './transaction.js';

/** First statement of the transactions that change data of no workspace. */
const SHARED_LOCK = `select pg_advisory_xact_lock(7305113), pg_current_xact_id()::text as "id"`;
/** First statement of the transactions of a workspace: another process cannot take it over until they end. */
const FENCE = `select pg_current_xact_id()::text as "id" from "workspace_owners"
  where "workspace" = ? and "epoch" = ? for share`;
/** First statement without a fence. */
const TRANSACTION_ID = `select pg_current_xact_id()::text as "id"`;

/** Functions to call after the commit. */
export interface AfterCommit {
  settle: (() => void)[];
  callbacks: (() => void)[];
}

/** Commits batches of writes of one workspace, inside the fence of its owner. */
export class Commits {
  fence: Fence | undefined;

  constructor(private readonly coordination: Pool) {}

  async perform(connection: Connection, batch: WriteJob[], done: AfterCommit): Promise<void> {
    const [first] = batch;
    let transaction: string | undefined;
    await connection.begin();
    try {
      const id = await this.admit(connection, first?.workspace);
      if (batch.length === 1 && first)
        done.settle.push(await run(connection, first, done.callbacks));
      else done.settle.push(...(await this.performAll(connection, batch, done.callbacks)));
      transaction = id;
      await connection.commit();
    } catch (error) {
      if (isTimeout(error)) connection.abandon();
      // The error says why; a lost connection rolls back by itself.
      await connection.rollback().catch(() => undefined);
      if (transaction === undefined || postgresCause(error) === undefined) throw error;
      await this.assertCommitted(transaction, first?.workspace, error);
    }
  }

  /** Throws unless this process may change the workspace. Returns the id of the transaction. */
  private async admit(connection: Connection, workspace: string | undefined): Promise<string> {
    const { fence } = this;
    if (workspace === undefined || !fence) {
      const sql = workspace === undefined ? SHARED_LOCK : TRANSACTION_ID;
      return (await connection.query<{ id: string }>(statementOf(sql), [])).rows[0]?.id ?? '';
    }
    const epoch = fence.epochOf(workspace);
    if (epoch === undefined) throw new WorkspaceElsewhere(workspace);
    const values = [workspace, epoch];
    const [row] = (await connection.query<{ id: string }>(statementOf(FENCE), values)).rows;
    if (row) return row.id;
    fence.onLost(workspace);
    throw new WorkspaceElsewhere(workspace);
  }

  /** Throws the error of a commit, unless the transaction was committed all the same. */
  private async assertCommitted(
    transaction: string,
    workspace: string | undefined,
    error: unknown,
  ): Promise<void> {
    const outcome = await outcomeOf(this.coordination, transaction);
    if (outcome === 'committed') return;
    if (outcome === 'unknown' && workspace !== undefined) this.fence?.onLost(workspace);
    throw error;
  }

  /** Performs several jobs: if one throws, the others stay. */
  private async performAll(
    connection: Connection,
    batch: readonly WriteJob[],
    callbacks: (() => void)[],
  ): Promise<(() => void)[]> {
    const settle: (() => void)[] = [];
    await connection.execute('SAVEPOINT unit');
    for (const job of batch) {
      try {
        const own: (() => void)[] = [];
        const done = await run(connection, job, own);
        // It throws if the job has hidden the error of a statement.
        await connection.execute('RELEASE unit; SAVEPOINT unit');
        settle.push(done);
        callbacks.push(...own);
      } catch (thrown) {
        // A lost connection: the whole batch fails.
        if (postgresCause(thrown) !== undefined) throw thrown;
        await connection.execute('ROLLBACK TO unit');
        settle.push(() => job.settle({ error: thrown }));
      }
    }
    return settle;
  }
}

async function run(
  connection: Connection,
  job: WriteJob,
  callbacks: (() => void)[],
): Promise<() => void> {
  const tx = new PostgresTransaction(connection, job.workspace);
  connection.enter(job.workspace);
  try {
    const value = await job.work(tx);
    callbacks.push(...tx.callbacks);
    return () => job.settle({ value });
  } finally {
    connection.enter(undefined);
  }
}
