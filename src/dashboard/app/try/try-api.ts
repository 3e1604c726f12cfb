import { client, dataOf } from '../api/client.js';
import type { components } from '../api/control-api.js';
import type { Exchange } from '../api/types.js';

export type Example = components['schemas']['ExampleView'];

/** Exchanges among which that of a request is searched: others may arrive meanwhile. */
const SEARCHED = 20;

export async function getExample(ws: string, role: string, operation: string): Promise<Example> {
  return dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/examples/{role}/{operation}', {
      params: { path: { ws, role, operation } },
    }),
  );
}

/** The newest exchange with this method and path; undefined: the journal does not have it. */
export async function findExchange(
  ws: string,
  method: string,
  path: string,
): Promise<Exchange | undefined> {
  const { items } = dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/exchanges', {
      params: { path: { ws }, query: { limit: SEARCHED, direction: 'inbound' } },
    }),
  );
  return items.find((one) => one.method === method && one.path === path);
}
