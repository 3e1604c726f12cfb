import { Module, type OnModuleInit } from '@nestjs/common';
import { bokbasen } from '../../contracts/bokbasen/family.js';
import { ddsApi, ddsContract } from '../../contracts/bokbasen-dds/operations.js';
import { Recognition } from '../../kernel/auth/recognition.js';
import type { Role } from '../../kernel/contract/role.js';
import { Store } from '../../kernel/persistence/store.js';
import { Collections } from '../../kernel/state/collections.js';
import { Seeds } from '../../kernel/state/seeds.js';
import { BokskyaService } from './bokskya.service.js';
import { Consumers } from './consumers.js';
import { ContentService } from './content.service.js';
import { DdsConsumer, DdsDownload, DdsOrder, DdsReport, StoredTitle } from './dds.entities.js';
import { Dds1795305600008 } from './dds.migration.js';
import { Downloads } from './downloads.js';
import { InventoryService } from './inventory.service.js';
import { madeUpSale } from './made-up-sale.js';
import { OrdersService } from './orders.service.js';
import { Reports } from './reports.js';
import { ddsScenarios } from './scenarios.js';
import { DdsSeed } from './seed.js';
import { DdsServicesController } from './services.controller.js';
import { Sold } from './sold.js';
import { DdsStoreController } from './store.controller.js';
import { StatusReads } from './status-reads.js';
import { TitleStore } from './title-store.js';
import { WrittenReports } from './written-reports.js';
import { WrittenSales } from './written-sales.js';

const ROLE = 'dds';

@Module({
  controllers: [DdsStoreController, DdsServicesController],
  providers: [
    TitleStore,
    Consumers,
    Sold,
    Downloads,
    StatusReads,
    Reports,
    OrdersService,
    ContentService,
    InventoryService,
    BokskyaService,
    DdsSeed,
    WrittenSales,
    WrittenReports,
  ],
})
export class DdsModule implements OnModuleInit {
  constructor(
    private readonly collections: Collections,
    private readonly seeds: Seeds,
    private readonly titles: TitleStore,
    private readonly consumers: Consumers,
    private readonly sold: Sold,
    private readonly reports: Reports,
    private readonly seed: DdsSeed,
    private readonly writtenSales: WrittenSales,
    private readonly writtenReports: WrittenReports,
    private readonly downloads: Downloads,
    private readonly recognition: Recognition,
    private readonly store: Store,
  ) {}

  onModuleInit(): void {
    const { collections, sold } = this;
    this.seeds.add(ROLE, (...asked) => this.seed.sow(...asked));
    this.titles.open(collections);
    this.consumers.open(collections);
    collections.keepWith('dds-orders', {
      page: (...asked) => sold.page(...asked),
      find: (...asked) => sold.find(...asked),
    });
    collections.writeWith('dds-orders', this.writtenSales);
    collections.generateWith(ROLE, madeUpSale);
    collections.keepWith('reports', this.reports.keeper());
    collections.writeWith('reports', this.writtenReports);
    // Who knows the id of a download is asked for no token.
    for (const operation of [ddsApi.getDownloadStatus, ddsApi.getFile]) {
      this.recognition.findBy(operation, async ({ id = '' }) =>
        this.store.read(async (look) => (await this.downloads.find(look, id))?.workspace),
      );
    }
  }
}

/** Bokbasen's Digital Distribution System: sells e-books and audiobooks through stores, and delivers them. */
export const dds: Role = {
  name: ROLE,
  family: bokbasen,
  contracts: [ddsContract],
  module: DdsModule,
  schema: {
    entities: [StoredTitle, DdsOrder, DdsDownload, DdsConsumer, DdsReport],
    migrations: [Dds1795305600008],
  },
  scenarios: ddsScenarios,
};
