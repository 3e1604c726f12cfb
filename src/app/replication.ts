import { Inject, Injectable } from '@nestjs/common';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { isWildcard } from '../platform/config/loopback.js';
import { type Config, CONFIG } from '../platform/config/config.js';
import { LOG } from '../platform/observability/log.js';
import { Metrics } from '../platform/observability/metrics.js';
import { installationSecret } from '../platform/oauth/installation-secrets.js';
import { OutgoingTargets } from '../platform/network/outgoing-targets.js';
import { Dispatcher } from '../platform/outbox/dispatcher.js';
import { Store } from '../platform/persistence/store.js';
import { ForwardedRequests } from '../platform/replicas/forwarded-request.js';
import { Membership } from '../platform/replicas/membership.js';
import { RequestRouter } from '../platform/replicas/request-router.js';
import { sharedSettings } from '../platform/replicas/shared-settings.js';
import { Takeover } from '../platform/replicas/takeover.js';
import { WorkspacePlaces } from '../platform/replicas/workspace-places.js';
import { pause } from '../platform/time/time.js';
import { Ownership } from '../platform/workspaces/ownership.js';
import { DEFAULT_WORKSPACE } from '../platform/workspaces/workspaces.js';
import { Seeds } from '../sandbox/state/seeds.js';

/** Time that the requests of a replica get before it hands over its workspaces. */
const FINISH_MS = 3_000;
/** Time after the hand-over in which requests that still arrive are forwarded. */
const FORWARD_MS = 1_000;

/** Start and stop of a process that shares its database with others. */
@Injectable()
export class Replication {
  constructor(
    private readonly ownership: Ownership,
    private readonly membership: Membership,
    private readonly places: WorkspacePlaces,
    private readonly takeover: Takeover,
    private readonly router: RequestRouter,
    private readonly forwarded: ForwardedRequests,
    private readonly targets: OutgoingTargets,
    dispatcher: Dispatcher,
    private readonly seeds: Seeds,
    private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
    metrics: Metrics,
  ) {
    if (!ownership.isShared) return;
    membership.listenToRecovery(() => {
      for (const workspace of ownership.ids()) dispatcher.wake(workspace);
    });
    metrics.gauge('ketenlab_owned_workspaces', 'Workspaces that this replica owns', async () =>
      Promise.resolve(ownership.ids().length),
    );
    metrics.gauge('ketenlab_lease_valid', '1: this replica may serve its workspaces', async () =>
      Promise.resolve(ownership.isLeaseValid ? 1 : 0),
    );
  }

  /** Address by which a process that shares its database reaches itself too; undefined: none is set. */
  get instanceUrl(): string | undefined {
    return this.ownership.isShared ? this.config.instanceUrl : undefined;
  }

  /** Joins the other processes. `port` is that at which this one listens. */
  async start(port: number): Promise<void> {
    if (!this.ownership.isShared) return;
    this.seeds.assertValid();
    this.forwarded.signWith(await installationSecret(this.store, 'replica-key'));
    const url = this.urlAt(port);
    this.membership.listenToPeers((peers) => {
      this.targets.setReplicas([url, ...peers.map((peer) => peer.url)]);
    });
    await this.membership.join(url, sharedSettings(this.config));
    // A replica of an older version serves nothing.
    if (this.membership.refusal === undefined) await this.places.locate(DEFAULT_WORKSPACE);
    this.takeover.start();
  }

  /** Hands over the workspaces: requests finish, results are written, and what still arrives goes to the other processes. */
  async stop(): Promise<void> {
    if (!this.ownership.isShared) return;
    this.takeover.stop();
    let release = (): void => undefined;
    this.places.leave(new Promise((resolve) => (release = resolve)));
    await this.router.idle(FINISH_MS);
    try {
      await this.membership.release();
      release();
      if (this.membership.others().length > 0) await pause(FORWARD_MS);
      await this.membership.leave();
    } catch (err) {
      release();
      this.log.warn({ err }, 'the workspaces of this replica are free when its lease has passed');
    }
  }

  /** Address for the other processes. */
  private urlAt(port: number): string {
    const { host, instanceUrl } = this.config;
    if (instanceUrl !== undefined) return instanceUrl;
    const name = isWildcard(host) ? hostname() : host;
    return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
  }
}
