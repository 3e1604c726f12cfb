import { describe, expect, it } from '@jest/globals';
import type { Logger } from 'pino';
import type { Store } from '../../src/platform/persistence/store.js';
import { Membership } from '../../src/platform/replicas/membership.js';
import type { ReplicaRepository } from '../../src/platform/replicas/replica.repository.js';
import type { Ownership } from '../../src/platform/workspaces/ownership.js';
import type { ScopedProviders } from '../../src/platform/workspaces/workspace-scoped.js';
import type { Workspaces } from '../../src/platform/workspaces/workspaces.js';

describe('joining the replicas', () => {
  it('registers once when a health check needs the lease meanwhile', async () => {
    const registered: string[] = [];
    const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
    const repository = {
      liveSettings: async () => turn().then(() => []),
      insert: async (_tx: unknown, { id }: { id: string }) =>
        Promise.resolve(registered.push(id)).then(turn),
      renew: async () =>
        turn().then(() =>
          registered.map((id) => ({ id, url: 'http://one', left: 1, isOwn: true })),
        ),
    } as unknown as ReplicaRepository;
    const store = {
      coordinator: { outdated: async () => turn() },
      writeShared: async (work: (tx: object) => Promise<void>) => work({}),
    } as unknown as Store;
    const ownership = {
      isLeaseValid: false,
      ids: () => [],
      extend: () => undefined,
    } as unknown as Ownership;
    const workspaces = { takeUsed: () => [] } as unknown as Workspaces;
    const scoped = { flush: async () => turn() } as unknown as ScopedProviders;
    const log = { warn: () => undefined } as unknown as Logger;
    const membership = new Membership(store, repository, ownership, workspaces, scoped, log);
    await Promise.all([membership.join('http://one', {}), membership.renew()]);
    await membership.leave().catch(() => undefined);
    expect(registered).toEqual([membership.id]);
  });
});
