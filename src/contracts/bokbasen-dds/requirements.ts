import { refusals, sources } from '../bokbasen/refusals.js';
import type { OrderOfTitle, SubscriptionOrder } from './messages.js';
import { requirements } from '../../kernel/contract/requirement.js';

const order = 'Bokbasen wiki, Orders and reporting';
const report = 'Bokbasen wiki, Reporting from subscription services';

const store = 'store client';
const service = 'subscription client';
const shops = `${store}, ${service}`;
const callers = `${shops}, partner client, library client`;
const orders = 'placeOrder placeSubscriptionOrder';
const all = `${orders} getContent getSample getRawContent getLibraryContent getInventory getInventoryByIsbn getShelf findAccount registerAccount reportStreaming reportLoan reportTibiLoan`;

/** What DDS asks of a partner beyond the schema of its messages. */
// prettier-ignore
export const ddsRequirements = requirements({
  consumerOfOrder: ['BOKB-DDS-01', 'SHOULD', store, 'placeOrder', 'An order names the DDS-ID of its consumer, who has an account', `${order}: id; its example has none`],
  validMessage:    ['BOKB-DDS-06', 'MUST',   callers, all, 'A message and its parameters are as the page has them', `${order}, ${report}: required attributes and formats`],
  authorised:      ['BOKB-DDS-07', 'MUST',   callers, all, 'A call carries a token for the audience of its service', sources.audiences],
  provided:        ['BOKB-DDS-08', 'MUST',   callers, all, 'A path is called by its method', `${order}, and the pages beside it: their operations`],
  priceAsText:     ['BOKB-DDS-02', 'INFO',   shops, orders, 'spd is a text of digits', `${order}: every example`, { when: ({ spd }: SubscriptionOrder) => spd !== undefined }],
  excerptAsTruth:  ['BOKB-DDS-03', 'INFO',   store, 'placeOrder', 'excerpt is true or false, and no text', `${order}: excerpt`, { when: ({ excerpt }: OrderOfTitle) => excerpt !== undefined }],
  knownFieldsOnly: ['BOKB-DDS-04', 'INFO',   shops, orders, 'A message holds only fields that the page names', `${order}: JSON attributes`],
  freshOrder:      ['BOKB-DDS-05', 'MUST',   shops, orders, 'An orderid is used for one purchase', `${order}: orderid must be unique for a purchase`],
  wholePeriod:     ['BOKB-DDS-10', 'SHOULD', service, 'reportStreaming', 'A period does not end before it begins', `${report}: periodFrom, periodTo; ours`],
});

/** What every operation of DDS asks. */
export const ddsAsked = {
  prefix: 'BOKB-DDS',
  catalogue: ddsRequirements,
  valid: () => ddsRequirements.validMessage,
  authorised: ddsRequirements.authorised,
  provided: ddsRequirements.provided,
  judgeAnswer: () => [],
  refusals: refusals(`${order}: 40x on errors`, 'MUST'),
};
