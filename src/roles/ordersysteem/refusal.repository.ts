import { Injectable } from '@nestjs/common';
import { insertInto } from '../../platform/persistence/insert.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { Refusal } from './order.entity.js';

const INSERT = insertInto(Refusal, 'ignore');
const REMOVE = 'delete from "refusals" where "workspace" = ? and "collection" = ? and "id" = ?';

/** Simulated refusals. Each message receives at most one. */
@Injectable()
export class RefusalRepository {
  /** Records a refusal; false: the message was refused before. */
  async insert(tx: WriteTransaction, refusal: Refusal): Promise<boolean> {
    return (await tx.insert(INSERT, refusal)) === 1;
  }

  async remove(tx: WriteTransaction, { workspace, collection, id }: Refusal): Promise<void> {
    await tx.run(REMOVE, workspace, collection, id);
  }
}
