import createClient, { type Client as FetchClient } from 'openapi-fetch';
import type { components, paths } from '../../openapi/control-api.cjs';
import type { Fetch } from './node-fetch.js';

export type { components, operations, paths } from '../../openapi/control-api.cjs';

/** An error of a field: its JSON pointer, and the expected and the seen value. */
export type FieldError = components['schemas']['ProblemError'];

/** Calls of the control API by path, typed by its OpenAPI document. */
export type ControlClient = FetchClient<paths>;

/** Address of a server, and access to its control API. */
export interface ControlClientOptions {
  /** Base URL of the server, for example `http://127.0.0.1:4010`. */
  baseUrl: string;
  /** Token of the control API (`SANDBOX_TOKEN`), if the server requires one. */
  token?: string;
  /** Another `fetch`. Default: the global one. */
  fetch?: Fetch;
}

/** An answer of the control API, or of a token endpoint, that is no success. */
export class ControlApiError extends Error {
  override readonly name = 'ControlApiError';

  constructor(
    /** Request, for example `GET /_sandbox/workspaces/default`. */
    readonly request: string,
    /** HTTP status. */
    readonly status: number,
    /** Description of the problem, with all errors of a request. */
    readonly detail: string,
    /** Each error of a request separately. */
    readonly faults: readonly FieldError[] = [],
  ) {
    super(`${request} answered ${status}: ${detail}`);
  }
}

/** Requests of responses, for the texts of errors. */
const requests = new WeakMap<Response, string>();

/** Creates a client. Its calls resolve with `{ data, error, response }`, as `openapi-fetch` documents them. */
export function createControlClient(options: ControlClientOptions): ControlClient {
  const { baseUrl, token, fetch } = options;
  const client = createClient<paths>({
    baseUrl,
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
    ...(fetch && { fetch }),
  });
  client.use({
    onResponse: ({ request, response }) => {
      requests.set(response, `${request.method} ${new URL(request.url).pathname}`);
    },
  });
  return client;
}

/** Result of a call of the client. */
export interface ControlResult<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of a successful call. Rejects with `ControlApiError`. */
export async function dataOf<Data>(call: Promise<ControlResult<Data>>): Promise<Data> {
  const result = await call;
  if (!result.response.ok || result.data === undefined) throw errorOf(result);
  return result.data;
}

/** Waits for a call whose success has no body. Rejects with `ControlApiError`. */
export async function done(call: Promise<ControlResult<unknown>>): Promise<void> {
  const result = await call;
  if (!result.response.ok) throw errorOf(result);
}

function errorOf({ error, response }: ControlResult<unknown>): ControlApiError {
  const problem = typeof error === 'object' && error !== null ? error : { detail: error };
  const { detail, faults } = problem as { detail?: string; faults?: FieldError[] };
  const request = requests.get(response) ?? 'the control API';
  return new ControlApiError(request, response.status, detail ?? response.statusText, faults);
}
