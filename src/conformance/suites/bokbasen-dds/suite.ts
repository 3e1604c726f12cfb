import { ddsDescriptor } from '../../../apis/bokbasen-dds/operations.js';
import { operationTests } from '../../runner/operation-tests.js';
import { accountTests } from './accounts.js';
import { commonTests } from './common.js';
import { contentTests } from './content.js';
import { fileTests } from './files.js';
import { ddsOperationTestOptions } from './operation-tests.js';
import { inventoryTests } from './inventory.js';
import { orderTests, subscriptionTests } from './orders.js';
import { reportTests } from './reports.js';
import { shelfTests } from './shelves.js';
import { DdsTestClient } from './test-shop.js';
import { statusPageTests } from './statuses.js';
import type { ConformanceSuite } from '../../runner/suite.js';

/** What is tried on who plays DDS. */
export const ddsSuite: ConformanceSuite = {
  api: ddsDescriptor,
  optionalConfiguration: [
    'data.titles: nodrm, sdrm, audio, excerpt, withoutExcerpt, withoutAccess, unpublished, failing, slow',
    'data.consumer: the DDS-ID of an account',
    'data.isbn: of a title with several versions',
    'clients: store, subscription, partner, library',
  ],
  tests: (session, role) => {
    const client = new DdsTestClient(session);
    return [
      ...operationTests(ddsDescriptor, role, ddsOperationTestOptions(client)),
      ...commonTests(client),
      ...orderTests(client),
      ...subscriptionTests(client),
      ...contentTests(client),
      ...statusPageTests(client),
      ...fileTests(client),
      ...inventoryTests(client),
      ...accountTests(client),
      ...shelfTests(client),
      ...reportTests(),
    ];
  },
};
