import { setTimeout as pause } from 'node:timers/promises';
import { CommandProcess } from './command-process.js';
import { createDatabase, type TestDatabase } from './postgres.js';
import { RoundRobinProxy } from './round-robin-proxy.js';
import { Workspace } from './test-server.js';

/** A replica in the answer of `GET /_sandbox/replicas`. */
export interface ReplicaView {
  id: string;
  url: string;
  version: string;
  startedAt: string;
  self: boolean;
  workspaces: string[];
}

/** Period of the health check of the proxy. */
const HEALTH_CHECK_MS = 100;

type ReplicaState = 'running' | 'paused' | 'ended';

interface Replica {
  process: CommandProcess;
  url: string;
  state: ReplicaState;
}

interface ReplicasOptions {
  env?: Record<string, string>;
  /** Database of all processes, instead of a new one on PostgreSQL. */
  databaseUrl?: string;
}

/** Processes of the built product on one database of PostgreSQL, behind a round-robin proxy. */
export class Replicas {
  readonly proxy = new RoundRobinProxy();
  private readonly replicas: Replica[] = [];
  private database: TestDatabase | undefined;
  private env: Record<string, string> = {};

  private constructor() {}

  /** Starts the processes at the same moment. */
  static async start(count: number, { env, databaseUrl }: ReplicasOptions = {}): Promise<Replicas> {
    const replicas = new Replicas();
    if (databaseUrl === undefined) replicas.database = await createDatabase();
    const defaults = { PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'info', LOG_FORMAT: 'json' };
    const DATABASE_URL = databaseUrl ?? replicas.database!.url;
    replicas.env = { ...defaults, DATABASE_URL, ...env };
    await replicas.proxy.start();
    await Promise.all(Array.from({ length: count }, () => replicas.start()));
    return replicas;
  }

  /** URL of the proxy. */
  get url(): string {
    return this.proxy.url;
  }

  /** URLs of all replicas that were started, also of those that ended. */
  get urls(): string[] {
    return this.replicas.map(({ url }) => url);
  }

  /** URL of the database. */
  get databaseUrl(): string {
    return this.database!.url;
  }

  /** Indexes of the replicas that run. */
  get running(): number[] {
    return this.replicas.flatMap(({ state }, index) => (state === 'running' ? [index] : []));
  }

  /** Indexes of the replicas that run, without some. */
  others(...excluded: number[]): number[] {
    return this.running.filter((index) => !excluded.includes(index));
  }

  process(index: number): CommandProcess {
    return this.replicas[index]!.process;
  }

  /** Client of a workspace through the proxy, or directly at a replica. */
  workspace(id: string, index?: number): Workspace {
    return new Workspace(id, () => (index === undefined ? this.url : this.urls[index]!));
  }

  /** Creates a workspace at a replica, and returns its client there. */
  async create(id: string, index: number, creation: object = {}): Promise<Workspace> {
    const workspace = this.workspace(id, index);
    const response = await workspace.http.post('/_sandbox/workspaces').send({ id, ...creation });
    if (response.status !== 201) throw new Error(`answered ${response.status}: ${response.text}`);
    return workspace;
  }

  /** The answer of `GET /_sandbox/replicas`, of a replica that runs. */
  async views(index = this.running[0]!): Promise<ReplicaView[]> {
    const response = await fetch(`${this.urls[index]}/_sandbox/replicas`);
    const text = await response.text();
    if (!response.ok)
      throw new Error(`GET /_sandbox/replicas answered ${response.status}: ${text}`);
    return (JSON.parse(text) as { replicas: ReplicaView[] }).replicas;
  }

  /** Index of the owner of a workspace. */
  async ownerOf(workspace: string): Promise<number | undefined> {
    const views = await this.views();
    const owner = views.find(({ workspaces }) => workspaces.includes(workspace));
    return owner && this.urls.indexOf(owner.url);
  }

  /** Ends a replica with SIGKILL. The proxy is not told. */
  async kill(index: number): Promise<void> {
    const replica = this.replicas[index]!;
    replica.state = 'ended';
    replica.process.kill('SIGKILL');
    await replica.process.exit;
  }

  /** Stops the execution of a replica. The proxy sends it no new requests, as after a failed health check. */
  pause(index: number): void {
    this.replicas[index]!.state = 'paused';
    this.replicas[index]!.process.kill('SIGSTOP');
    this.balance();
  }

  /** Continues a paused replica, to which the proxy sends requests again. */
  resume(index: number): void {
    this.replicas[index]!.state = 'running';
    this.replicas[index]!.process.kill('SIGCONT');
    this.balance();
  }

  /** Ends a replica with SIGTERM, and returns its exit code. The proxy notices it by its health check. */
  async stop(index: number): Promise<number | null> {
    const replica = this.replicas[index]!;
    replica.process.kill('SIGTERM');
    while (await isReady(replica.url)) await pause(HEALTH_CHECK_MS);
    replica.state = 'ended';
    this.balance();
    return (await replica.process.exit).code;
  }

  /** Starts a further replica, and returns its index. */
  async start(env: Record<string, string> = {}): Promise<number> {
    const process = new CommandProcess(['dist/bundle/main.js'], { ...this.env, ...env });
    const url = await process.url();
    this.replicas.push({ process, url, state: 'running' });
    this.balance();
    return this.replicas.length - 1;
  }

  async close(): Promise<void> {
    await this.proxy.stop();
    for (const { process } of this.replicas) process.kill('SIGKILL');
    await Promise.all(this.replicas.map(({ process }) => process.exit));
    await this.database?.drop();
  }

  private balance(): void {
    const running = this.replicas.filter(({ state }) => state === 'running');
    this.proxy.targets = running.map(({ url }) => url);
  }
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}
