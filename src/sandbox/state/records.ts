import { Injectable, type Type as Class } from '@nestjs/common';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { Collections, Keeper, Writer } from './collections.js';
import { RecordRepository } from './record.repository.js';

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
  constructor(private readonly repository: RecordRepository) {}

  /** The one that was written last comes last. */
  async all<Kept extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Kept>,
  ): Promise<Kept[]> {
    return this.repository.all(tx, workspace, name);
  }

  async find<Kept extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Kept>,
    id: string,
  ): Promise<Kept | undefined> {
    return this.repository.find(tx, workspace, name, id);
  }

  async write<Kept extends { id: string }>(
    tx: WriteTransaction,
    workspace: string,
    { name }: RecordKind<Kept>,
    record: Kept,
  ): Promise<void> {
    await this.repository.replace(tx, workspace, name, record);
  }

  /** Lets testers read and write the records of these kinds. */
  open<Kept extends { id: string }>(collections: Collections, kind: RecordKind<Kept>): void {
    collections.keepWith(kind.name, this.keeperOf(kind));
    collections.writeWith(kind.name, this.writerOf(kind));
  }

  keeperOf<Kept extends { id: string }>(kind: RecordKind<Kept>): Keeper {
    return {
      page: (tx, workspace, limit, behind) =>
        this.repository.page(tx, workspace, kind.name, limit, behind),
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
        return this.repository.remove(tx, workspace, name, id);
      },
    };
  }
}
