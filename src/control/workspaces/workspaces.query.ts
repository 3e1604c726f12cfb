import { Cursor, LIMIT, Limit } from '../http/paging.js';
import { WORKSPACE_ID } from './workspaces.messages.js';

/** Workspaces are paged by their own ids. */
export class WorkspacesQuery {
  @Limit()
  limit = LIMIT;

  @Cursor((key) => WORKSPACE_ID.test(key))
  cursor?: string;
}
