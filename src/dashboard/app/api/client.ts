import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './control-api.js';
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

/** Calls of the control API, typed by its OpenAPI document. */
export const client = createClient<paths>({ baseUrl });
client.use(authorize);

/** An answer of the control API that is no success. Its message is the description of the problem. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    /** Each error of a request separately. */
    readonly faults: readonly components['schemas']['ProblemError'][] = [],
    detail = `HTTP ${status}`,
  ) {
    super(detail);
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a successful answer. Throws `ApiError`. */
export function dataOf<Data>(answer: Answer<Data>): Data {
  if (answer.data === undefined) throw errorOf(answer);
  return answer.data;
}

/** Throws `ApiError` unless the answer is a success, which may have no body. */
export function assertDone(answer: Answer<unknown>): void {
  if (!answer.response.ok) throw errorOf(answer);
}

function errorOf({ error, response }: Answer<unknown>): ApiError {
  const { detail, faults } = (error ?? {}) as { detail?: string; faults?: ApiError['faults'] };
  return new ApiError(response.status, faults, detail);
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

/** A page of exchanges, newest first. `q` is a search. */
export async function listExchanges(
  ws: string,
  { cursor, q }: { cursor?: string; q?: string } = {},
): Promise<Page> {
  const query = {
    limit: PAGE_SIZE,
    ...(cursor !== undefined && { cursor }),
    ...(q !== undefined && { q }),
  };
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

/** Sends a request again with a new token of a client, and returns its exchange. */
export async function resendExchange(ws: string, id: string, clientId: string): Promise<Exchange> {
  return dataOf(
    await client.POST('/_sandbox/workspaces/{ws}/exchanges/{id}/resend', {
      params: { path: { ws, id } },
      body: { clientId },
    }),
  );
}
