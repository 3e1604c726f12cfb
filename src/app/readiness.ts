import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { SigningKeys } from '../platform/oauth/signing-keys.js';
import { Dispatcher } from '../platform/outbox/dispatcher.js';
import { JournaledHttp } from '../platform/outbox/journaled-http.js';
import { PartnerAddresses } from '../platform/outbox/partner-addresses.js';
import { Store } from '../platform/persistence/store.js';
import { ScopedProviders } from '../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../platform/workspaces/workspaces.js';
import { Lifecycle } from '../sandbox/lifecycle/lifecycle.js';
import { Expiry } from '../sandbox/lifecycle/expiry.js';

/**
 * Order of start and stop. Start: the list of workspaces, the shared data, each workspace stage by stage (see
 * `WorkspaceScoped`), interrupted changes, and outgoing messages after the server listens. Stop: no new outgoing messages, requests finish,
 * our own connections close, buffered data is written, and the database closes last.
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
    private readonly lifecycle: Lifecycle,
    private readonly partnerAddresses: PartnerAddresses,
    private readonly http: JournaledHttp,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.workspaces.load();
    await this.keys.load();
    await this.scoped.open(...this.workspaces.ids());
    await this.lifecycle.finishInterrupted();
  }

  /** Starts to send messages. Call it when the server listens, because our own roles receive messages too. */
  start(ownUrl: string): void {
    this.partnerAddresses.setOwnUrl(ownUrl);
    this.dispatcher.start();
    this.expiry.start();
    this.ready = true;
  }

  /** Stops the dispatcher before the server closes, so that running messages to our own roles arrive. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ready = false;
    this.stopping = true;
    await this.dispatcher.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http.close();
    await this.scoped.flush();
    await this.store.close();
  }
}
