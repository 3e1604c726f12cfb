import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/errors/problem.js';
import { Clients } from '../../platform/oauth/clients.js';
import { DuplicateRowError } from '../../platform/persistence/insert.js';
import type { WriteTransaction } from '../../platform/persistence/store.js';
import { rowOf, sectionOfList } from './saved-section.js';
import type { SavedHead, SavedPart } from './saved-state.js';
import type { OpenState } from './saved-states.js';
import { assertServedLists } from './served-lists.js';
import { WorkspaceDataRepository } from './workspace-data.repository.js';

/** Writes saved states into emptied workspaces. */
@Injectable()
export class Restorer {
  constructor(
    private readonly data: WorkspaceDataRepository,
    private readonly clients: Clients,
  ) {}

  /** Writes a state into an empty workspace. Throws 409 when this sandbox serves other roles. */
  async apply(tx: WriteTransaction, workspace: string, state: OpenState): Promise<void> {
    this.assertServed(state);
    for (const index of state.lists.keys())
      await this.insertPart(tx, workspace, await state.part(index));
    await this.applyHead(tx, workspace, state.head);
  }

  assertServed({ lists }: OpenState): void {
    assertServedLists(this.data.saved(), lists);
  }

  /** Inserts the rows of a part. An import refuses duplicates, but a snapshot of an earlier version may have some. */
  async insertPart(
    tx: WriteTransaction,
    workspace: string,
    { list, items }: SavedPart,
  ): Promise<void> {
    const section = sectionOfList(this.data.saved(), list);
    if (!section) return;
    const insert = this.data.inserter(tx, workspace, section.table);
    try {
      for (const item of items) await insert(rowOf(section, list, item));
    } catch (error) {
      if (!(error instanceof DuplicateRowError)) throw error;
      throw new Problem(409, {
        text: `Snapshot violates a unique constraint in ${list}: remove the duplicate items`,
      });
    }
  }

  /** Sets the parties of the clients. */
  async applyHead(tx: WriteTransaction, workspace: string, { clients }: SavedHead): Promise<void> {
    for (const { clientId, parties } of clients) {
      const client = this.clients.find(clientId);
      if (client?.workspace === workspace) await this.clients.setParties(tx, client, parties);
    }
  }
}
