import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clients } from '../platform/oauth/clients.js';
import { SigningKeys } from '../platform/oauth/signing-keys.js';
import { Faults } from '../sandbox/faults/faults.js';
import { Journal } from '../platform/journal/journal.js';
import { Dispatcher } from '../platform/outbox/dispatcher.js';
import { JournaledHttp } from '../platform/outbox/journaled-http.js';
import { PartnerClient } from '../platform/outbox/partner-client.js';
import { Partners } from '../platform/outbox/partners.js';
import { Store } from '../platform/persistence/store.js';
import { Scenarios } from '../sandbox/scenarios/scenarios.js';
import { Seeds } from '../sandbox/state/seeds.js';
import { Lifecycle } from '../sandbox/lifecycle/lifecycle.js';
import { Workspaces } from '../platform/workspaces/workspaces.js';

/** Fills the memory from the database before the first request, and lets go of everything in order at the end. */
@Injectable()
export class Readiness
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  ready = false;
  stopping = false;

  constructor(
    private readonly store: Store,
    private readonly workspaces: Workspaces,
    private readonly clients: Clients,
    private readonly keys: SigningKeys,
    private readonly partners: Partners,
    private readonly faults: Faults,
    private readonly scenarios: Scenarios,
    private readonly seeds: Seeds,
    private readonly dispatcher: Dispatcher,
    private readonly lifecycle: Lifecycle,
    private readonly partnerClient: PartnerClient,
    private readonly http: JournaledHttp,
    private readonly journal: Journal,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.workspaces.load();
    await Promise.all([
      this.clients.load(this.workspaces.ids()),
      this.keys.load(),
      this.partners.load(),
      this.faults.load(),
      this.scenarios.load(),
    ]);
    await this.seeds.load();
  }

  /** Called when the server listens: from now on our own roles can be reached. */
  begin(ownUrl: string): void {
    this.partnerClient.setOwnUrl(ownUrl);
    this.dispatcher.start();
    this.lifecycle.scheduleExpiry();
    this.ready = true;
  }

  /** Before the server closes, what is being sent to our own roles is let through. */
  async beforeApplicationShutdown(): Promise<void> {
    this.ready = false;
    this.stopping = true;
    await this.dispatcher.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http.close();
    await this.journal.flush();
    await this.store.close();
  }
}
