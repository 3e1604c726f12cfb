import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CLIENT_KINDS, Clients } from '../platform/oauth/clients.js';
import { ClientAssertions } from '../platform/oauth/assertions/client-assertion.js';
import { ClientKeyRing } from '../platform/oauth/assertions/client-keys.js';
import { CallerResolver } from '../platform/oauth/caller-resolver.js';
import { SigningKeys } from '../platform/oauth/signing-keys.js';
import { Tickets } from '../platform/oauth/tickets/tickets.js';
import { TokenEndpoint } from '../platform/oauth/token-endpoint.js';
import { Tokens } from '../platform/oauth/tokens.js';
import { TicketRepository } from '../platform/oauth/tickets/ticket.repository.js';
import { UsedAssertionRepository } from '../platform/oauth/assertions/used-assertion.repository.js';
import { ExchangeSearchRepository } from '../platform/journal/exchange-search.repository.js';
import { ExchangeRepository } from '../platform/journal/exchange.repository.js';
import { MessageRepository } from '../platform/messages/message.repository.js';
import { SeedMarkRepository } from '../sandbox/state/seed-mark.repository.js';
import { RecordRepository } from '../sandbox/state/record.repository.js';
import { SnapshotRepository } from '../sandbox/lifecycle/snapshot.repository.js';
import { Clock } from '../platform/workspaces/clock.js';
import { Links } from '../platform/http/links.js';
import { Paths } from '../platform/http/paths.js';
import { Faults } from '../sandbox/faults/faults.js';
import { FaultInjector } from '../sandbox/faults/fault-injector.js';
import { Journal } from '../platform/journal/journal.js';
import { Messages } from '../platform/messages/messages.js';
import type { Logger } from 'pino';
import { LOG } from '../platform/observability/log.js';
import { HealthController } from './health.controller.js';
import { Metrics } from '../platform/observability/metrics.js';
import { OutboxSearchRepository } from '../platform/outbox/outbox-search.repository.js';
import { OutboxRepository } from '../platform/outbox/outbox.repository.js';
import { Backlog } from '../platform/outbox/backlog.js';
import { Dispatcher } from '../platform/outbox/dispatcher.js';
import { MessageSender } from '../platform/outbox/message-sender.js';
import { Outbox } from '../platform/outbox/outbox.js';
import { OutgoingAgent } from '../platform/network/outgoing-agent.js';
import { OutgoingTargets } from '../platform/network/outgoing-targets.js';
import { JournaledHttp } from '../platform/outbox/journaled-http.js';
import { PartnerTokens } from '../platform/outbox/partner-tokens.js';
import { PartnerAddresses } from '../platform/outbox/partner-addresses.js';
import { PartnerClient } from '../platform/outbox/partner-client.js';
import { Partners } from '../platform/outbox/partners.js';
import { openStore } from '../platform/persistence/open-store.js';
import { platformSchema, workspaceTables } from './schema.js';
import { WORKSPACE_TABLES } from '../sandbox/lifecycle/workspace-tables.js';
import { Store } from '../platform/persistence/store.js';
import { ProblemFilter } from '../platform/http/problem.filter.js';
import { Readiness } from './readiness.js';
import { Replication } from './replication.js';
import { Collections } from '../sandbox/state/collections.js';
import { Records } from '../sandbox/state/records.js';
import { Seeds } from '../sandbox/state/seeds.js';
import { SCENARIOS } from '../sandbox/scenarios/scenario.js';
import { Scenarios } from '../sandbox/scenarios/scenarios.js';
import { Expiry } from '../sandbox/lifecycle/expiry.js';
import { ChangeRecovery } from '../sandbox/lifecycle/changes/change-recovery.js';
import { Lifecycle } from '../sandbox/lifecycle/lifecycle.js';
import { ChangeSteps } from '../sandbox/lifecycle/changes/change-steps.js';
import { UnfinishedChangeRepository } from '../sandbox/lifecycle/changes/unfinished-change.repository.js';
import { Restorer } from '../sandbox/lifecycle/restorer.js';
import { SavedStates } from '../sandbox/lifecycle/saved-states.js';
import { SnapshotFileReader } from '../sandbox/snapshots/file-reader.js';
import { Snapshots } from '../sandbox/snapshots/snapshots.js';
import { WorkspaceDataRepository } from '../sandbox/lifecycle/workspace-data.repository.js';
import { ClientWorkspaces } from '../platform/replicas/client-workspaces.js';
import { ForwardedRequests } from '../platform/replicas/forwarded-request.js';
import { Forwarder } from '../platform/replicas/forwarder.js';
import { Membership } from '../platform/replicas/membership.js';
import { ReplicaRepository } from '../platform/replicas/replica.repository.js';
import { RequestRouter } from '../platform/replicas/request-router.js';
import { StrayExchanges } from '../platform/replicas/stray-exchanges.js';
import { Takeover } from '../platform/replicas/takeover.js';
import { WorkspacePlaces } from '../platform/replicas/workspace-places.js';
import { StopSignal } from '../platform/time/stop-signal.js';
import { Ownership } from '../platform/workspaces/ownership.js';
import { ScopedProviders } from '../platform/workspaces/workspace-scoped.js';
import { Workspaces } from '../platform/workspaces/workspaces.js';
import { type Config, CONFIG } from '../platform/config/config.js';
import { Operations } from '../platform/api/operations.js';
import { ROLES } from '../platform/api/served-role.js';
import { ApiDirectory } from '../apis/api-directory.js';
import { KNOWN_ROLES, type RoleDescriptor } from '../apis/descriptor.js';

