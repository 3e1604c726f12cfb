import { Injectable } from '@nestjs/common';
import { tableOf } from '../persistence/entity-table.js';
import { insertInto } from '../persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../persistence/store.js';
import { ExchangeEntity } from './exchange.entity.js';

const INSERT = insertInto(ExchangeEntity);
const NUMBERS = ['status', 'durationMs'];
/** Bytes of all texts of a row. */
const TEXT_LENGTH = tableOf(ExchangeEntity)
  .columns.filter((column) => !NUMBERS.includes(column))
  .map((column) => `octet_length(coalesce("${column}", ''))`)
  .join(' + ');
const SIZE = `select count(*) as entries, coalesce(sum(${TEXT_LENGTH}), 0) as bytes
  from "exchanges" where "workspace" = ?`;
const OLDEST = `select max("id") as "last", count(*) as "entries", sum("size") as "bytes" from (
  select "id", ${TEXT_LENGTH} as "size"
  from "exchanges" where "workspace" = ? order by "id" limit ?) as "oldest"`;
const REMOVE_UP_TO = `delete from "exchanges" where "workspace" = ? and "id" <= ?`;
const FIND = 'select * from "exchanges" where "workspace" = ? and "id" = ?';
const FIRST_OF_SLICE = `select "id" from "exchanges" where "workspace" = ? and "id" < ?
  order by "id" desc limit 1 offset ?`;
/** Sorts behind every id. */
const LAST_ID = 'g';
const CLEAR = 'delete from "exchanges" where "workspace" = ?';

/** Number of entries of a journal, and of the bytes of their texts. */
export interface JournalSize {
  entries: number;
  bytes: number;
}

@Injectable()
export class ExchangeRepository {
  /** Inserts an entry, and returns its size. */
  async insert(tx: WriteTransaction, exchange: ExchangeEntity): Promise<JournalSize> {
    await tx.insert(INSERT, exchange);
    let bytes = 0;
    for (const value of Object.values(exchange) as unknown[])
      if (typeof value === 'string') bytes += Buffer.byteLength(value);
    return { entries: 1, bytes };
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<ExchangeEntity | undefined> {
    return tx.get<ExchangeEntity>(FIND, workspace, id);
  }

  /** Id of the first of the newest rows before an id; undefined: there are no more than that many. */
  async firstOfSlice(
    tx: ReadTransaction,
    workspace: string,
    before = LAST_ID,
    rows: number,
  ): Promise<string | undefined> {
    return (await tx.get<{ id: string }>(FIRST_OF_SLICE, workspace, before, rows - 1))?.id;
  }

  async size(tx: WriteTransaction, workspace: string): Promise<JournalSize> {
    return (await tx.get<JournalSize>(SIZE, workspace)) ?? { entries: 0, bytes: 0 };
  }

  /** Removes a number of the oldest entries, and returns their size. */
  async removeOldest(tx: WriteTransaction, workspace: string, count: number): Promise<JournalSize> {
    const oldest = await tx.get<JournalSize & { last: string }>(OLDEST, workspace, count);
    if (!oldest || oldest.entries === 0) return { entries: 0, bytes: 0 };
    await tx.run(REMOVE_UP_TO, workspace, oldest.last);
    return oldest;
  }

  async clear(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(CLEAR, workspace);
  }
}
