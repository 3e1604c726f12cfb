import { Module, type OnModuleInit } from '@nestjs/common';
import { bokbasen } from '../../apis/bokbasen/family.js';
import { ddsOperations, ddsDescriptor } from '../../apis/bokbasen-dds/operations.js';
import { CallerResolver } from '../../platform/oauth/caller-resolver.js';
import { Store } from '../../platform/persistence/store.js';
import { Collections } from '../../sandbox/state/collections.js';
import { Seeds } from '../../sandbox/state/seeds.js';
import { BokskyaService } from './bokskya.service.js';
import { ConsumerRepository } from './consumers.repository.js';
import { ContentService } from './content/content.service.js';
import { DdsConsumer, DdsDownload, DdsOrder, DdsReport, StoredTitle } from './dds.entities.js';
import { Dds1795305600008 } from './dds.migration.js';
import { DownloadRepository } from './content/downloads.repository.js';
import { InventoryService } from './inventory.service.js';
import { generateSale } from './state/generate-sale.js';
import { DdsOrderService } from './orders.service.js';
import { ReportRepository } from './reports.repository.js';
import { ddsScenarios } from './scenarios.js';
import { DdsSeed } from './state/seed.js';
import { DdsServicesController } from './services.controller.js';
import { SaleRepository } from './sales.repository.js';
import { DdsStoreController } from './store.controller.js';
import { StatusReads } from './content/status-reads.js';
import { TitleRepository } from './titles.repository.js';
import { ReportState } from './state/report.state.js';
import { SaleState } from './state/sale.state.js';
import type { RoleDescriptor } from '../../apis/descriptor.js';

const ROLE = 'dds';

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
    SaleState,
    ReportState,
  ],
})
export class DdsModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly titles: TitleRepository,
    private readonly consumers: ConsumerRepository,
    private readonly sold: SaleRepository,
    private readonly reports: ReportRepository,
    private readonly seed: DdsSeed,
    private readonly writtenSales: SaleState,
    private readonly writtenReports: ReportState,
    private readonly downloads: DownloadRepository,
    private readonly recognition: CallerResolver,
    private readonly store: Store,
  ) {}

  onModuleInit(): void {
    const { collections, sold } = this;
    this.seeds.add(ROLE, (...args) => this.seed.sow(...args));
    this.titles.open(collections);
    this.consumers.open(collections);
    collections.keepWith('dds-orders', {
      page: (...args) => sold.page(...args),
      find: (...args) => sold.find(...args),
    });
    collections.writeWith('dds-orders', this.writtenSales);
    collections.generateWith(ROLE, generateSale);
    collections.keepWith('reports', this.reports.keeper());
    collections.writeWith('reports', this.writtenReports);
    // Who knows the id of a download is asked for no token.
    for (const operation of [ddsOperations.getDownloadStatus, ddsOperations.getFile]) {
      this.recognition.registerFinder(operation, async ({ id = '' }) =>
        this.store.readShared(async (tx) => (await this.downloads.find(tx, id))?.workspace),
      );
    }
  }
}

/** Bokbasen's Digital Distribution System: sells e-books and audiobooks through stores, and delivers them. */
export const dds: RoleDescriptor = {
  name: ROLE,
  family: bokbasen,
  apis: [ddsDescriptor],
  module: DdsModule,
  schema: {
    entities: [StoredTitle, DdsOrder, DdsDownload, DdsConsumer, DdsReport],
    migrations: [Dds1795305600008],
  },
  scenarios: ddsScenarios,
};
