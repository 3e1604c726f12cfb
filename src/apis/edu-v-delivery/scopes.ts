/** Scopes of the parties that call. */
export const deliveryScopes = {
  entitlor: 'eduv.delivery.entitlor',
  licensor: 'eduv.delivery.licensor',
  dashboard: 'eduv.delivery.dashboard',
  portal: 'eduv.delivery.portal',
} as const;

/** The party that reads with each scope. */
export const readerByScope: Readonly<Record<string, string>> = {
  [deliveryScopes.entitlor]: 'aanspraakmanager',
  [deliveryScopes.licensor]: 'licentieregistratie',
  [deliveryScopes.dashboard]: 'leermiddelendashboard',
  [deliveryScopes.portal]: 'leermiddelenportaal',
};
