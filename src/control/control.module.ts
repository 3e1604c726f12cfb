import { Module } from '@nestjs/common';
import { ConformanceModule } from '../conformance/conformance.module.js';
import { CatalogueController } from './catalogue.controller.js';
import { ClientViews } from './client-views.js';
import { ClientsController } from './clients.controller.js';
import { ConformanceController } from './conformance.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { ExchangesController } from './exchanges.controller.js';
import { GenerateController } from './generate.controller.js';
import { PartnersController } from './partners.controller.js';
import { FaultsController } from './faults.controller.js';
import { ScenariosController } from './scenarios.controller.js';
import { SeedController } from './seed.controller.js';
import { SeedFile } from './seed-file.js';
import { Seeding } from './seeding.js';
import { SnapshotsController } from './snapshots.controller.js';
import { StateController } from './state.controller.js';
import { Waiting } from './waiting.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspaceSettingsController } from './workspace.controller.js';

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
  ],
  providers: [ClientViews, Waiting, Seeding, SeedFile],
})
export class ControlModule {}
