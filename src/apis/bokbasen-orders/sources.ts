const wiki = 'Bokbasen wiki';

/** The pages on which the Order API is written, and what else says something of it. */
export const bokbasenOrderPages = {
  send: `${wiki}, Send Order`,
  get: `${wiki}, Get Order data`,
  status: `${wiki}, Update order line status`,
  quantity: `${wiki}, Update order line`,
  api: `${wiki}, Order API`,
  changes: `${wiki}, Important API-changes`,
  authentication: `${wiki}, Authentication Service`,
  editx: 'EDItX Trade Order 1.2, its schema, used as the base of 1.3',
} as const;
