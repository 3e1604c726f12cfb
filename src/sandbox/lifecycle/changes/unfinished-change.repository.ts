import { Injectable } from '@nestjs/common';
import { insertInto } from '../../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../../platform/persistence/store.js';
import { UnfinishedChange, type WorkspaceChange } from './unfinished-change.entity.js';

const REPLACE = insertInto(UnfinishedChange, ['change']);
const REMOVE = 'delete from "unfinished_changes" where "workspace" = ?';

@Injectable()
export class UnfinishedChangeRepository {
  async begin(tx: WriteTransaction, workspace: string, change: WorkspaceChange): Promise<void> {
    await tx.insert(REPLACE, { workspace, change });
  }

  async end(tx: WriteTransaction, workspace: string): Promise<void> {
    await tx.run(REMOVE, workspace);
  }

  async find(tx: ReadTransaction, workspace: string): Promise<WorkspaceChange | undefined> {
    return (await tx.manager.findOneBy(UnfinishedChange, { workspace }))?.change;
  }
}
