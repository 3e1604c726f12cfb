import { Injectable } from '@nestjs/common';
import { uuidV7 } from '../../platform/time/uuid-v7.js';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { documentPage } from './documents.js';
import { StoredRecord } from './record.entity.js';

const REPLACE = insertInto(StoredRecord, ['document', 'arrival']);
const ALL =
  'select "document" from "records" where "workspace" = ? and "collection" = ? order by "arrival"';
const FIND =
  'select "document" from "records" where "workspace" = ? and "collection" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "records"
  where "workspace" = ? and "collection" = ? and "arrival" < ? order by "arrival" desc limit ?`;
const REMOVE = 'delete from "records" where "workspace" = ? and "collection" = ? and "id" = ?';

@Injectable()
export class RecordRepository {
  /** All records of a collection, in the order in which they were written. */
  async all<Item>(tx: ReadTransaction, workspace: string, collection: string): Promise<Item[]> {
    const rows = await tx.all<{ document: string }>(ALL, workspace, collection);
    return rows.map(({ document }) => JSON.parse(document) as Item);
  }

  async find<Item>(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<Item | undefined> {
    const row = await tx.get<{ document: string }>(FIND, workspace, collection, id);
    return row && (JSON.parse(row.document) as Item);
  }

  /** Page of records, the newest first, that starts after the arrival `behind`. */
  page(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    limit: number,
    behind = '~',
  ): ReturnType<typeof documentPage> {
    return documentPage(tx, PAGE, workspace, collection, behind, limit);
  }

  async replace(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    record: { id: string },
  ): Promise<void> {
    const document = JSON.stringify(record);
    await tx.insert(REPLACE, { workspace, collection, id: record.id, arrival: uuidV7(), document });
  }

  /** Removes a record. False: there is no record of this id. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, collection, id)) === 1;
  }
}
