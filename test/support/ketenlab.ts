import { afterAll, beforeAll } from '@jest/globals';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request, { type Response } from 'supertest';
import { createApp, listen } from '../../src/app/app.js';
import { readConfig } from '../../src/app/read-config.js';
import { knownSettings } from '../../src/roles/index.js';

const ROLES = ['ordersysteem', 'bestelomgeving', 'aanspraakmanager'];
const ORDERS = 'https://api.bokbasen.io/orders/';

type Environment = Record<string, string>;

/** A workspace of a running Ketenlab, and what a tester says to it. */
export class Workspace {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    readonly id: string,
    private readonly at: () => string,
  ) {}

  get http() {
    return request(this.at());
  }

  /** The id of its client of that name in `default`. */
  client(name = 'demo'): string {
    return this.id === 'default' ? name : `${this.id}-${name}`;
  }

  /** An access token of one of its demo clients, fetched once. */
  token(role = 'ordersysteem', client = 'demo'): Promise<string> {
    const key = `${role} ${client}`;
    let token = this.tokens.get(key);
    if (!token) this.tokens.set(key, (token = this.fetchToken(role, client)));
    return token;
  }

  /** `PUT` with a good token, or with the one given; null sends none. */
  async put(path: string, body: unknown, token?: string | null): Promise<Response> {
    const role = path.split('/')[1] ?? '';
    const sent = this.http.put(path).set('content-type', 'application/json');
    const bearer =
      token === undefined ? await this.token(ROLES.includes(role) ? role : undefined) : token;
    if (bearer !== null) void sent.set('authorization', `Bearer ${bearer}`);
    return sent.send(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** A call with a token of that demo client; null sends none. */
  async call(
    method: 'get' | 'put' | 'post',
    path: string,
    { as = 'demo', body }: { as?: string | null; body?: unknown } = {},
  ): Promise<Response> {
    const sent = this.http[method](path);
    const role = path.split('/')[1] ?? '';
    if (as !== null) void sent.set('authorization', `Bearer ${await this.token(role, as)}`);
    if (body === undefined) return sent;
    const text = typeof body === 'string';
    return sent
      .set('content-type', text ? 'application/xml' : 'application/json')
      .send(text ? body : JSON.stringify(body));
  }

  /** A call of the control API for this workspace; throws unless the answer is 2xx. */
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

  async tryControl(
    method: 'get' | 'put' | 'post' | 'delete',
    path: string,
    body?: unknown,
  ): Promise<Response> {
    // A token may be out of date in another time.
    if (/^(clock|reset|snapshots\/.*restore)/.test(path)) this.tokens.clear();
    const sent = this.http[method](`/_sandbox/workspaces/${this.id}/${path}`);
    return body === undefined
      ? sent
      : sent.set('content-type', 'application/json').send(JSON.stringify(body));
  }

  async freeze(now = '2026-09-01T08:00:00.000Z'): Promise<void> {
    await this.control('put', 'clock', { mode: 'frozen', now });
  }

  advance(duration: string): Promise<Advanced> {
    return this.control<Advanced>('post', 'clock/advance', { duration });
  }

  async exchanges(query = ''): Promise<Exchange[]> {
    return (await this.control<{ items: Exchange[] }>('get', `exchanges?limit=500&${query}`)).items;
  }

  async deliveries(): Promise<Delivery[]> {
    return (await this.control<{ items: Delivery[] }>('get', 'deliveries?limit=500')).items;
  }

  /** What the sandbox holds under a reference id. */
  state<Item = StateItem>(collection: string, id: string): Promise<Item> {
    return this.control<Item>('get', `state/${collection}/${id}`);
  }

  private async fetchToken(role: string, client: string): Promise<string> {
    const clientId = this.client(client);
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

/** A running Ketenlab, on a port of its own with an SQLite file of its own, and its workspace `default`. */
export class TestServer extends Workspace {
  url = '';
  private app!: NestFastifyApplication;
  private readonly folder = mkdtempSync(join(tmpdir(), 'ketenlab-test-'));

  constructor(private readonly env: Environment = {}) {
    super('default', () => this.url);
  }

  async start(): Promise<void> {
    const env = {
      PORT: '0',
      DATABASE_URL: `sqlite:${join(this.folder, 'test.sqlite')}`,
      LOG_LEVEL: 'silent',
      ...this.env,
    };
    const config = readConfig(env, knownSettings(), () => 'made-up-token');
    this.app = await createApp(config);
    this.url = await listen(this.app, config);
  }

  async stop(): Promise<void> {
    await this.app.close();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The instance of every provider and controller. */
  providers(): object[] {
    const modules = [...this.app.get(ModulesContainer).values()];
    const wrappers = modules.flatMap(({ providers, controllers }) => [
      ...providers.values(),
      ...controllers.values(),
    ]);
    const instances = wrappers.map(({ instance }): unknown => instance);
    return [...new Set(instances)].filter(
      (one): one is object => typeof one === 'object' && one !== null,
    );
  }

  /** A new workspace of its own. */
  async workspace(order: object = {}): Promise<Workspace> {
    const response = await this.http.post('/_sandbox/workspaces').send(order);
    if (response.status !== 201) throw new Error(`answered ${response.status}: ${response.text}`);
    return new Workspace((response.body as { id: string }).id, () => this.url);
  }
}

/** A Ketenlab for the tests of one file. */
export function ketenlab(env: Environment = {}): TestServer {
  const server = new TestServer(env);
  beforeAll(() => server.start());
  afterAll(() => server.remove());
  return server;
}

export interface Advanced {
  now: string;
  delivered: number;
  failed: number;
  waiting: number;
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
  request: { headers: Record<string, string>; body: unknown };
  response: { headers: Record<string, string>; body: unknown };
  findings: {
    requirement: string;
    level: string;
    pointer: string;
    expected: string;
    seen: string;
  }[];
  fault?: { id: string; kind: string; when: string };
  nearMiss?: Record<string, string>;
}

export interface Delivery {
  id: string;
  operation: string;
  to: string;
  about: string;
  state: string;
  dueAt: string;
  body: Record<string, unknown>;
  attempts: {
    at: string;
    status?: number;
    error?: string;
    durationMs: number;
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
