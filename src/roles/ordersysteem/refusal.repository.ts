import { Injectable } from '@nestjs/common';
import { insertInto } from '../../platform/persistence/insert.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { Refusal } from './order.entity.js';

const INSERT = insertInto(Refusal, 'ignore');
const REMOVE = 'delete from "refusals" where "workspace" = ? and "collection" = ? and "id" = ?';

/** Magic refusals that messages had: each message has one. */
@Injectable()
export class RefusalRepository {
  /** False: the message was refused before. */
  async insert(tx: WriteTransaction, refusal: Refusal): Promise<boolean> {
    return (await tx.insert(INSERT, refusal)) === 1;
  }

  async remove(tx: WriteTransaction, { workspace, collection, id }: Refusal): Promise<void> {
    await tx.run(REMOVE, workspace, collection, id);
  }
}
