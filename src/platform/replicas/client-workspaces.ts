import { Injectable } from '@nestjs/common';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { ReplicaRepository } from './replica.repository.js';

const MAX_CACHED = 10_000;

/** The workspaces of clients, also of those that other processes own. Unknown clients are not cached, because they may be created. */
@WorkspaceScoped('data')
@Injectable()
export class ClientWorkspaces implements WorkspaceScoped {
  private readonly cached = new Map<string, string>();

  constructor(private readonly repository: ReplicaRepository) {}

  /** The workspace of a client; undefined: there is no such client. */
  async find(clientId: string): Promise<string | undefined> {
    const known = this.cached.get(clientId);
    if (known !== undefined) return known;
    const workspace = await this.repository.workspaceOf(clientId);
    if (workspace === undefined) return undefined;
    const [oldest] = this.cached.keys();
    if (this.cached.size >= MAX_CACHED && oldest !== undefined) this.cached.delete(oldest);
    this.cached.set(clientId, workspace);
    return workspace;
  }

  /** Forgets the clients of a workspace. It may be removed, also by another process. */
  close(workspace: string): void {
    for (const [clientId, its] of this.cached) if (its === workspace) this.cached.delete(clientId);
  }
}
