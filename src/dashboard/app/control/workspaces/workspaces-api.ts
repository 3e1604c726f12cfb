import { assertDone, client, dataOf } from '../../api/client.js';
import type { Workspace } from '../../api/types.js';

export async function createWorkspace(request: {
  id?: string;
  expiresAfter: string;
}): Promise<Workspace> {
  return dataOf(await client.POST('/_sandbox/workspaces', { body: request }));
}

export async function resetWorkspace(ws: string): Promise<void> {
  assertDone(await client.POST('/_sandbox/workspaces/{ws}/reset', { params: { path: { ws } } }));
}

export async function deleteWorkspace(ws: string): Promise<void> {
  assertDone(await client.DELETE('/_sandbox/workspaces/{ws}', { params: { path: { ws } } }));
}
