import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { OutgoingTargets } from '../platform/network/outgoing-targets.js';
import { SigningKeys } from '../platform/oauth/signing-keys.js';
import { Dispatcher } from '../platform/outbox/dispatcher.js';
import { JournaledHttp } from '../platform/outbox/journaled-http.js';
import { Store } from '../platform/persistence/store.js';
import { ScopedProviders } from '../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../platform/workspaces/workspaces.js';
import { StopSignal } from '../platform/time/stop-signal.js';
import { Ownership } from '../platform/workspaces/ownership.js';
import { Replication } from './replication.js';
import { Expiry } from '../sandbox/lifecycle/expiry.js';

/**
 * Order of start and stop. Start: the list of workspaces, the shared data, each workspace stage by stage (see
 * `WorkspaceScoped`), and outgoing messages after the server listens. Stop: no new outgoing messages, requests finish,
 * our own connections close, buffered data is written, and the database closes last. A process that shares its database opens a
 * workspace when it becomes its owner, and hands over its workspaces first when it stops.
 */
@Injectable()
export class Readiness
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  ready = false;
  stopping = false;

  constructor(
    private readonly store: Store,
    private readonly scoped: ScopedProviders,
    private readonly workspaces: Workspaces,
    private readonly keys: SigningKeys,
    private readonly dispatcher: Dispatcher,
    private readonly expiry: Expiry,
    private readonly ownership: Ownership,
    private readonly replication: Replication,
    private readonly stopSignal: StopSignal,
    private readonly targets: OutgoingTargets,
    private readonly http: JournaledHttp,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.workspaces.load();
    await this.keys.load();
    if (!this.ownership.isShared) await this.scoped.open(...this.workspaces.ids());
  }

  /** Starts to send messages. Call it when the server listens, because our own roles receive messages too. */
  async start(ownUrl: string): Promise<void> {
    this.targets.setOwnUrl(this.replication.instanceUrl ?? ownUrl);
    this.dispatcher.start();
    await this.replication.start(Number(new URL(ownUrl).port || 80));
    this.expiry.start();
    this.ready = true;
  }

  /** Stops the dispatcher before the server closes, so that running messages to our own roles arrive. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ready = false;
    this.stopping = true;
    this.stopSignal.stop();
    await this.dispatcher.stop();
    await this.replication.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http.close();
    await this.scoped.flush();
    await this.store.close();
  }
}
