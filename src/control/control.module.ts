import { Module } from '@nestjs/common';
import { CatalogueController } from './catalogue.controller.js';
import { ClientsController } from './clients.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { ExchangesController } from './exchanges.controller.js';
import { PartnersController } from './partners.controller.js';
import { Reset } from './reset.js';
import { SeedController } from './seed.controller.js';
import { SeedFile } from './seed-file.js';
import { Seeding } from './seeding.js';
import { StateController } from './state.controller.js';
import { WorkspaceSettingsController } from './workspace.controller.js';

@Module({
  controllers: [
    CatalogueController,
    WorkspaceSettingsController,
    ExchangesController,
    DeliveriesController,
    PartnersController,
    ClientsController,
    StateController,
    SeedController,
  ],
  providers: [Reset, Seeding, SeedFile],
})
export class ControlModule {}
