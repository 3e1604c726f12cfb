import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '../persistence/store.js';
import type { Attempt, OutboxMessage } from './outbox-message.entity.js';

const BY_ID = 'select * from "deliveries" where "workspace" = ? and "id" = ?';
const END_OF_SLICE = `select "id" from "deliveries" where "workspace" = ? and "id" >= ?
  order by "id" limit 1 offset ?`;
const SLICE = 'select * from "deliveries" where "workspace" = ? and "id" >= ? and "id" < ? and ';
/** Sorts after every id. */
const AFTER_ALL = '~';

type Row = Omit<OutboxMessage, 'attempts'> & { attempts: string };

/** Finds messages of the outbox by the ids of the orders that they are about. */
@Injectable()
export class OutboxSearchRepository {
  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<OutboxMessage | undefined> {
    const row = await tx.get<Row>(BY_ID, workspace, id);
    return row && messageOf(row);
  }

  /** First id after a slice of that many messages; undefined: the slice is the last one. */
  async endOfSlice(
    tx: ReadTransaction,
    workspace: string,
    from: string,
    size: number,
  ): Promise<string | undefined> {
    return (await tx.get<{ id: string }>(END_OF_SLICE, workspace, from, size))?.id;
  }

  /**
   * Messages of a slice that are about one of these ids, in lower case. A message that was not sent is also found by a text
   * in its body: no exchange has it.
   */
  async about(
    tx: ReadTransaction,
    workspace: string,
    [from, to]: [from: string, to: string | undefined],
    { ids, texts }: { ids: readonly string[]; texts: readonly string[] },
  ): Promise<OutboxMessage[]> {
    const list = ids.map(() => '?').join(', ');
    const contains = texts.map(() => `instr("body", ?) > 0`).join(' or ');
    const sql = `${SLICE}("correlationId" in (${list}) or "orderingKey" in (${list})
      or ("state" <> 'sent' and (${contains}))) order by "id"`;
    const rows = await tx.all<Row>(sql, workspace, from, to ?? AFTER_ALL, ...ids, ...ids, ...texts);
    return rows.map(messageOf);
  }
}

function messageOf(row: Row): OutboxMessage {
  return { ...row, attempts: JSON.parse(row.attempts) as Attempt[] };
}
