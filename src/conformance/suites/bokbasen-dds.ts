import { ddsContract } from '../../contracts/bokbasen-dds/operations.js';
import { tableTests } from '../runner/table-tests.js';
import { accountTests } from './bokbasen-dds/accounts.js';
import { commonTests } from './bokbasen-dds/common.js';
import { contentTests } from './bokbasen-dds/content.js';
import { fileTests } from './bokbasen-dds/files.js';
import { ddsTable } from './bokbasen-dds/goods.js';
import { inventoryTests } from './bokbasen-dds/inventory.js';
import { orderTests, subscriptionTests } from './bokbasen-dds/orders.js';
import { reportTests } from './bokbasen-dds/reports.js';
import { shelfTests } from './bokbasen-dds/shelves.js';
import { Shop } from './bokbasen-dds/shop.js';
import { statusTests } from './bokbasen-dds/statuses.js';
import type { Suite } from './suite.js';

/** What is tried on who plays DDS. */
export const ddsSuite: Suite = {
  contract: ddsContract,
  needs: [
    'data.titles: nodrm, sdrm, audio, excerpt, withoutExcerpt, withoutAccess, unpublished, failing, slow',
    'data.consumer: the DDS-ID of an account',
    'data.isbn: of a title with several versions',
    'clients: store, subscription, partner, library',
  ],
  tests: (lab, role) => {
    const shop = new Shop(lab);
    return [
      ...tableTests(ddsContract, role, ddsTable(shop)),
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
