/** Kinds of credentials of a request, with their titles in docs/access.md. */
export const credentials = {
  none: 'no `Authorization`',
  otherScheme: '`Authorization: Basic`, with id and secret of a client',
  malformed: 'a word that is no token',
  inQuery: 'a valid token in the query only',
  unsigned: '`alg: none`, with the claims of a valid token',
  hmac: 'HS256 with our public key as the secret',
  otherKey: 'signed with another key',
  changed: 'a valid token with other claims and its old signature',
  unknown: 'a ticket that was never issued',
  expired: 'expired',
  removed: 'its workspace was removed',
  deleted: 'a ticket that was deleted',
  otherService: 'for another role or audience of the same organisation',
  otherOrganisation: 'for the other organisation',
  otherPlatform: 'for the other platform of Bokbasen',
  noScope: 'without scopes, or with those of another API',
  noRight: 'of a client without the right or the audience',
  unconnected: 'of a client without a connection',
  oldDate: 'a valid ticket, with a `Date` of 16 minutes ago',
  control: 'the token of the control API',
  partner: 'a token of a partner API',
  otherSite: 'valid, from a page of another site',
  otherHost: 'valid, from a browser at an unknown `Host`',
  otherWorkspace: 'valid in another workspace',
  root: 'valid, issued at the root',
  valid: 'valid',
} as const;

export type Credential = keyof typeof credentials;

/** Admitted: any status but 401, 403 and 405. */
export const ADMITTED = 'admitted';

/** How requests with each kind of credentials are answered; a kind that is not listed does not exist there. */
export type Access = Partial<Record<Credential, 401 | 403 | typeof ADMITTED>>;

const noToken = { none: 401, otherScheme: 401, malformed: 401, inQuery: 401 } as const;
const noBearer = {
  ...noToken,
  unsigned: 401,
  hmac: 401,
  otherKey: 401,
  changed: 401,
  expired: 401,
  removed: 401,
  control: 401,
} as const;
const valid = { otherWorkspace: ADMITTED, valid: ADMITTED } as const;
const ticket: Access = {
  none: 401,
  otherScheme: 401,
  malformed: 401,
  unknown: 401,
  expired: 401,
  removed: 401,
  deleted: 401,
  otherPlatform: 401,
  oldDate: 401,
  control: 401,
  noRight: 403,
  ...valid,
};
const bokbasen: Access = {
  ...noBearer,
  otherPlatform: 401,
  otherService: 403,
  otherOrganisation: 403,
  ...valid,
};

/** Rules of access, by their title in docs/access.md. */
export const rules = {
  'Edu-V token': {
    ...noBearer,
    otherService: 401,
    otherOrganisation: 401,
    noScope: 401,
    unconnected: 403,
    ...valid,
    root: ADMITTED,
  },
  'Bokbasen token': bokbasen,
  'Bokbasen token and right': { ...bokbasen, noRight: 403 },
  'Bokbasen ticket': ticket,
  'control token': { ...noToken, partner: 401, otherSite: 403, otherHost: 403, valid: ADMITTED },
  open: {
    none: ADMITTED,
    otherScheme: ADMITTED,
    malformed: ADMITTED,
    inQuery: ADMITTED,
    partner: ADMITTED,
    control: ADMITTED,
  },
} as const satisfies Record<string, Access>;

export type Rule = keyof typeof rules;

/** The rule of each operation of a partner API. On the older platform, a ticket takes the place of the token. */
// prettier-ignore
export const partnerOperations: Record<string, Rule> = {
  acceptOrder: 'Edu-V token', acceptCreditOrder: 'Edu-V token', confirmOrder: 'Edu-V token', confirmCreditOrder: 'Edu-V token',
  getDeliveryOrder: 'Edu-V token', getDeliveryOrdersForSchool: 'Edu-V token', getDeliveryOrdersForUser: 'Edu-V token',
  getDeliveryOrdersByContract: 'Edu-V token', acceptDeliveryOrder: 'Edu-V token', confirmDeliveryOrder: 'Edu-V token',
  sendOrder: 'Bokbasen token', listOrders: 'Bokbasen token', getOrder: 'Bokbasen token', getOrderEditx: 'Bokbasen token',
  updateOrderLineStatus: 'Bokbasen token', updateOrderLineQuantity: 'Bokbasen token',
  placeOrder: 'Bokbasen token and right', placeSubscriptionOrder: 'Bokbasen token and right',
  getRawContent: 'Bokbasen token and right', getLibraryContent: 'Bokbasen token and right',
  getContent: 'Bokbasen token', getSample: 'Bokbasen token', getInventory: 'Bokbasen token', getInventoryByIsbn: 'Bokbasen token',
  getShelf: 'Bokbasen token', findAccount: 'Bokbasen token', registerAccount: 'Bokbasen token',
  reportStreaming: 'Bokbasen token', reportLoan: 'Bokbasen token', reportTibiLoan: 'Bokbasen token',
  getInventoryV1: 'Bokbasen ticket', authenticateAccount: 'Bokbasen ticket', getAdobeId: 'Bokbasen ticket', reportRvu: 'Bokbasen ticket',
  getDownloadStatus: 'open', getFile: 'open',
};

/** Routes with the rule `open` beside those below `/docs/`. */
export const openRoutes = [
  'GET /',
  'GET /docs',
  'GET /docs*',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  ...['', '/:role'].flatMap((base) => [
    `GET ${base}/oauth2/jwks`,
    `GET ${base}/.well-known/openid-configuration`,
  ]),
  'GET /bokbasen/.well-known/jwks.json',
];

/** Credentials of a client in a request for a token or ticket. */
export const clientCredentials = {
  none: 'none',
  wrongSecret: 'a wrong secret',
  unknownClient: 'an unknown client',
  otherSecret: 'the secret of another client',
  token: 'a valid token, as `Authorization: Bearer`',
  removed: 'a client of a removed workspace',
  otherOrganisation: 'a client of the other organisation',
  otherWorkspace: 'a client of another workspace',
  valid: 'valid',
} as const;

export type ClientCredential = keyof typeof clientCredentials;

/** How each route that issues a token or ticket answers; the rest of the request is valid. */
const issuesTokens = {
  none: 401,
  wrongSecret: 401,
  unknownClient: 401,
  otherSecret: 401,
  token: 401,
  removed: 401,
  otherWorkspace: 200,
  valid: 200,
} as const;
// The pages of the older platform document no 401 for the login.
const issuesTickets = {
  none: 400,
  wrongSecret: 400,
  unknownClient: 400,
  otherSecret: 400,
  token: 400,
  removed: 400,
  otherOrganisation: 400,
  otherWorkspace: 201,
  valid: 201,
} as const;

export const tokenRoutes: Record<string, Record<ClientCredential, number>> = {
  'POST /oauth2/token': { ...issuesTokens, otherOrganisation: 200 },
  'POST /:role/oauth2/token': { ...issuesTokens, otherOrganisation: 200 },
  'POST /oauth/token': { ...issuesTokens, otherOrganisation: 403 },
  'POST /bokbasen/oauth/token': { ...issuesTokens, otherOrganisation: 403 },
  'POST /boknett/login/v1/tickets': issuesTickets,
};

/** Deletes the ticket of its path, which is its only credential: an unknown one is answered 400. */
export const ticketRoute = 'DELETE /boknett/login/v1/tickets/:ticket';

/** Other replicas sign their requests for it. */
export const replicaRoute = 'POST /_sandbox/replicas/exchanges';
