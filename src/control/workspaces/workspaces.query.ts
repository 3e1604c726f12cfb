import { Cursor, DEFAULT_LIMIT, Limit } from '../http/paging.js';
import { WORKSPACE_ID } from './workspaces.messages.js';

/** Query of the list of workspaces. The cursor holds the id of a workspace, which is no UUID. */
export class WorkspacesQuery {
  @Limit()
  limit = DEFAULT_LIMIT;

  @Cursor((key) => WORKSPACE_ID.test(key))
  cursor?: string;
}
