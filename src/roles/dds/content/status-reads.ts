import { Injectable } from '@nestjs/common';
import { realNow } from '../../../platform/time/time.js';
import type { StatusRead } from '../checks.js';
import { WorkspaceScoped } from '../../../platform/workspaces/workspace-scoped.js';

/** Downloads whose last read is kept; the oldest is dropped first. */
const MAX_DOWNLOADS = 1000;

/** The last read of each status page. Times are real: the clock of a workspace says nothing about the pace of a client. */
@WorkspaceScoped('data')
@Injectable()
export class StatusReads implements WorkspaceScoped {
  private readonly last = new Map<string, StatusRead & { workspace: string | undefined }>();

  /** Keeps a read of the status page of that download and returns it with the read before. */
  replace(
    workspace: string | undefined,
    id: string,
    status: string,
  ): { read: StatusRead; before: StatusRead | undefined } {
    const before = this.last.get(id);
    const read = { at: realNow(), status };
    this.last.delete(id);
    this.last.set(id, { ...read, workspace });
    const [oldest] = this.last.keys();
    if (this.last.size > MAX_DOWNLOADS && oldest !== undefined) this.last.delete(oldest);
    return { read, before };
  }

  close(workspace: string): void {
    for (const [id, read] of this.last) if (read.workspace === workspace) this.last.delete(id);
  }
}
