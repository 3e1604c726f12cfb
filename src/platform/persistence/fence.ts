import { Problem } from '../errors/problem.js';

/**
 * Admits the transactions of the workspaces that this process owns. A transaction of another workspace is refused, and so is one of a
 * workspace that another process has taken over meanwhile.
 */
export interface Fence {
  /** Text that identifies this ownership of a workspace; undefined: this process does not own it. */
  epochOf(workspace: string): string | undefined;
  /** The memory of a workspace may differ from the database: another process owns it, or the outcome of a commit is unknown. */
  onLost(workspace: string): void;
}

/** Another process owns the workspace, or will own it: the request can be sent again. */
export class WorkspaceElsewhere extends Problem {
  constructor(workspace: string) {
    super(503, {
      text: `The workspace ${workspace} is changing its replica; send the request again`,
      headers: { 'Retry-After': '1' },
    });
  }
}
