import type { Socket } from 'node:net';

/** The connection carried requests of more than one workspace. */
const SEVERAL = Symbol('several');

/**
 * The workspaces of connections. A client that keeps its connection open identifies itself with its
 * earlier requests, so that a request without a token is found in the journal of its workspace.
 */
export class ConnectionWorkspaces {
  private readonly byConnection = new WeakMap<Socket, string | typeof SEVERAL>();

  /** Remembers the workspace of a request with a known client. */
  remember(connection: Socket, workspace: string): void {
    const known = this.byConnection.get(connection);
    if (known === workspace) return;
    this.byConnection.set(connection, known === undefined ? workspace : SEVERAL);
  }

  /** The only workspace of a connection; undefined: none is known, or there were several. */
  workspaceOf(connection: Socket): string | undefined {
    const known = this.byConnection.get(connection);
    return known === SEVERAL ? undefined : known;
  }
}
