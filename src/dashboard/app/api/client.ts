import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './control-api.js';
import type { Clock, Exchange, Workspace } from './types.js';
import { readToken, reportUnauthorized } from './token.js';

/** Address of the server: that of the page, which may be below a path. */
export const baseUrl = new URL('.', document.baseURI).href;

const PAGE_SIZE = 500;

const authorize: Middleware = {
  onRequest: ({ request }) => {
    const token = readToken();
    if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
  onResponse: ({ response }) => {
    if (response.status === 401) reportUnauthorized();
  },
};

const client = createClient<paths>({ baseUrl });
client.use(authorize);

/** An answer of the control API that is no success. */
export class ApiError extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status}`);
  }
}

function dataOf<Data>({ data, response }: { data?: Data; response: Response }): Data {
  if (data === undefined) throw new ApiError(response.status);
  return data;
}

export async function listWorkspaces(): Promise<Workspace[]> {
  const all: Workspace[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
    const page = dataOf(await client.GET('/_sandbox/workspaces', { params: { query } }));
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}

export async function getClock(ws: string): Promise<Clock> {
  return dataOf(await client.GET('/_sandbox/workspaces/{ws}/clock', { params: { path: { ws } } }));
}

export interface Page {
  items: Exchange[];
  nextCursor?: string;
}

/** A page of exchanges, newest first. */
export async function listExchanges(ws: string, cursor?: string): Promise<Page> {
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  return dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/exchanges', { params: { path: { ws }, query } }),
  );
}

export async function getExchange(ws: string, id: string): Promise<Exchange> {
  return dataOf(
    await client.GET('/_sandbox/workspaces/{ws}/exchanges/{id}', {
      params: { path: { ws, id } },
    }),
  );
}
