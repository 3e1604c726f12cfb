import { Module } from '@nestjs/common';
import { CatalogueController } from './catalogue.controller.js';
import { ClientsController } from './clients.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { ExchangesController } from './exchanges.controller.js';
import { GenerateController } from './generate.controller.js';
import { PartnersController } from './partners.controller.js';
import { Reset } from './reset.js';
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
    GenerateController,
  ],
  providers: [Reset],
})
export class ControlModule {}
