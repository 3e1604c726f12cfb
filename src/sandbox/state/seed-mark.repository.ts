import { Injectable } from '@nestjs/common';
import { insertInto } from '../../platform/persistence/insert.js';
import type { ReadTransaction, WriteTransaction } from '../../platform/persistence/store.js';
import { SeedMark } from './seed-mark.entity.js';

const INSERT = insertInto(SeedMark, 'ignore');
const ALL = 'select "role" from "seeds" where "workspace" = ?';
const REMOVE_OTHER_FILES = `delete from "seeds" where "workspace" = ? and "role" like 'file:%' and "role" <> ?`;

@Injectable()
export class SeedMarkRepository {
  async all(tx: ReadTransaction, workspace: string): Promise<Set<string>> {
    const rows = await tx.all<{ role: string }>(ALL, workspace);
    return new Set(rows.map(({ role }) => role));
  }

  /** False: the mark is there already. */
  async insert(tx: WriteTransaction, mark: SeedMark): Promise<boolean> {
    return (await tx.insert(INSERT, mark)) === 1;
  }

  /** Removes the marks of seed files but for this one. */
  async removeOtherFiles(tx: WriteTransaction, { workspace, role }: SeedMark): Promise<void> {
    await tx.run(REMOVE_OTHER_FILES, workspace, role);
  }
}
