import { Module, type DynamicModule } from '@nestjs/common';
import { CONFIG, type Config } from '../config.js';
import { CLIENT_KINDS, Clients } from './auth/clients.js';
import { ClientAssertions } from './auth/client-assertion.js';
import { ClientKeyRing } from './auth/client-keys.js';
import { Recognition } from './auth/recognition.js';
import { SigningKeys } from './auth/signing-keys.js';
import { Tickets } from './auth/tickets.js';
import { TokenEndpoint } from './auth/token-endpoint.js';
import { Tokens } from './auth/tokens.js';
import { Clock } from './clock/clock.js';
import { Links } from './contract/links.js';
import { Paths } from './contract/paths.js';
import { ROLES, type Role } from './contract/role.js';
import { Faults } from './faults/faults.js';
import { Misbehaviour } from './faults/misbehaviour.js';
import { Journal } from './journal/journal.js';
import { Messages } from './messages/messages.js';
import type { Logger } from 'pino';
import { LOG } from './observe/log.js';
import { HealthController } from './observe/health.controller.js';
import { Metrics } from './observe/metrics.js';
import { DeliveryQueue } from './outbox/delivery-queue.js';
import { Dispatcher, OPERATIONS } from './outbox/dispatcher.js';
import { Outbox } from './outbox/outbox.js';
import { JournaledHttp } from './outbox/journaled-http.js';
import { PartnerTokens } from './outbox/partner-tokens.js';
import { PartnerClient } from './outbox/partner-client.js';
import { Partners } from './outbox/partners.js';
import { openDatabase } from './persistence/database.js';
import { kernelSchema } from './persistence/kernel.schema.js';
import { Store } from './persistence/store.js';
import { ProblemFilter } from './problem/problem.filter.js';
import { Readiness } from './readiness.js';
import { Collections } from './state/collections.js';
import { Records } from './state/records.js';
import { Seeds } from './state/seeds.js';
import { SCENARIOS } from './state/scenario.js';
import { Scenarios } from './state/scenarios.js';
import { Lifecycle } from './workspaces/lifecycle.js';
import { SavedStates } from './workspaces/saved-states.js';
import { Snapshots } from './workspaces/snapshots.js';
import { WorkspaceData } from './workspaces/workspace-data.js';
import { Workspaces } from './workspaces/workspaces.js';

const services = [
  Workspaces,
  WorkspaceData,
  SavedStates,
  Snapshots,
  Lifecycle,
  Clock,
  Clients,
  SigningKeys,
  ClientKeyRing,
  ClientAssertions,
  Tokens,
  Tickets,
  Recognition,
  Faults,
  Misbehaviour,
  TokenEndpoint,
  Journal,
  Metrics,
  Links,
  Messages,
  Collections,
  Scenarios,
  Seeds,
  Records,
  Partners,
  JournaledHttp,
  PartnerTokens,
  PartnerClient,
  DeliveryQueue,
  Dispatcher,
  Outbox,
  ProblemFilter,
  Readiness,
];

/** What the application is made of. */
export interface Parts {
  config: Config;
  /** Those that are served. */
  roles: Role[];
  paths: Paths;
  log: Logger;
  store: Store;
}

/** What every role stands on; it knows none of them but by the list that it is given. */
@Module({})
export class KernelModule {
  static with({ config, roles, paths, log, store }: Parts): DynamicModule {
    const contracts = new Set(roles.flatMap((role) => role.contracts));
    const families = new Set(roles.map((role) => role.family));
    const values = [
      { provide: CONFIG, useValue: config },
      { provide: ROLES, useValue: roles },
      { provide: LOG, useValue: log },
      { provide: Paths, useValue: paths },
      { provide: CLIENT_KINDS, useValue: [...families].flatMap((family) => family.clients) },
      { provide: SCENARIOS, useValue: roles.flatMap((role) => role.scenarios) },
      {
        provide: OPERATIONS,
        useValue: Object.assign(
          {},
          ...[...contracts].map((contract) => contract.operations),
        ) as object,
      },
      { provide: Store, useValue: store },
    ];
    return {
      module: KernelModule,
      global: true,
      controllers: [HealthController],
      providers: [...values, ...services],
      exports: [...values.map(({ provide }) => provide), ...services],
    };
  }
}

/** Opens the database of the settings, with the tables of the kernel and of the roles. */
export async function openStore(config: Config, roles: Role[], log: Logger): Promise<Store> {
  const schemas = [kernelSchema, ...roles.map((role) => role.schema)];
  const database = await openDatabase(config.databaseUrl, {
    entities: schemas.flatMap((schema) => schema.entities),
    migrations: schemas.flatMap((schema) => schema.migrations),
  });
  return new Store(database, (err) => log.error({ err }, 'stored, but somebody could not be told'));
}
