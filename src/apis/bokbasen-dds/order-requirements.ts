import { defineRequirements } from '../../platform/requirements/requirement.js';
import { bokbasenSources } from '../bokbasen/rejections.js';
import { ddsPages } from './sources.js';

const { order, subscription, guide, glossary, inventory, errors } = ddsPages;
const server = 'dds server';
const orders = 'placeOrder placeSubscriptionOrder';
const contents = 'getContent getSample getRawContent getLibraryContent';
const accounts = 'findAccount registerAccount';
const wantsJson = `${orders} ${contents} ${accounts}`;
const reports = 'reportStreaming reportLoan reportTibiLoan';
const withBody = `${orders} registerAccount ${reports}`;
const guarded = `${wantsJson} getInventory getInventoryByIsbn getShelf ${reports}`;
const all = `${guarded} getDownloadStatus getFile`;

/** What DDS answers at all of its operations. */
// prettier-ignore
export const commonRequirements = defineRequirements({
  noServerError:   ['BOKB-DDS-32', 'SHOULD', server, all,     'Nothing that comes is answered with a 5xx', `${errors}: 500 is an unknown internal error; ours`],
  errorBody:       ['BOKB-DDS-33', 'SHOULD', server, all,     'A refusal has a JSON body that says why, in data or message', `${ddsPages.idm}: {"data": …}; of other errors no body is known; ours`, { stateful: true }],
  challenge:       ['BOKB-DDS-34', 'SHOULD', server, guarded, 'A 401 carries WWW-Authenticate', 'RFC 9110 §15.5.2; not stated by Bokbasen', { stateful: true }],
  allow:           ['BOKB-DDS-35', 'SHOULD', server, all,     'A 405 says in Allow which methods there are', 'RFC 9110 §15.5.6; not stated by Bokbasen', { stateful: true }],
  notAcceptable:   ['BOKB-DDS-36', 'SHOULD', server, wantsJson, 'An Accept that does not let JSON pass is answered 406', `${order}, ${ddsPages.idm}, of 2015: 406; today "40x"`, { stateful: true }],
  dateIgnored:     ['BOKB-DDS-37', 'SHOULD', server, guarded, 'A header Date of another day is ignored', `${bokbasenSources.audiences}: Date is not needed any more; that it is let pass is seen at a client`, { stateful: true }],
  trailingSlash:   ['BOKB-DDS-38', 'SHOULD', server, 'placeOrder registerAccount', 'A path with a slash at its end is the same', 'Seen at a client, on the older platform: /order/, /register/', { stateful: true }],
  ticketRefused:   ['BOKB-DDS-39', 'SHOULD', server, guarded, 'A ticket of the older platform is answered 401', `${bokbasenSources.audiences}: Bearer takes its place; the status is ours`, { stateful: true }],
  otherMediaType:  ['BOKB-DDS-40', 'SHOULD', server, withBody, 'A body of another media type than application/json is answered 415 or 400', `${order}: Content-type is Required; the status is ours`, { stateful: true }],
  unknownFieldTaken: ['BOKB-DDS-41', 'SHOULD', server, `${orders} registerAccount reportStreaming reportLoan`, 'A message with a field that the page does not name is taken', 'International e-books: orders have more fields, without names; ours', { stateful: true }],
  tokenAgain:      ['BOKB-DDS-42', 'MUST',   server, guarded, 'A token is good for many calls', `${bokbasenSources.tokens}: one token serves until it expires`, { stateful: true }],
});

