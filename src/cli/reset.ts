import { call } from './http.js';

interface Options {
  url: string;
  workspace: string;
  sandboxToken?: string;
}

/** `ketenlab reset`: restores the seed of a workspace. */
export async function reset({ url, workspace, sandboxToken }: Options): Promise<void> {
  await call(`${url}/_sandbox/workspaces/${encodeURIComponent(workspace)}/reset`, {
    method: 'POST',
    headers: sandboxToken ? { authorization: `Bearer ${sandboxToken}` } : {},
  });
}
