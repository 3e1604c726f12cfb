import { afterAll, beforeAll } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest, { type Response } from 'supertest';
import { createApp, listen } from '../../src/app/app.js';
import { readConfig } from '../../src/app/read-config.js';
import type { RoleDescriptor } from '../../src/apis/descriptor.js';
import { knownSettings, roles } from '../../src/roles/index.js';
import { createDatabase, onPostgres, type TestDatabase } from './postgres.js';

/** Roles that have a token endpoint of their own. */
const ROLES = roles.filter(({ family }) => family.name === 'edu-v').map(({ name }) => name);
const ORDERS = 'https://api.bokbasen.io/orders/';

type Environment = Record<string, string>;

/** Client of one workspace of a running server: partner API calls and control API calls. */
export class Workspace {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    readonly id: string,
    private readonly serverUrl: () => string,
    /** Token of the control API, if the server needs one. */
    readonly controlToken?: string,
  ) {}

  get http() {
    return supertest(this.serverUrl());
  }

  /** Client id in this workspace for a client that is called `name` in `default`. */
  clientId(name = 'demo'): string {
    return this.id === 'default' ? name : `${this.id}-${name}`;
  }

  /** Access token of a demo client. It is fetched once and then cached. */
  token(role = 'ordersysteem', client = 'demo'): Promise<string> {
    const key = `${role} ${client}`;
    let token = this.tokens.get(key);
    if (!token) this.tokens.set(key, (token = this.fetchToken(role, client)));
    return token;
  }

  /** `PUT` with a valid token, or with the given one. `null` sends no token. */
  async put(path: string, body: unknown, token?: string | null): Promise<Response> {
    const role = path.split('/')[1] ?? '';
    const request = this.http.put(path).set('content-type', 'application/json');
    const bearer =
      token === undefined ? await this.token(ROLES.includes(role) ? role : undefined) : token;
    if (bearer !== null) void request.set('authorization', `Bearer ${bearer}`);
    return request.send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** Request with a token of the demo client `as`. `null` sends no token. */
  async call(
    method: 'get' | 'put' | 'post',
    path: string,
    { as = 'demo', body }: { as?: string | null; body?: unknown } = {},
  ): Promise<Response> {
    const request = this.http[method](path);
    const role = path.split('/')[1] ?? '';
    if (as !== null) void request.set('authorization', `Bearer ${await this.token(role, as)}`);
    if (body === undefined) return request;
    const text = typeof body === 'string';
    return request
      .set('content-type', text ? 'application/xml' : 'application/json')
      .send(text ? body : JSON.stringify(body));
  }

  /** Control API request for this workspace. Throws unless the status is 2xx. */
  async control<Answer = Record<string, unknown>>(
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const response = await this.tryControl(method, path, body);
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${response.text}`);
    return response.body as Answer;
  }

  /** Control API request for this workspace. Returns the response whatever its status. */
  async tryControl(
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    body?: unknown,
  ): Promise<Response> {
    // A cached token may have expired at the new time.
    if (/^(clock|reset|snapshots\/.*restore)/.test(path)) this.tokens.clear();
    const request = this.authorized(this.http[method](`/_sandbox/workspaces/${this.id}/${path}`));
    return body === undefined
      ? request
      : request.set('content-type', 'application/json').send(JSON.stringify(body));
  }

  /** Adds the token of the control API to a request. */
  authorized(request: supertest.Test): supertest.Test {
    const { controlToken } = this;
    return controlToken === undefined
      ? request
      : request.set('authorization', `Bearer ${controlToken}`);
  }

  async freeze(now = '2026-09-01T08:00:00.000Z'): Promise<void> {
    await this.control('put', 'clock', { mode: 'frozen', now });
  }

  advance(duration: string): Promise<AdvanceResult> {
    return this.control<AdvanceResult>('post', 'clock/advance', { duration });
  }

  async exchanges(query = ''): Promise<Exchange[]> {
    return (await this.control<{ items: Exchange[] }>('get', `exchanges?limit=500&${query}`)).items;
  }

  /** The newest exchange that matches. Much faster than all of them where bodies are large. */
  async lastExchange(query = ''): Promise<Exchange | undefined> {
    const path = `exchanges?limit=1&${query}`;
    return (await this.control<{ items: Exchange[] }>('get', path)).items[0];
  }

  async outbox(): Promise<OutboxMessage[]> {
    return (await this.control<{ items: OutboxMessage[] }>('get', 'deliveries?limit=500')).items;
  }

  /** Item of a state collection. */
  state<Item = StateItem>(collection: string, id: string): Promise<Item> {
    return this.control<Item>('get', `state/${collection}/${id}`);
  }

  private async fetchToken(role: string, client: string): Promise<string> {
    const clientId = this.clientId(client);
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: `${clientId}-secret`,
    };
    const response =
      role === 'bokbasen'
        ? await this.http.post('/bokbasen/oauth/token').send({ ...form, audience: ORDERS })
        : await this.http
            .post(role === '' ? '/oauth2/token' : `/${role}/oauth2/token`)
            .type('form')
            .send(form);
    return (response.body as { access_token: string }).access_token;
  }
}

/** In-process server with its own port and SQLite file, or with its own database of PostgreSQL. It is also the client of workspace `default`. */
export class TestServer extends Workspace {
  url = '';
  private app!: NestFastifyApplication;
  private database: TestDatabase | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'ketenlab-test-'));

  readonly databaseFile = join(this.folder, 'test.sqlite');

  constructor(
    private readonly env: Environment = {},
    private readonly knownRoles: readonly RoleDescriptor[] = roles,
  ) {
    super('default', () => this.url, env['SANDBOX_TOKEN']);
  }

  async start(): Promise<void> {
    // A test that has written the file tests the file.
    if (onPostgres && !existsSync(this.databaseFile)) this.database ??= await createDatabase();
    const env = {
      PORT: '0',
      DATABASE_URL: this.database?.url ?? `sqlite:${this.databaseFile}`,
      LOG_LEVEL: 'silent',
      ...this.env,
    };
    const config = readConfig(env, knownSettings(this.knownRoles));
    this.app = await createApp(config, this.knownRoles);
    this.url = await listen(this.app, config);
  }

  /** Starts with a copy of the database of another server, which was stopped. */
  async startWithDataOf(other: TestServer): Promise<void> {
    if (other.database) this.database = await createDatabase(other.database);
    else copyFileSync(other.databaseFile, this.databaseFile);
    await this.start();
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    await this.database?.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The instances of all providers and controllers. */
  providers(): object[] {
    const modules = [...this.app.get(ModulesContainer).values()];
    const wrappers = modules.flatMap(({ providers, controllers }) => [
      ...providers.values(),
      ...controllers.values(),
    ]);
    const instances = wrappers.map(({ instance }): unknown => instance);
    return [...new Set(instances)].filter(
      (instance): instance is object => typeof instance === 'object' && instance !== null,
    );
  }

  /** The instance of a provider. */
  provider<Provider>(type: abstract new (...args: never[]) => Provider): Provider {
    return this.app.get(type);
  }

  /** Creates a workspace and returns a client for it. */
  async workspace(creation: object = {}): Promise<Workspace> {
    const response = await this.authorized(this.http.post('/_sandbox/workspaces')).send(creation);
    if (response.status !== 201) throw new Error(`answered ${response.status}: ${response.text}`);
    const { id } = response.body as { id: string };
    return new Workspace(id, () => this.url, this.controlToken);
  }
}

/** Starts a server before the tests of a file (or `describe`) and removes it after them. */
export function testServer(
  env: Environment = {},
  knownRoles?: readonly RoleDescriptor[],
): TestServer {
  const server = new TestServer(env, knownRoles);
  beforeAll(() => server.start());
  afterAll(() => server.remove());
  return server;
}

export interface AdvanceResult {
  now: string;
  delivered: number;
  failed: number;
  waiting: number;
}

interface ExchangePart {
  headers: Record<string, string>;
  body: unknown;
  text?: string;
}

export interface Exchange {
  id: string;
  at: string;
  direction: string;
  peer: string;
  role: string | null;
  operation: string | null;
  method: string;
  path: string;
  status: number;
  durationMs: number;
  request: ExchangePart;
  response: ExchangePart;
  findings: {
    requirement: string;
    level: string;
    pointer: string;
    expected: string;
    seen: string;
  }[];
  reason?: string;
  fault?: { id: string; kind: string; when: string };
  nearMiss?: Record<string, string>;
}

export interface OutboxMessage {
  id: string;
  operation: string;
  to: string;
  url?: string;
  about: string;
  state: string;
  dueAt: string;
  body: Record<string, unknown>;
  attempts: {
    at: string;
    status?: number;
    error?: string;
    durationMs: number;
    exchange?: string;
    request?: { headers: Record<string, string>; body: unknown };
    response?: { headers: Record<string, string>; body: unknown };
  }[];
}

export interface StateItem {
  orderStatus?: string | null;
  creditOrderStatus?: string | null;
  salesOrderId?: string;
  ordersysteem?: Record<string, unknown>;
  bestelomgeving?: { confirmations: Record<string, unknown>[] } & Record<string, unknown>;
}
