import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
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
  /** The one that was written last comes last. */
  async all<Kept>(tx: ReadTransaction, workspace: string, collection: string): Promise<Kept[]> {
    const rows = await tx.all<{ document: string }>(ALL, workspace, collection);
    return rows.map(({ document }) => JSON.parse(document) as Kept);
  }

  async find<Kept>(
    tx: ReadTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<Kept | undefined> {
    const row = await tx.get<{ document: string }>(FIND, workspace, collection, id);
    return row && (JSON.parse(row.document) as Kept);
  }

  /** The newest first, beginning behind that arrival. */
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
    await tx.insert(REPLACE, { workspace, collection, id: record.id, arrival: uuid(), document });
  }

  /** False: there was none. */
  async remove(
    tx: WriteTransaction,
    workspace: string,
    collection: string,
    id: string,
  ): Promise<boolean> {
    return (await tx.run(REMOVE, workspace, collection, id)) === 1;
  }
}
