import { Module } from '@nestjs/common';
import { ConformanceModule } from '../conformance/recorder/conformance.module.js';
import { CatalogueController } from './catalogue/catalogue.controller.js';
import { ClientViews } from './clients/client-views.js';
import { ClientsController } from './clients/clients.controller.js';
import { ConformanceController } from './conformance/conformance.controller.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { DeliveryViews } from './deliveries/delivery-views.js';
import { ExchangeReader } from './exchanges/exchange-reader.js';
import { ExchangeStream } from './exchanges/exchange-stream.js';
import { ExchangeViews } from './exchanges/exchange-views.js';
import { ExchangesController } from './exchanges/exchanges.controller.js';
import { GenerateController } from './generate/generate.controller.js';
import { Resender } from './exchanges/resender.js';
import { ConnectionTest } from './partners/connection-test.js';
import { PartnersController } from './partners/partners.controller.js';
import { FaultsController } from './faults/faults.controller.js';
import { ReplicaExchangesController } from './replicas/replica-exchanges.controller.js';
import { ReplicasController } from './replicas/replicas.controller.js';
import { ScenariosController } from './scenarios/scenarios.controller.js';
import { SeedController } from './seed/seed.controller.js';
import { SeedFile } from './seed/seed-file.js';
import { Seeding } from './seed/seeding.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { StateController } from './state/state.controller.js';
import { ExchangeWaiter } from './exchanges/waiting.js';
import { ApisController } from './apis/apis.controller.js';
import { ExampleFactsReader } from './examples/example-facts.js';
import { ExamplesController } from './examples/examples.controller.js';
import { StateViews } from './state/state-views.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineSteps } from './timeline/timeline-steps.js';
import { TraceIds } from './timeline/trace-ids.js';
import { TracedOperations } from './timeline/traced-operations.js';
import { Tracer } from './timeline/tracer.js';
import { WorkspacesController } from './workspaces/workspaces.controller.js';
import { WorkspaceSettingsController } from './workspaces/workspace-settings.controller.js';

@Module({
  imports: [ConformanceModule],
  controllers: [
    WorkspacesController,
    WorkspaceSettingsController,
    SnapshotsController,
    ExchangesController,
    DeliveriesController,
    FaultsController,
    ScenariosController,
    StateController,
    SeedController,
    GenerateController,
    PartnersController,
    ClientsController,
    ConformanceController,
    CatalogueController,
    ApisController,
    ExamplesController,
    TimelineController,
    ReplicasController,
    ReplicaExchangesController,
  ],
  providers: [
    ClientViews,
    ConnectionTest,
    DeliveryViews,
    ExampleFactsReader,
    ExchangeReader,
    ExchangeStream,
    ExchangeViews,
    ExchangeWaiter,
    Resender,
    Seeding,
    SeedFile,
    StateViews,
    TimelineSteps,
    TracedOperations,
    TraceIds,
    Tracer,
  ],
})
export class ControlModule {}
