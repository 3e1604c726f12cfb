import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { anOrder } from '../support/builders.js';
import { Replicas } from '../support/replicas.js';
import type { Workspace } from '../support/test-server.js';

/** A workspace of three replicas, which the tests call at each of them. */
class WorkspaceAtReplicas {
  replicas!: Replicas;
  id = '';
  /** Clients of the workspace at its owner, and at the two other replicas. */
  owner!: Workspace;
  second!: Workspace;
  third!: Workspace;
  /** URLs of the three, in this order. */
  urls: string[] = [];
  private count = 0;

  /** Clients of the workspace at each replica, in the order of the replicas. */
  get everywhere(): Workspace[] {
    return this.clients(this.id);
  }

  /** Clients of a workspace at each replica. */
  clients(id: string): Workspace[] {
    return this.replicas.running.map((index) => this.replicas.workspace(id, index));
  }

  async start(): Promise<void> {
    this.replicas = await Replicas.start(3, { env: { CONFIRM_AFTER: 'PT0.1S' } });
  }

  /** Creates another workspace, whose owner is the next replica. */
  async next(): Promise<void> {
    this.count += 1;
    this.id = `route-${this.count}`;
    const { replicas, id } = this;
    await replicas.create(id, this.count % 3);
    const owner = (await replicas.ownerOf(id))!;
    const [second, third] = replicas.others(owner) as [number, number];
    this.owner = replicas.workspace(id, owner);
    this.second = replicas.workspace(id, second);
    this.third = replicas.workspace(id, third);
    this.urls = [owner, second, third].map((index) => replicas.urls[index]!);
  }
}

/** Starts three replicas for the tests of a file, and creates a workspace for each test. */
export function workspaceAtReplicas(): WorkspaceAtReplicas {
  const workspace = new WorkspaceAtReplicas();
  beforeAll(() => workspace.start());
  afterAll(() => workspace.replicas.close());
  beforeEach(() => workspace.next());
  return workspace;
}

export const statusesOf = (responses: { status: number }[]): number[] =>
  responses.map(({ status }) => status);

export const putOrder = (workspace: Workspace, token?: string) =>
  workspace.put('/ordersysteem/orders', anOrder(), token);
