import { wikiPage } from '../bokbasen/wiki.js';

/** The pages on which the Order API is written, and what else says something of it. */
export const bokbasenOrderPages = {
  send: wikiPage(71335970, 'Send Order'),
  get: wikiPage(71335981, 'Get Order data'),
  status: wikiPage(71335977, 'Update order line status'),
  quantity: wikiPage(95158274, 'Update order line'),
  api: wikiPage(71335966, 'Order API'),
  changes: wikiPage(3195240461, 'Important API-changes'),
  authentication: wikiPage(2994962433, 'Authentication Service'),
  editx: 'EDItX Trade Order 1.2, its published schema (the base of 1.3)',
} as const;
