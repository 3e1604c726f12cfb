import { ddsDescriptor } from '../../../apis/bokbasen-dds/operations.js';
import { operationTests } from '../../runner/operation-tests.js';
import { accountTests } from './accounts.js';
import { commonTests } from './common.js';
import { contentTests } from './content.js';
import { fileTests } from './files.js';
import { ddsOperationTestOptions } from './valid-calls.js';
import { inventoryTests } from './inventory/inventory.js';
import { inventoryQueryTests } from './inventory/inventory-queries.js';
import { ddsOrderTests } from './orders/orders.js';
import { optionalAttributeTests } from './orders/optional-attributes.js';
import { separateConsumerTests } from './shelves/own-shelves.js';
import { reportTests } from './reports.js';
import { reportValueTests } from './report-values.js';
import { shelfTests } from './shelves/shelves.js';
import { DdsConfiguration } from './configuration.js';
import { subscriptionOrderTests } from './orders/subscription-orders.js';
import { DdsTestClient } from './test-client.js';
import { statusPageTests } from './statuses.js';
import type { ConformanceSuite } from '../../runner/suite.js';

/** Tests for a server of DDS. */
export const ddsSuite: ConformanceSuite = {
  api: ddsDescriptor,
  configuration: DdsConfiguration,
  optionalConfiguration: [
    'data.titles: the resid of a title for each of nodrm, sdrm, audio, ' +
      'excerpt, withoutExcerpt, withoutAccess, unpublished, failing, slow',
    'data.consumer: the DDS-ID of an existing account, in the place of one that the runner registers',
    'data.isbn: the ISBN of a title with several versions',
    'data.publishers: the ids of two publishers, for reports',
    'clients.store, clients.subscription, clients.partner, ' +
      'clients.library: clients that each have one right',
  ],
  tests: (session, role) => {
    const client = new DdsTestClient(session);
    return [
      ...operationTests(ddsDescriptor, role, ddsOperationTestOptions(client)),
      ...commonTests(client),
      ...ddsOrderTests(client),
      ...subscriptionOrderTests(client),
      ...optionalAttributeTests(client),
      ...contentTests(client),
      ...statusPageTests(client),
      ...fileTests(client),
      ...inventoryTests(client),
      ...inventoryQueryTests(),
      ...accountTests(client),
      ...shelfTests(client),
      ...separateConsumerTests(client),
      ...reportValueTests(client),
      ...reportTests(client),
    ];
  },
};
