import { client, dataOf } from '../api/client.js';
import type { Delivery } from '../api/types.js';

const PAGE_SIZE = 50;
const PATH = '/_sandbox/workspaces/{ws}/deliveries/{id}';

export type DeliveryState = Delivery['state'];
export const STATES: readonly DeliveryState[] = [
  'waiting',
  'sent',
  'refused',
  'failed',
  'cancelled',
];

export interface OutboxFilters {
  state?: DeliveryState | undefined;
  to?: string | undefined;
}

export interface DeliveryList {
  items: Delivery[];
  hasMore: boolean;
}

/** The first pages of outgoing messages, newest first. */
export async function listDeliveries(
  ws: string,
  filters: OutboxFilters,
  pages: number,
): Promise<DeliveryList> {
  const items: Delivery[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const query = { limit: PAGE_SIZE, ...filters, ...(cursor !== undefined && { cursor }) };
    const answer = await client.GET('/_sandbox/workspaces/{ws}/deliveries', {
      params: { path: { ws }, query },
    });
    const { items: more, nextCursor } = dataOf(answer);
    items.push(...more);
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  return { items, hasMore: cursor !== undefined };
}

export async function getDelivery(ws: string, id: string): Promise<Delivery> {
  return dataOf(await client.GET(PATH, { params: { path: { ws, id } } }));
}

export async function sendNow(ws: string, id: string): Promise<void> {
  dataOf(await client.POST(`${PATH}/send`, { params: { path: { ws, id } } }));
}

export async function cancel(ws: string, id: string): Promise<void> {
  dataOf(await client.POST(`${PATH}/cancel`, { params: { path: { ws, id } } }));
}

export async function sendTwice(ws: string, id: string): Promise<void> {
  dataOf(await client.POST(`${PATH}/send-twice`, { params: { path: { ws, id } } }));
}

/** Sends a copy, and returns it. */
export async function replay(ws: string, id: string): Promise<Delivery> {
  return dataOf(await client.POST(`${PATH}/replay`, { params: { path: { ws, id } } }));
}
