import { assertDone, client, dataOf } from '../../api/client.js';
import type { components } from '../../api/control-api.js';
import { clockChanges } from '../../frame/Clocks.js';

export type Snapshot = components['schemas']['SnapshotView'];

export async function listSnapshots(ws: string): Promise<Snapshot[]> {
  const params = { path: { ws } };
  return dataOf(await client.GET('/_sandbox/workspaces/{ws}/snapshots', { params })).items;
}

export async function createSnapshot(ws: string, name: string): Promise<Snapshot> {
  const params = { path: { ws } };
  return dataOf(
    await client.POST('/_sandbox/workspaces/{ws}/snapshots', { params, body: { name } }),
  );
}

export async function restoreSnapshot(ws: string, name: string): Promise<void> {
  const params = { path: { ws, name } };
  assertDone(await client.POST('/_sandbox/workspaces/{ws}/snapshots/{name}/restore', { params }));
  clockChanges.dispatchEvent(new Event('change'));
}

export async function deleteSnapshot(ws: string, name: string): Promise<void> {
  const params = { path: { ws, name } };
  assertDone(await client.DELETE('/_sandbox/workspaces/{ws}/snapshots/{name}', { params }));
}

export async function exportSnapshot(ws: string, name: string): Promise<Blob> {
  return dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/snapshots/{name}/file', {
      params: { path: { ws, name } },
      parseAs: 'blob',
    }),
  );
}

/** Sends the file as it is, so that the server finds its errors. */
export async function importSnapshot(ws: string, file: File): Promise<Snapshot> {
  return dataOf(
    await client.POST('/_sandbox/workspaces/{ws}/snapshots/import', {
      params: { path: { ws } },
      body: file as unknown as components['schemas']['SnapshotFileView'],
      bodySerializer: (body) => body as unknown as File,
    }),
  );
}
