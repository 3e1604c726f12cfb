import { Injectable, type Type as Class } from '@nestjs/common';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { RecordRepository } from './record.repository.js';

/** Type of a collection of records. */
export interface RecordKind<Item extends { id: string }> {
  /** Name of the collection. */
  name: string;
  of: Class<Item>;
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

  /** Page of records, the newest first, that starts after the arrival `behind`. */
  page<Item extends { id: string }>(
    tx: ReadTransaction,
    workspace: string,
    { name }: RecordKind<Item>,
    limit: number,
    behind?: string,
  ): ReturnType<RecordRepository['page']> {
    return this.repository.page(tx, workspace, name, limit, behind);
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

  /** Removes a record. False: there is no record of this id. */
  remove<Item extends { id: string }>(
    tx: WriteTransaction,
    workspace: string,
    { name }: RecordKind<Item>,
    id: string,
  ): Promise<boolean> {
    return this.repository.remove(tx, workspace, name, id);
  }
}
