import { Failure } from '../failure.js';
import { callServer, parsed, type DemoRequest, type DemoResponse } from './call-server.js';
import { formText, masked } from './masked.js';
import type { DemoOutput } from './output.js';

interface Client {
  clientId: string;
  clientSecret: string;
  kind: string;
}

interface Exchange {
  method: string;
  path: string;
  status: number;
  request: { body: unknown };
  response: { body: unknown };
}

/** Plays the steps of a chain in a workspace of its own, and shows each request and response. */
export class DemoSession {
  private steps = 0;
  private workspace = '';
  private clients: Client[] = [];

  constructor(
    private readonly url: string,
    private readonly output: DemoOutput,
    private readonly sandboxToken?: string,
  ) {}

  /** Page with the traffic of this workspace. */
  get dashboard(): string {
    return `${this.url}/#/traffic?ws=${this.workspace}`;
  }

  step(text: string): void {
    this.steps += 1;
    this.output.step(this.steps, text);
  }

  /** Creates the workspace. Its clients have the credentials for the rest of the chain. */
  async createWorkspace(): Promise<void> {
    this.step('The test creates a workspace: a world of its own, with its own clients.');
    const { body } = await this.control('POST', '', {
      json: { expiresAfter: 'PT1H' },
      fields: ['id', 'expiresAt'],
      expected: 201,
    });
    const { id, clients } = body as { id: string; clients: Client[] };
    this.workspace = id;
    this.clients = clients;
  }

  /** Moves the clock forward instead of a pause. */
  async advanceClock(duration: string): Promise<void> {
    await this.control('POST', `/${this.workspace}/clock/advance`, {
      json: { duration },
      expected: 200,
    });
  }

  /** Reads fields of an item of the state. */
  async showState(collection: string, id: string, fields: readonly string[]): Promise<void> {
    const path = `/${this.workspace}/state/${collection}/${id}`;
    await this.control('GET', path, { fields, expected: 200 });
  }

  /** Gets an access token. */
  async token(path: string, kind: string, more: Record<string, string>): Promise<string> {
    const client = this.clients.find((one) => one.kind === kind);
    const { body } = await this.send({
      method: 'POST',
      path,
      form: {
        grant_type: 'client_credentials',
        client_id: client?.clientId ?? kind,
        client_secret: client?.clientSecret ?? '',
        ...more,
      },
      expected: 200,
    });
    return (body as { access_token: string }).access_token;
  }

  /** Shows the last request of an operation that Ketenlab sent. */
  async showSent(operation: string): Promise<void> {
    const query = new URLSearchParams({ operation, direction: 'outbound', limit: '1' });
    const path = `/_sandbox/workspaces/${this.workspace}/exchanges?${query.toString()}`;
    const { body } = await callServer(this.url, {
      ...this.controlRequest('GET', path),
      expected: 200,
    });
    const [exchange] = (body as { items: Exchange[] }).items;
    if (!exchange) throw new Failure(`Ketenlab sent no ${operation}`);
    this.output.call({
      sentByKetenlab: true,
      method: exchange.method,
      path: exchange.path,
      requestBody: masked(parsed(exchange.request.body)),
      status: exchange.status,
      responseBody: masked(parsed(exchange.response.body)),
    });
  }

  /** Sends a request, and shows it with its response. */
  async send(request: DemoRequest): Promise<DemoResponse> {
    const { status, location, body } = await callServer(this.url, request);
    const { method, path, json, form, xml, fields, expected } = request;
    this.output.call({
      sentByKetenlab: false,
      method,
      path: path.replace(this.url, ''),
      requestBody: form ? formText(form) : masked(json ?? xml),
      status,
      ...(location !== '' && { location }),
      responseBody: masked(status === expected ? onlyFields(body, fields) : body),
    });
    if (status === expected) return { location, body };
    throw new Failure(`${method} ${path} answered ${status}; the demo expected ${expected}`);
  }

  private control(
    method: string,
    path: string,
    request: Pick<DemoRequest, 'json' | 'fields' | 'expected'>,
  ): Promise<DemoResponse> {
    return this.send({ ...this.controlRequest(method, `/_sandbox/workspaces${path}`), ...request });
  }

  private controlRequest(method: string, path: string): Omit<DemoRequest, 'expected'> {
    const { sandboxToken: token } = this;
    return { method, path, ...(token !== undefined && { token }) };
  }
}

function onlyFields(body: unknown, fields: readonly string[] | undefined): unknown {
  if (!fields || typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => fields.includes(name)));
}
