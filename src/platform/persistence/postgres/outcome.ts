import type { Pool } from 'pg';
import { monotonicMs, pause } from '../../time/time.js';

/** Time in which the outcome must be found, and the pause between two attempts. */
const LIMIT_MS = 3_000;
const PAUSE_MS = 100;
const STATUS = 'select pg_xact_status($1::xid8) as "status"';

/** Finds the outcome of a transaction whose commit lost its connection. */
export async function outcomeOf(
  pool: Pool,
  transaction: string,
): Promise<'committed' | 'aborted' | 'unknown'> {
  const end = monotonicMs() + LIMIT_MS;
  do {
    const status = await statusOf(pool, transaction);
    if (status === 'committed' || status === 'aborted') return status;
    await pause(PAUSE_MS);
  } while (monotonicMs() < end);
  return 'unknown';
}

async function statusOf(pool: Pool, transaction: string): Promise<string | undefined> {
  try {
    const query = { text: STATUS, values: [transaction], query_timeout: LIMIT_MS };
    return (await pool.query<{ status: string }>(query)).rows[0]?.status;
  } catch {
    return undefined;
  }
}
