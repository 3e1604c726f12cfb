import { sortedById } from '../../platform/requirements/requirement.js';
import { accountRequirements } from './requirements/accounts.js';
import { callRequirements } from './requirements/calls.js';
import { clientOrderRequirements } from './requirements/client-orders.js';
import { clientReadRequirements } from './requirements/client-reads.js';
import { clientReportRequirements } from './requirements/client-reports.js';
import { contentRequirements } from './requirements/content.js';
import { downloadRequirements } from './requirements/downloads.js';
import { inventoryEntryRequirements } from './requirements/inventory-entries.js';
import { inventoryPageRequirements } from './requirements/inventory-pages.js';
import { consistencyRequirements } from './requirements/consistency.js';
import { refusalRequirements } from './requirements/refusals.js';
import { jsonRequirements } from './requirements/json.js';
import { notTestedRequirements } from './requirements/not-tested.js';
import { orderRequirements } from './requirements/orders.js';
import { reportRequirements } from './requirements/reports.js';
import { responseRequirements } from './requirements/responses.js';
import { restrictedContentRequirements } from './requirements/restricted-content.js';
import { shelfRequirements } from './requirements/shelves.js';
import { subscriptionOrderRequirements } from './requirements/subscription-orders.js';

const clientRequirements = sortedById({
  ...callRequirements,
  ...clientOrderRequirements,
  ...clientReadRequirements,
  ...clientReportRequirements,
});

/** Requirements of DDS, beside those that follow from its table of operations. */
export const ddsRequirements = {
  ...clientRequirements,
  ...responseRequirements,
  ...orderRequirements,
  ...subscriptionOrderRequirements,
  ...contentRequirements,
  ...downloadRequirements,
  ...restrictedContentRequirements,
  ...inventoryEntryRequirements,
  ...inventoryPageRequirements,
  ...shelfRequirements,
  ...accountRequirements,
  ...reportRequirements,
  ...refusalRequirements,
  ...consistencyRequirements,
  ...jsonRequirements.catalogue,
  ...notTestedRequirements,
};
