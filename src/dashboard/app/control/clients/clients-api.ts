import { assertDone, client, dataOf } from '../../api/client.js';
import type { components } from '../../api/control-api.js';

export type Client = components['schemas']['ClientView'];
export type ClientKeys = components['schemas']['ClientKeysView'];

export async function listClients(ws: string): Promise<Client[]> {
  const params = { path: { ws } };
  return dataOf(await client.GET('/_sandbox/workspaces/{ws}/clients', { params })).items;
}

export async function registerKeys(ws: string, clientId: string, keys: ClientKeys): Promise<void> {
  dataOf(
    await client.PUT('/_sandbox/workspaces/{ws}/clients/{clientId}/keys', {
      params: { path: { ws, clientId } },
      body: keys,
    }),
  );
}

export async function deleteKeys(ws: string, clientId: string): Promise<void> {
  const params = { path: { ws, clientId } };
  assertDone(await client.DELETE('/_sandbox/workspaces/{ws}/clients/{clientId}/keys', { params }));
}
