import { ApiError, assertDone, client, dataOf } from '../api/client.js';
import type { ConnectionTest, Partner } from '../api/types.js';

const PATH = '/_sandbox/workspaces/{ws}/partners/{role}';

/** The partner of a role; null: none is set. */
export async function getPartner(ws: string, role: string): Promise<Partner | null> {
  try {
    return dataOf(await client.GET(PATH, { params: { path: { ws, role } } }));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

export async function setPartner(ws: string, role: string, body: Partner): Promise<void> {
  dataOf(await client.PUT(PATH, { params: { path: { ws, role } }, body }));
}

export async function removePartner(ws: string, role: string): Promise<void> {
  assertDone(await client.DELETE(PATH, { params: { path: { ws, role } } }));
}

export async function testPartner(ws: string, role: string): Promise<ConnectionTest> {
  return dataOf(await client.POST(`${PATH}/test`, { params: { path: { ws, role } } }));
}
