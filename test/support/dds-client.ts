import type { Response } from 'supertest';
import type { Workspace } from './test-server.js';

export const ORDER = '/bokbasen/dds/order/v1';
export const NODRM = 'fab4599e-eb2e-445a-a7f9-4af12c052dec';
export const SDRM = '18C8075F-C8B9-4029-9747-7C7F2CFB5CFA';
export const AUDIO = 'a0d10000-0000-4000-8000-000000000001';
export const CONSUMER = 'gaf4599e-fg5e-445a-a7f9-6af14c052dec';

export type Service = 'dds' | 'bokskya' | 'reporting';
interface CallOptions {
  as?: string | null;
  service?: Service;
  body?: unknown;
  headers?: Record<string, string>;
}

let count = 0;

/** Valid order with a unique orderid. A test states only its difference. */
export const anOrder = (difference: Record<string, unknown> = {}): Record<string, unknown> => ({
  orderid: `order-${(count += 1)}`,
  resid: NODRM,
  spd: '18900',
  id: CONSUMER,
  ...difference,
});

/** Headers for a request to the legacy platform, with a ticket of the demo store. */
export async function legacyHeaders(server: Workspace): Promise<Record<string, string>> {
  const login = await server.http
    .post('/boknett/login/v1/tickets')
    .type('form')
    .send(`username=${server.clientId()}&password=${server.clientId()}-secret`);
  return {
    authorization: `Boknett ${login.headers['boknett-tgt']}`,
    date: new Date().toUTCString(),
  };
}

/** Client of DDS, Bokskya and reporting. */
export class DdsClient {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(private readonly server: Workspace) {}

  token(client = 'demo', service: Service = 'dds'): Promise<string> {
    const key = `${client} ${service}`;
    let token = this.tokens.get(key);
    if (!token) this.tokens.set(key, (token = this.fetchToken(client, service)));
    return token;
  }

  async call(
    method: 'get' | 'post' | 'put',
    path: string,
    { as = 'demo', service: of = 'dds', body, headers = {} }: CallOptions = {},
  ): Promise<Response> {
    const request = this.server.http[method](path).redirects(0).set('accept', 'application/json');
    if (as !== null) void request.set('authorization', `Bearer ${await this.token(as, of)}`);
    if (body !== undefined) void request.set('content-type', 'application/json');
    void request.set(headers);
    return body === undefined
      ? request
      : request.send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** Places an order and returns the path of its content. */
  async placeOrder(order = anOrder(), as = 'demo'): Promise<string> {
    const response = await this.call('post', ORDER, { as, body: order });
    if (response.status !== 201) throw new Error(`${response.status}: ${response.text}`);
    return new URL(response.headers['location']!).pathname;
  }

  /** Requests content and returns the path of its status page. */
  async startContent(path: string, as = 'demo'): Promise<string> {
    const response = await this.call('get', path, { as });
    if (response.status !== 302) throw new Error(`${response.status}: ${response.text}`);
    return new URL(response.headers['location']!).pathname;
  }

  async status(path: string): Promise<{ status: string; downloadURL?: string }> {
    const response = await this.call('get', path, { as: null });
    if (response.status !== 200) throw new Error(`${response.status}: ${response.text}`);
    return response.body as { status: string; downloadURL?: string };
  }

  /** Downloads the file of a content path once it is ready. */
  async file(path: string, as = 'demo'): Promise<{ type: string; name: string; bytes: Buffer }> {
    const page = await this.startContent(path, as);
    await this.server.advance('PT1S');
    const { downloadURL } = await this.status(page);
    return this.download(downloadURL!);
  }

  async download(url: string): Promise<{ type: string; name: string; bytes: Buffer }> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    const name = response.headers.get('content-disposition')?.split("''")[1] ?? '';
    return {
      type: response.headers.get('content-type') ?? '',
      name: decodeURIComponent(name),
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  }

  /** Findings of the last exchange of an operation: requirement, pointer, actual value. */
  async findings(operation: string): Promise<[string, string, string][]> {
    const last = await this.server.lastExchange(`operation=${operation}`);
    return (last?.findings ?? []).map(({ requirement, pointer, seen }) => [
      requirement,
      pointer,
      seen,
    ]);
  }

  private async fetchToken(client: string, service: Service): Promise<string> {
    const clientId = this.server.clientId(client);
    const { body } = await this.server.http.post('/bokbasen/oauth/token').send({
      client_id: clientId,
      client_secret: `${clientId}-secret`,
      audience: `https://api.bokbasen.io/${service}/`,
      grant_type: 'client_credentials',
    });
    return (body as { access_token: string }).access_token;
  }
}
