import { ddsDescriptor } from '../../../apis/bokbasen-dds/operations.js';
import { operationTests } from '../../runner/operation-tests.js';
import { accountTests } from './accounts.js';
import { commonTests } from './common.js';
import { contentTests } from './content.js';
import { fileTests } from './files.js';
import { ddsTable } from './operation-tests.js';
import { inventoryTests } from './inventory.js';
import { orderTests, subscriptionTests } from './orders.js';
import { reportTests } from './reports.js';
import { shelfTests } from './shelves.js';
import { DdsTestShop } from './test-shop.js';
import { statusTests } from './statuses.js';
import { DdsConfiguration } from './configuration.js';
import type { Suite } from '../../runner/suite.js';

/** What is tried on who plays DDS. */
export const ddsSuite: Suite = {
  api: ddsDescriptor,
  configuration: DdsConfiguration,
  needs: [
    'data.titles: nodrm, sdrm, audio, excerpt, withoutExcerpt, withoutAccess, unpublished, failing, slow',
    'data.consumer: the DDS-ID of an account',
    'data.isbn: of a title with several versions',
    'clients: store, subscription, partner, library',
  ],
  tests: (session, role) => {
    const shop = new DdsTestShop(session);
    return [
      ...operationTests(ddsDescriptor, role, ddsTable(shop)),
      ...commonTests(shop),
      ...orderTests(shop),
      ...subscriptionTests(shop),
      ...contentTests(shop),
      ...statusTests(shop),
      ...fileTests(shop),
      ...inventoryTests(shop),
      ...accountTests(shop),
      ...shelfTests(shop),
      ...reportTests(),
    ];
  },
};
