import type { Response } from 'supertest';
import { anOrder as anEditxOrder, ORDERS } from '../support/bokbasen-client.js';
import { aCreditOrder, aDeliveryRequest, anOrder } from '../support/builders.js';
import { anOrder as aDdsOrder, ORDER as DDS_ORDER } from '../support/dds-client.js';
import type { Workspace } from '../support/test-server.js';

const MAX_RUNNING = 20;
const DELIVERY_ORDER = '24e39454-5360-4ba4-819f-03e59b8dd679';
const wait = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

type Call = (workspace: Workspace) => Promise<Response>;

async function ddsToken(workspace: Workspace): Promise<string> {
  const id = workspace.clientId();
  const response = await workspace.http.post('/bokbasen/oauth/token').send({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: `${id}-secret`,
    audience: 'https://api.bokbasen.io/dds/',
  });
  return (response.body as { access_token: string }).access_token;
}

const dds =
  (method: 'get' | 'post', path: string): Call =>
  async (workspace) => {
    const request = workspace.http[method](path)
      .set('authorization', `Bearer ${await ddsToken(workspace)}`)
      .set('accept', 'application/json');
    return method === 'get' ? request : request.send(aDdsOrder());
  };
const control =
  (method: 'get' | 'put' | 'post' | 'delete', path: string, body?: object): Call =>
  (workspace) =>
    workspace.tryControl(method, path, body);

/** What partners and testers do, each as often as another. Half of it writes. */
const calls: Call[] = [
  (workspace) => workspace.put('/ordersysteem/orders', anOrder()),
  (workspace) => workspace.put('/ordersysteem/creditorders', aCreditOrder()),
  (workspace) => workspace.put('/aanspraakmanager/deliveryorders', aDeliveryRequest()),
  (workspace) => workspace.call('get', `/bestelomgeving/deliveryorders/${DELIVERY_ORDER}`),
  (workspace) => workspace.call('get', '/bestelomgeving/deliveryorders/contracts/CT-2026-001'),
  (workspace) => workspace.call('post', ORDERS, { body: anEditxOrder() }),
  (workspace) => workspace.call('get', `${ORDERS}?fromDate=20260101&mode=buyer`),
  dds('post', DDS_ORDER),
  dds('get', '/bokbasen/dds/inventory/v2?after=20200101000000&pagesize=5'),
  (workspace) => workspace.put('/ordersysteem/orders', '{"orderLines": [{'),
  (workspace) => workspace.put('/ordersysteem/orders', anOrder(), 'nonsense'),
  (workspace) => workspace.http.get(`/ordersysteem/${workspace.id}/unknown`),
  control('get', 'exchanges?limit=50'),
  control('get', 'conformance'),
  control('get', 'deliveries?limit=50'),
  control('get', 'state/orders'),
  control('put', 'state/schools/soak', { organisationMasterIdentifier: 'soak' }),
  control('post', 'orders/generate', { api: 'edu-v-order', count: 5, seed: 1 }),
  control('post', 'faults', { kind: 'status', status: 503, operation: 'acceptOrder', times: 1 }),
  control('post', 'snapshots', { name: 'soak' }),
  control('post', 'snapshots/soak/restore'),
  control('post', 'clock/advance', { duration: 'PT1H' }),
];

/** A mixed load at a limited rate in workspaces that are created and removed. */
export class Load {
  requests = 0;
  workspaces = 0;
  /** Responses with 5xx that no fault rule caused, and requests without a response. */
  readonly errors: string[] = [];
  private running = 0;

  constructor(
    private readonly create: () => Promise<Workspace>,
    private readonly options: { perSecond: number; workspaces: number; lifetimeMs: number },
  ) {}

  /** Runs until a time in milliseconds since 1970, and removes the workspaces. */
  async run(until: number): Promise<void> {
    const { workspaces, lifetimeMs } = this.options;
    await Promise.all(
      Array.from({ length: workspaces }, async (_, index) => {
        await wait((index * lifetimeMs) / workspaces);
        while (Date.now() < until)
          await this.useWorkspace(Math.min(until, Date.now() + lifetimeMs));
      }),
    );
  }

  private async useWorkspace(until: number): Promise<void> {
    const workspace = await this.create();
    this.workspaces += 1;
    const pauseMs = (1000 * this.options.workspaces) / this.options.perSecond;
    const started: Promise<void>[] = [];
    for (let step = 0; Date.now() < until; step += 1) {
      if (this.running < MAX_RUNNING) started.push(this.call(workspace, step));
      await wait(pauseMs);
    }
    await Promise.all(started);
    await workspace.control('delete', '');
  }

  private async call(workspace: Workspace, step: number): Promise<void> {
    const index = step % calls.length;
    this.running += 1;
    this.requests += 1;
    try {
      const { status, text } = (await calls[index]?.(workspace)) ?? { status: 0, text: '' };
      if (status >= 500 && !text.includes('fault'))
        this.errors.push(`call ${index}: ${status} ${text}`);
    } catch (error) {
      this.errors.push(`call ${index}: ${String(error)}`);
    } finally {
      this.running -= 1;
    }
  }
}
