import { Module, type OnModuleInit } from '@nestjs/common';
import { bokbasen } from '../../apis/bokbasen/family.js';
import { ddsOperations, ddsDescriptor } from '../../apis/bokbasen-dds/operations.js';
import { CallerResolver } from '../../platform/oauth/caller-resolver.js';
import { Store } from '../../platform/persistence/store.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { BokskyaService } from './bokskya.service.js';
import { ConsumerRepository } from './consumers.repository.js';
import { ContentService } from './content/content.service.js';
import { DdsConsumer, DdsDownload, DdsOrder, DdsReport, StoredTitle } from './dds.entities.js';
import { HashIdsOfDdsOrders1796688000006 } from './hash-ids.migration.js';
import { Dds1795305600008 } from './dds.migration.js';
import { DownloadRepository } from './content/downloads.repository.js';
import { InventoryService } from './inventory.service.js';
import { DdsOrderService } from './orders.service.js';
import { ReportRepository } from './reports.repository.js';
import { ddsScenarios } from './scenarios.js';
import { DdsSeed } from './state/seed.js';
import { DdsServicesController } from './services.controller.js';
import { SaleRepository } from './sales.repository.js';
import { DdsStoreController } from './store.controller.js';
import { StatusReads } from './content/status-reads.js';
import { TitleRepository } from './titles.repository.js';
import { DDS_ROLE } from './role.js';
import { ConsumerStateResource } from './state/consumer.state.js';
import { TitleStateResource } from './state/title.state.js';
import { ReportStateResource } from './state/report.state.js';
import { SaleStateResource } from './state/sale.state.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

@Module({
  controllers: [DdsStoreController, DdsServicesController],
  providers: [
    TitleRepository,
    ConsumerRepository,
    SaleRepository,
    DownloadRepository,
    StatusReads,
    ReportRepository,
    DdsOrderService,
    ContentService,
    InventoryService,
    BokskyaService,
    DdsSeed,
    TitleStateResource,
    ConsumerStateResource,
    SaleStateResource,
    ReportStateResource,
  ],
})
export class DdsModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly seed: DdsSeed,
    private readonly downloads: DownloadRepository,
    private readonly callers: CallerResolver,
    private readonly store: Store,
  ) {}

  onModuleInit(): void {
    this.seeds.add(DDS_ROLE, (...args) => this.seed.seed(...args));
    // The id of a download is its credential: these operations need no token.
    for (const operation of [ddsOperations.getDownloadStatus, ddsOperations.getFile]) {
      this.callers.registerFinder(operation, async ({ id = '' }) =>
        this.store.readShared(async (tx) => (await this.downloads.find(tx, id))?.workspace),
      );
    }
  }
}

/** Role of Bokbasen's Digital Distribution System: sells e-books and audiobooks through stores and delivers them. */
export const dds: RoleDescriptor = {
  name: DDS_ROLE,
  family: bokbasen,
  apis: [ddsDescriptor],
  module: DdsModule,
  schema: {
    entities: [StoredTitle, DdsOrder, DdsDownload, DdsConsumer, DdsReport],
    migrations: [Dds1795305600008, HashIdsOfDdsOrders1796688000006],
  },
  scenarios: ddsScenarios,
};
