import { createControlClient, dataOf, done } from './control-client.js';
import type { ControlClient, ControlResult } from './control-client.js';
import { createNodeFetch, type Fetch } from './node-fetch.js';
import type { components } from '../../openapi/control-api.cjs';

type Apis = components['schemas']['ApisView'];

const STOPPED =
  'the sandbox is stopped; start another one with startKetenlab(), or is an `await` missing before stop()?';
const STOPPED_DURING_CALL =
  'the sandbox was stopped before this call was answered; is an `await` missing?';

/** Connection of the library to a server. */
export class Connection {
  readonly client: ControlClient;
  private readonly http = createNodeFetch();
  private isClosed = false;
  private apisRequest?: Promise<Apis>;

  constructor(
    readonly url: string,
    token?: string,
  ) {
    const options = { baseUrl: url, fetch: this.fetch };
    this.client = createControlClient({ ...options, ...(token !== undefined && { token }) });
  }

  readonly dataOf = <Data>(call: Promise<ControlResult<Data>>): Promise<Data> => dataOf(call);
  readonly done = (call: Promise<ControlResult<unknown>>): Promise<void> => done(call);

  /** APIs and roles of the server. */
  apis(): Promise<Apis> {
    return (this.apisRequest ??= dataOf(this.client.GET('/_sandbox/apis')));
  }

  /** Sends a form. */
  post(path: string, form: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams(form);
    return this.fetch(new Request(this.url + path, { method: 'POST', body }));
  }

  close(): void {
    this.isClosed = true;
    this.http.close();
  }

  private readonly fetch: Fetch = async (request) => {
    if (this.isClosed) throw new Error(STOPPED);
    return this.http.fetch(request).catch((error: unknown) => {
      throw this.isClosed ? new Error(STOPPED_DURING_CALL, { cause: error }) : error;
    });
  };
}
