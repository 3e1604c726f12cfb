import { Injectable, type Type as Class } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { SchemaError } from '../../platform/validation/schema.js';
import {
  insertInto,
  type ReadTransaction,
  type WriteTransaction,
} from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { Collections, Keeper, Writer } from './collections.js';
import { documentPage } from './documents.js';

const WRITE = insertInto(
  'records',
  'workspace collection id arrival document',
  'on conflict ("workspace", "collection", "id") do update set "document" = excluded."document", "arrival" = excluded."arrival"',
);
const ALL =
  'select "document" from "records" where "workspace" = ? and "collection" = ? order by "arrival"';
const FIND =
  'select "document" from "records" where "workspace" = ? and "collection" = ? and "id" = ?';
const PAGE = `select "arrival", "id", "document" from "records"
  where "workspace" = ? and "collection" = ? and "arrival" < ? order by "arrival" desc limit ?`;
const REMOVE = 'delete from "records" where "workspace" = ? and "collection" = ? and "id" = ?';

/** A collection of records, and the class of each: one field of it is its `id`. */
export interface RecordKind<Kept extends { id: string }> {
  name: string;
  of: Class<Kept>;
  /** What its class cannot say of a record. */
  check?: (record: Kept, workspace: string) => SchemaError[];
  /** Called in the unit in which a tester writes a record, or removes one. */
  onWrite?: (tx: WriteTransaction, workspace: string, record: Kept) => Promise<void>;
  onRemove?: (tx: WriteTransaction, workspace: string, id: string) => Promise<void>;
}

/** What roles know of the world: few of a kind, so that a question may read them all. */
@Injectable()
export class Records {
  /** The one that was written last comes last. */
  async all<Kept extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Kept>,
  ): Promise<Kept[]> {
    const rows = await tx.all<{ document: string }>(ALL, workspace, name);
    return rows.map(({ document }) => JSON.parse(document) as Kept);
  }

  async find<Kept extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Kept>,
    id: string,
  ): Promise<Kept | undefined> {
    const row = await tx.get<{ document: string }>(FIND, workspace, name, id);
    return row && (JSON.parse(row.document) as Kept);
  }

  async write<Kept extends { id: string }>(
    tx: WriteTransaction,
    workspace: string,
    { name }: RecordKind<Kept>,
    record: Kept,
  ): Promise<void> {
    await tx.run(WRITE, workspace, name, record.id, uuid(), JSON.stringify(record));
  }

  /** Lets testers read and write the records of these kinds. */
  open<Kept extends { id: string }>(collections: Collections, kind: RecordKind<Kept>): void {
    collections.keepWith(kind.name, this.keeperOf(kind));
    collections.writeWith(kind.name, this.writerOf(kind));
  }

  keeperOf<Kept extends { id: string }>(kind: RecordKind<Kept>): Keeper {
    return {
      page: (tx, workspace, limit, behind = '~') =>
        documentPage(tx, PAGE, workspace, kind.name, behind, limit),
      find: (tx, workspace, id) => this.find(tx, workspace, kind, id),
    };
  }

  writerOf<Kept extends { id: string }>(kind: RecordKind<Kept>): Writer<Kept> {
    const { name, of, check, onWrite, onRemove } = kind;
    return {
      of,
      id: 'id',
      put: async (tx, workspace, record) => {
        const errors = check?.(record, workspace) ?? [];
        if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
        await this.write(tx, workspace, kind, record);
        await onWrite?.(tx, workspace, record);
      },
      remove: async (tx, workspace, id) => {
        await onRemove?.(tx, workspace, id);
        return (await tx.run(REMOVE, workspace, name, id)) === 1;
      },
    };
  }
}
