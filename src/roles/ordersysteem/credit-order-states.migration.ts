import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isPostgres } from '../../platform/persistence/dialect.js';
import { ID_HASH_FUNCTION } from '../../platform/persistence/id-hash.js';
import {
  rewriteSnapshots,
  type SnapshotTables,
} from '../../platform/persistence/rewrite-snapshots.js';
import type { Value } from '../../platform/persistence/value.js';

const STATE = `'{"acceptedAt":"' || "acceptedAt" || '","lines":' || "lines" || ',"decisions":' || "decisions" || '}'`;
const OF_MESSAGE = `from "credit_orders" c where c."workspace" = "messages"."workspace"
  and c."idHash" = ${ID_HASH_FUNCTION}("messages"."id") and c."id" = "messages"."id"`;

/** The state of a credit order moves to the row of its message. */
export class CreditOrderStates1796860800001 implements MigrationInterface {
  name = 'CreditOrderStates1796860800001';

  async up(runner: QueryRunner): Promise<void> {
    // PostgreSQL had no credit orders in the earlier form.
    if (!isPostgres(runner.connection))
      await runner.query(
        `update "messages" set ("state", "relatedId") = (select ${STATE}, "orderId" ${OF_MESSAGE})
      where "collection" = 'creditorders'`,
      );
    await runner.query('drop table "credit_orders"');
    await rewriteSnapshots(runner, moveStates);
  }

  async down(): Promise<void> {
    throw new Error('An earlier version cannot read this file: restore the copy of before');
  }
}

/** Moves the states of credit orders in the tables of a snapshot. */
export function moveStates(tables: SnapshotTables): void {
  const { messages, credit_orders: credits } = tables;
  if (!messages) return;
  const states = new Map(credits && recordsOf(credits).map((credit) => [credit['id'], credit]));
  const rows = recordsOf(messages).map(({ collection, id }) => {
    const credit = collection === 'creditorders' ? states.get(id) : undefined;
    if (!credit) return [null, null];
    const { acceptedAt, lines, decisions, orderId = null } = credit;
    const state = `{"acceptedAt":"${acceptedAt}","lines":${lines},"decisions":${decisions}}`;
    return [state, orderId];
  });
  messages.columns.push('state', 'relatedId');
  messages.rows = messages.rows.map((row, at) => [...row, ...(rows[at] ?? [])]);
  delete tables['credit_orders'];
}

function recordsOf({ columns, rows }: SnapshotTables[string]): Record<string, Value>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at] ?? null])));
}
