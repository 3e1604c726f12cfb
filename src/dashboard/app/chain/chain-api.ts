import type { Api } from '../api/apis.js';
import { client, dataOf } from '../api/client.js';
import type { components } from '../api/control-api.js';

export type Timeline = components['schemas']['TimelineView'];
export type Step = components['schemas']['TimelineStep'];
export type Delivery = components['schemas']['DeliveryView'];

const MAX_DELIVERIES = 500;
/** Orders of a collection that the page shows. */
const RECENT = 5;

export async function getTimeline(ws: string, id: string): Promise<Timeline> {
  return dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/timeline', {
      params: { path: { ws }, query: { id } },
    }),
  );
}

/** The newest messages of the outbox that wait. */
export async function listWaiting(ws: string): Promise<Delivery[]> {
  const query = { limit: MAX_DELIVERIES };
  const { items } = dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/deliveries', { params: { path: { ws }, query } }),
  );
  return items.filter(({ state }) => state === 'waiting');
}

export interface RecentOrder {
  collection: string;
  id: string;
  status: string | undefined;
}

/** The newest orders of each collection. */
export async function listRecentOrders(ws: string, apis: readonly Api[]): Promise<RecentOrder[]> {
  const collections = apis.flatMap((api) => api.collections);
  const lists = await Promise.all(
    collections.map(async ({ name, idField, statusFields }) => {
      const collection = name as 'orders';
      const { items } = dataOf(
        await client.GET('/_sandbox/workspaces/{ws}/state/{collection}', {
          params: { path: { ws, collection }, query: { limit: RECENT } },
        }),
      );
      return (items as Record<string, unknown>[]).map((item): RecentOrder => {
        const status = statusFields.map((field) => item[field]).find(isText);
        return { collection: name, id: String(item[idField]), status };
      });
    }),
  );
  return lists.flat();
}

const isText = (value: unknown): value is string => typeof value === 'string';
