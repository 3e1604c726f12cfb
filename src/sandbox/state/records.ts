import { Injectable, type Type as Class } from '@nestjs/common';
import type { SchemaError } from '../../platform/validation/schema.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { Collections, StateReader, StateWriter } from './collections.js';
import { RecordRepository } from './record.repository.js';

/** Type of a collection of records. The class of a record has a field `id`. */
export interface RecordKind<Item extends { id: string }> {
  name: string;
  of: Class<Item>;
  /** Validates the rules that the class cannot express. */
  check?: (record: Item, workspace: string) => SchemaError[];
  /** Runs in the transaction that writes a record over the control API. */
  onWrite?: (tx: WriteTransaction, workspace: string, record: Item) => Promise<void>;
  /** Runs in the transaction that removes a record. */
  onRemove?: (tx: WriteTransaction, workspace: string, id: string) => Promise<void>;
}

/** Reference data of roles. Collections are small, so that a request may read a whole collection. */
@Injectable()
export class Records {
  constructor(private readonly repository: RecordRepository) {}

  /** All records of a kind, in the order in which they were written. */
  async all<Item extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Item>,
  ): Promise<Item[]> {
    return this.repository.all(tx, workspace, name);
  }

  async find<Item extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Item>,
    id: string,
  ): Promise<Item | undefined> {
    return this.repository.find(tx, workspace, name, id);
  }

  async write<Item extends { id: string }>(
    tx: WriteTransaction,
    workspace: string,
    { name }: RecordKind<Item>,
    record: Item,
  ): Promise<void> {
    await this.repository.replace(tx, workspace, name, record);
  }

  /** Registers the records of a kind as a collection of the state. */
  open<Item extends { id: string }>(collections: Collections, kind: RecordKind<Item>): void {
    collections.registerReader(kind.name, this.readerOf(kind));
    collections.registerWriter(kind.name, this.writerOf(kind));
  }

  readerOf<Item extends { id: string }>(kind: RecordKind<Item>): StateReader {
    return {
      page: (tx, workspace, limit, behind) =>
        this.repository.page(tx, workspace, kind.name, limit, behind),
      find: (tx, workspace, id) => this.find(tx, workspace, kind, id),
    };
  }

  writerOf<Item extends { id: string }>(kind: RecordKind<Item>): StateWriter<Item> {
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
