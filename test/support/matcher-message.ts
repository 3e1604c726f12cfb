import { stripVTControlCharacters } from 'node:util';
import type { Workspace } from '../../src/library/index.js';

/** Message of a call that fails, without colours, times and the id of the workspace. */
export async function messageOf(workspace: Workspace, call: () => unknown): Promise<string> {
  try {
    await call();
  } catch (error) {
    return stripVTControlCharacters((error as Error).message)
      .replaceAll(/\d{2}:\d{2}:\d{2}\.\d{3}/g, '<time>')
      .replaceAll(workspace.id, '<workspace>');
  }
  throw new Error('the call has not failed');
}