const services = [
  Operations,
  ApiDirectory,
  StopSignal,
  Workspaces,
  ScopedProviders,
  WorkspaceDataRepository,
  SnapshotRepository,
  SavedStates,
  Restorer,
  UnfinishedChangeRepository,
  ChangeSteps,
  SnapshotFileReader,
  Snapshots,
  Lifecycle,
  ChangeRecovery,
  Expiry,
  Clock,
  Clients,
  OutgoingTargets,
  OutgoingAgent,
  SigningKeys,
  ClientKeyRing,
  UsedAssertionRepository,
  ClientAssertions,
  Tokens,
  TicketRepository,
  Tickets,
  CallerResolver,
  Faults,
  FaultInjector,
  TokenEndpoint,
  ExchangeRepository,
  ExchangeSearchRepository,
  Journal,
  Metrics,
  Links,
  MessageRepository,
  Messages,
  Collections,
  Scenarios,
  SeedMarkRepository,
  Seeds,
  RecordRepository,
  Records,
  Partners,
  JournaledHttp,
  PartnerTokens,
  PartnerAddresses,
  PartnerClient,
  OutboxRepository,
  OutboxSearchRepository,
  Backlog,
  MessageSender,
  Dispatcher,
  Outbox,
  ProblemFilter,
  ReplicaRepository,
  Membership,
  WorkspacePlaces,
  ClientWorkspaces,
  ForwardedRequests,
  Forwarder,
  RequestRouter,
  Takeover,
  StrayExchanges,
  Replication,
  Readiness,
];

/** Parts that exist before the Nest application. */
export interface AppContext {
  config: Config;
  /** Served roles. */
  roles: RoleDescriptor[];
  /** Roles that can be served. */
  knownRoles: readonly RoleDescriptor[];
  paths: Paths;
  log: Logger;
  store: Store;
  ownership: Ownership;
}

/** Services that every role uses. The module knows the roles only from its parameter. */
@Module({})
export class PlatformModule {
  static with({
    config,
    roles,
    knownRoles,
    paths,
    log,
    store,
    ownership,
  }: AppContext): DynamicModule {
    const families = new Set(roles.map((role) => role.family));
    const values = [
      { provide: CONFIG, useValue: config },
      { provide: ROLES, useValue: roles },
      { provide: KNOWN_ROLES, useValue: knownRoles },
      { provide: LOG, useValue: log },
      { provide: Paths, useValue: paths },
      { provide: CLIENT_KINDS, useValue: [...families].flatMap((family) => family.clients) },
      { provide: SCENARIOS, useValue: roles.flatMap((role) => role.scenarios) },
      { provide: Store, useValue: store },
      { provide: Ownership, useValue: ownership },
      {
        provide: WORKSPACE_TABLES,
        useValue: workspaceTables(roles),
      },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [...values, ...services],
      exports: [...values.map(({ provide }) => provide), ...services],
    };
  }
}

/** Opens the configured database, with the tables of the platform and of the roles. */
export async function openConfiguredStore(
  config: Config,
  { roles, knownRoles }: Pick<AppContext, 'roles' | 'knownRoles'>,
  log: Logger,
): Promise<Store> {
  const schemasOf = (some: readonly RoleDescriptor[]) => [
    platformSchema,
    ...some.map((role) => role.schema),
  ];
  const schema = {
    entities: schemasOf(roles).flatMap(({ entities }) => entities),
    migrations: schemasOf(roles).flatMap(({ migrations }) => migrations),
    known: schemasOf(knownRoles).flatMap(({ migrations }) => migrations),
  };
  return openStore(config.databaseUrl, schema, {
    onCallbackError: (err) => log.error({ err }, 'stored, but a listener failed'),
    onUnavailable: (reason, err) => {
      if (reason) log.error({ err }, reason.message);
      else log.info('the database can be used again');
    },
  });
}
