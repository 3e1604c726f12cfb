import { Injectable } from '@nestjs/common';
import { WorkspaceScoped } from '../../../platform/workspaces/workspace-scoped.js';
import { Lifecycle } from '../lifecycle.js';

/** Finishes the changes of a workspace that an earlier process began. */
@WorkspaceScoped('changes')
@Injectable()
export class ChangeRecovery implements WorkspaceScoped {
  constructor(private readonly lifecycle: Lifecycle) {}

  open(workspace: string): Promise<void> {
    return this.lifecycle.finishInterrupted(workspace);
  }
}