/** What DDS makes of orders. */
// prettier-ignore
export const orderRequirements = defineRequirements({
  location:        ['BOKB-DDS-43', 'MUST',   server, orders, 'A 201 leads by Location to /dds/content/v1/{fulfilment id}, and that id is a UUID', `${order}, ${subscription}: Location`],
  emptyCreated:    ['BOKB-DDS-44', 'MUST',   server, orders, 'A 201 has no body', `${order}, ${subscription}: empty on success`],
  plainOrder:      ['BOKB-DDS-45', 'MUST',   server, 'placeOrder', 'An order of a title without DRM, with no names in it, is answered 201', `${order}: its first example`, { stateful: true }],
  watermarkedOrder: ['BOKB-DDS-46', 'MUST',  server, 'placeOrder', 'An order of an SDRM title with both names and the DDS-ID is answered 201', `${order}: firstname, lastname, id`, { stateful: true }],
  consumerOptional: ['BOKB-DDS-47', 'SHOULD', server, 'placeOrder', 'An order without id is answered as the rule DDS_CONSUMER_ID says', `${order}: its second example has none, and 201; its table has id as Required`, { stateful: true, rule: 'DDS_CONSUMER_ID' }],
  namesDemanded:   ['BOKB-DDS-48', 'MUST',   server, 'placeOrder', 'An order of an SDRM title without firstname or lastname is refused with 40x', `${order}: required for SDRM`, { stateful: true }],
  namesLongEnough: ['BOKB-DDS-49', 'MUST',   server, 'placeOrder', 'An order of an SDRM title with a name of one character is refused with 40x', `${order}: minimum length 2`, { stateful: true }],
  wholeByDefault:  ['BOKB-DDS-50', 'MUST',   server, 'placeOrder', 'An order without excerpt is for the whole title', `${order}: excerpt, default false`, { stateful: true }],
  duplicate:       ['BOKB-DDS-51', 'SHOULD', server, 'placeOrder', 'The same order again leads to no second fulfilment: it is answered as the rule DDS_DUPLICATE_ORDER says', `${order}: orderid must be unique; the answer is not described`, { stateful: true, rule: 'DDS_DUPLICATE_ORDER' }],
  duplicateAtOnce: ['BOKB-DDS-52', 'SHOULD', server, 'placeOrder', 'An order that comes several times at once leads to one fulfilment', `${order}: orderid must be unique; ours`, { stateful: true, rule: 'DDS_DUPLICATE_ORDER' }],
  otherContent:    ['BOKB-DDS-53', 'SHOULD', server, 'placeOrder', 'Another order under an orderid that was used is answered 409', `${order}: orderid must be unique, id cannot be changed; the status is ours`, { stateful: true, rule: 'DDS_DUPLICATE_ORDER' }],
  orderidOfVendor: ['BOKB-DDS-54', 'MUST',   server, 'placeOrder', 'Two stores may use the same orderid', `${glossary}: Order ID, unique per vendor`, { stateful: true }],
  ownFulfilment:   ['BOKB-DDS-55', 'MUST',   server, orders, 'Every order has a fulfilment id of its own', `${glossary}: Fulfilment ID, unique`, { stateful: true }],
  unknownResid:    ['BOKB-DDS-56', 'SHOULD', server, orders, 'An order of a resid that there is not is answered 400', `${order}: not described; ours`, { stateful: true }],
  noAccess:        ['BOKB-DDS-57', 'SHOULD', server, 'placeOrder', 'An order of a title to which the store has no access is answered 403', `${guide}: access; the status is ours`, { stateful: true }],
  notPublished:    ['BOKB-DDS-58', 'SHOULD', server, 'placeOrder', 'An order of a title that is not published is answered 403', `${guide}: published; the status is ours`, { stateful: true }],
  noExcerpt:       ['BOKB-DDS-59', 'SHOULD', server, 'placeOrder', 'An order of the excerpt of an audiobook is answered 400', `${inventory}: excerpt; ${guide}: never of an audiobook; the status is ours`, { stateful: true }],
  notForSubscribers: ['BOKB-DDS-60', 'MUST', server, 'placeOrder', 'A normal order of a subscription service is refused with 40x', `${subscription}: who has it cannot use the normal order`, { stateful: true }],
  notForStores:    ['BOKB-DDS-61', 'SHOULD', server, 'placeSubscriptionOrder', 'A subscription order of a store is answered 403', `${subscription}: a permission of its own; the status is ours`, { stateful: true }],
  residAlone:      ['BOKB-DDS-62', 'MUST',   server, 'placeSubscriptionOrder', 'A subscription order with a resid alone is answered 201', `${subscription}: orderid and spd are Optional`, { stateful: true }],
  readerNamed:     ['BOKB-DDS-63', 'MUST',   server, 'placeSubscriptionOrder', 'A subscription order of an SDRM title without names is refused with 40x', `${subscription}: required for SDRM`, { stateful: true }],
  anyCase:         ['BOKB-DDS-64', 'SHOULD', server, orders, 'A resid is found in capitals and in small letters', `${order}: its examples have both; ours`, { stateful: true }],
  priceAsNumber:   ['BOKB-DDS-65', 'INFO',   server, 'placeOrder', 'An spd that is a whole number is taken', `${order}: every example is a text; ours`, { stateful: true }],
  priceInOre:      ['BOKB-DDS-66', 'SHOULD', server, 'placeOrder', 'An spd that is no whole number of øre is answered 400', `${order}: spd is in øre; the status is ours`, { stateful: true }],
  freeOfCharge:    ['BOKB-DDS-67', 'SHOULD', server, 'placeSubscriptionOrder', 'An spd of 0 is taken', `${subscription}: 0 is the default`, { stateful: true }],
});
