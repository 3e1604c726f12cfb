import { Inject, Injectable } from '@nestjs/common';
import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import { VERSION } from '../config/version.js';
import { LOG } from '../observability/log.js';
import { Store } from '../persistence/store.js';
import { StoreUnavailable } from '../persistence/store-unavailable.js';
import { monotonicMs, realNow, startTicker, toIsoUtc } from '../time/time.js';
import { uuidV7 } from '../time/uuid-v7.js';
import { Ownership } from '../workspaces/ownership.js';
import { ScopedProviders } from '../workspaces/workspace-scoped.js';
import { Workspaces } from '../workspaces/workspaces.js';
import { LEASE_MS, ReplicaRepository, type Peer } from './replica.repository.js';
import { assertEqualSettings } from './shared-settings.js';

const RENEW_EVERY_MS = 500;
/** Time before the end of a lease at which its process stops to use it. */
const MARGIN_MS = 500;

/** Another live process. */
export interface LivePeer {
  id: string;
  url: string;
  /** Aborted when its lease has passed. */
  gone: AbortController;
}

/** One listener for each request that is forwarded. */
function goneSignal(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Takes part in the group of processes that share the database: renews the lease of this one, and knows the others. */
@Injectable()
export class Membership {
  id = uuidV7();
  /** Why this process must not serve workspaces; undefined: it may. */
  refusal: string | undefined;
  /** Resolves when this process has joined. */
  readonly joined: Promise<void>;
  private onJoined = (): void => undefined;
  private readonly peers = new Map<string, LivePeer>();
  private address: { url: string; settings: string } | undefined;
  private renewal: Promise<void> | undefined;
  private stopTicker: (() => void) | undefined;
  private readonly onRecovery: (() => void)[] = [];
  private onPeers: (peers: readonly LivePeer[]) => void = () => undefined;

  constructor(
    private readonly store: Store,
    private readonly repository: ReplicaRepository,
    private readonly ownership: Ownership,
    private readonly workspaces: Workspaces,
    private readonly scoped: ScopedProviders,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.joined = new Promise((resolve) => (this.onJoined = resolve));
  }

  /** Joins the group. Throws a `SettingError` if another process has other settings. */
  async join(url: string, settings: Record<string, string>): Promise<void> {
    this.address = { url, settings: JSON.stringify(settings) };
    // A request that needs the lease waits until this process is a member.
    this.renewal = this.registerFirst().finally(() => {
      this.renewal = undefined;
    });
    await this.renewal;
    await this.renew();
    this.onJoined();
    this.stopTicker = startTicker(RENEW_EVERY_MS, () => void this.renew().catch(this.logFailure));
  }

  /** Calls back when the lease is valid again after it was not. */
  listenToRecovery(callback: () => void): void {
    this.onRecovery.push(callback);
  }

  /** Calls back with the other live processes, each time that they were read. */
  listenToPeers(callback: (peers: readonly LivePeer[]) => void): void {
    this.onPeers = callback;
  }

  /** A live process by its id. */
  find(id: string | null | undefined): LivePeer | undefined {
    return this.peers.get(id ?? '');
  }

  /** The other live processes. */
  others(): LivePeer[] {
    return [...this.peers.values()];
  }

  /** A process that was found in the database just now. */
  add({ id, url }: Pick<Peer, 'id' | 'url'>): LivePeer {
    let peer = this.peers.get(id);
    if (!peer) this.peers.set(id, (peer = { id, url, gone: goneSignal() }));
    return peer;
  }

  /** Renews the lease. */
  renew(): Promise<void> {
    this.renewal ??= this.renewNow().finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  /** Writes buffered data, and releases the workspaces of this process. */
  async release(): Promise<void> {
    await this.scoped.flush();
    for (const workspace of this.ownership.ids()) this.ownership.onLost(workspace);
    await this.repository.releaseAll(this.id);
  }

  /** Leaves the group. Workspaces that were not released are free when the lease has passed. */
  async leave(): Promise<void> {
    if (!this.address) return;
    this.address = undefined;
    this.stopTicker?.();
    await this.renewal?.catch(() => undefined);
    this.ownership.extend(-Infinity);
    await this.repository.leave(this.id);
  }

  /** The store reports a database that cannot be used. */
  private readonly logFailure = (err: unknown): void => {
    if (!(err instanceof StoreUnavailable))
      this.log.error({ err }, 'the lease of this replica could not be renewed');
  };

  private async renewNow(): Promise<void> {
    if (!this.address) return;
    const wasValid = this.ownership.isLeaseValid;
    const began = monotonicMs();
    const rows = await this.repository.renew(this.id);
    this.updatePeers(rows);
    await this.checkVersion();
    if (this.refusal !== undefined) return;
    if (!rows.some(({ isOwn }) => isOwn)) return this.joinAgain();
    this.ownership.extend(began + LEASE_MS - MARGIN_MS);
    if (!wasValid) for (const callback of this.onRecovery) callback();
    const used = this.workspaces.takeUsed();
    if (used.length > 0) await this.repository.writeUsed(used);
  }

  /** Another process has found that the lease had passed. It may have taken over every workspace. */
  private async joinAgain(): Promise<void> {
    const lost = this.ownership.ids();
    this.log.warn({ lost }, 'this replica was stopped for too long and lost its workspaces');
    for (const workspace of lost) this.ownership.onLost(workspace);
    this.id = uuidV7();
    await this.register();
    this.renewal = undefined;
    await this.renew();
  }

  private async registerFirst(): Promise<void> {
    this.refusal = await this.store.coordinator?.outdated();
    if (this.refusal === undefined) await this.register();
  }

  private async register(): Promise<void> {
    const { url, settings } = this.address!;
    const startedAt = toIsoUtc(realNow());
    await this.store.writeShared(async (tx) => {
      for (const others of await this.repository.liveSettings(tx))
        assertEqualSettings(settings, others);
      await this.repository.insert(tx, { id: this.id, url, version: VERSION, settings, startedAt });
    });
  }

  private updatePeers(rows: readonly Peer[]): void {
    const live = new Map(rows.filter(({ left }) => left > 0).map((row) => [row.id, row]));
    for (const [id, peer] of this.peers) {
      if (live.has(id)) continue;
      this.peers.delete(id);
      peer.gone.abort();
    }
    for (const row of live.values()) if (row.id !== this.id) this.add(row);
    this.onPeers(this.others());
  }

  /** A newer process may have changed the tables. */
  private async checkVersion(): Promise<void> {
    const refusal = await this.store.coordinator?.outdated();
    if (refusal === this.refusal) return;
    this.refusal = refusal;
    if (refusal === undefined) return;
    this.log.error(refusal);
    await this.release();
    this.ownership.extend(-Infinity);
    await this.repository.leave(this.id);
  }

  /** Throws 503 while this process must not serve workspaces. */
  assertServing(): void {
    if (this.refusal !== undefined) throw new StoreUnavailable(this.refusal);
  }
}
