import { defineRequirements } from '../../platform/requirements/requirement.js';
import { bokbasenSources } from '../bokbasen/rejections.js';
import type { OrderOfTitle, SubscriptionOrder } from './messages.js';
import { ddsPages } from './sources.js';

const {
  order,
  subscription,
  content,
  raw,
  guide,
  inventory,
  exportService,
  opds,
  idm,
  report,
  loan,
} = ddsPages;
const store = 'store client';
const service = 'subscription client';
const shops = `${store}, ${service}`;
const callers = `${shops}, partner client, library client`;
const orders = 'placeOrder placeSubscriptionOrder';
const contents = 'getContent getRawContent getLibraryContent';
const wantsJson = `${orders} ${contents} getSample findAccount registerAccount`;
const reports = 'reportStreaming reportLoan reportTibiLoan';
const all = `${wantsJson} getInventory getInventoryByIsbn getShelf ${reports}`;

/** What DDS asks of who calls it. */
// prettier-ignore
export const ddsClientRequirements = defineRequirements({
  consumerOfOrder: ['BOKB-DDS-01', 'SHOULD', store,   'placeOrder', 'An order names the DDS-ID of its consumer, who has an account', `${order}: id; its example has none`, { rule: 'DDS_CONSUMER_ID' }],
  priceAsText:     ['BOKB-DDS-02', 'INFO',   shops,   orders, 'spd is a text of digits', `${order}: every example`, { appliesTo: ({ spd }: SubscriptionOrder) => spd !== undefined }],
  excerptAsTruth:  ['BOKB-DDS-03', 'INFO',   store,   'placeOrder', 'excerpt is true or false, and no text', `${order}: excerpt`, { appliesTo: ({ excerpt }: OrderOfTitle) => excerpt !== undefined }],
  knownFieldsOnly: ['BOKB-DDS-04', 'INFO',   shops,   `${orders} registerAccount reportStreaming reportLoan`, 'A message holds only fields that the page names', `${order}: JSON attributes`],
  freshOrder:      ['BOKB-DDS-05', 'MUST',   shops,   orders, 'An orderid is used for one purchase', `${order}: orderid must be unique for a purchase`],
  validMessage:    ['BOKB-DDS-06', 'MUST',   callers, all, 'A message and its parameters are as the page has them', `${order}, ${report}: required attributes and formats`],
  authorised:      ['BOKB-DDS-07', 'MUST',   callers, all, 'A call carries a token for the audience of its service', bokbasenSources.audiences],
  provided:        ['BOKB-DDS-08', 'MUST',   callers, all, 'A path is called by its method', `${order}, and the pages beside it: their operations`],
  acceptsJson:     ['BOKB-DDS-09', 'MUST',   callers, wantsJson, 'A call says in Accept that it takes application/json', `${order}, ${content}, ${idm}: Accept is Required`],
  wholePeriod:     ['BOKB-DDS-10', 'SHOULD', service, 'reportStreaming', 'A period does not end before it begins', `${report}: periodFrom, periodTo; ours`],
  shortName:       ['BOKB-DDS-11', 'MUST',   store,   'placeOrder', 'A firstname and a lastname have two characters or more', `${order}: firstname, lastname: minimum length 2`, { appliesTo: hasName }],
  namesOfBuyer:    ['BOKB-DDS-12', 'MUST',   shops,   orders, 'The order of an SDRM title has a firstname and a lastname', `${order}, ${subscription}: required for SDRM`, { stateful: true }],
  shortReader:     ['BOKB-DDS-13', 'SHOULD', service, 'placeSubscriptionOrder', 'The names of a reader have two characters or more', `${subscription}: says no length; ${order}: 2`, { appliesTo: hasName }],
  knownTitle:      ['BOKB-DDS-14', 'MUST',   shops,   orders, 'An order names the resid of a title in the inventory', `${order}: resid`],
  saleable:        ['BOKB-DDS-15', 'MUST',   shops,   orders, 'Only a title is sold that is published, not deleted, and open to the store', `${guide}: published and access; ${inventory}: published, access, deleted`],
  excerptOfEbook:  ['BOKB-DDS-16', 'MUST',   store,   'placeOrder', 'An excerpt is ordered of an e-book that has one', `${inventory}: excerpt; ${guide}: never of an audiobook`, { appliesTo: ({ excerpt }: OrderOfTitle) => String(excerpt) === 'true' }],
  ownEndpoint:     ['BOKB-DDS-17', 'MUST',   shops,   orders, 'A store orders by /dds/order/v1, a subscription service by /dds/order/subscription/v1', `${subscription}: who has it cannot use the normal order`],
  offeredChoice:   ['BOKB-DDS-18', 'SHOULD', callers, contents, 'A type and a bitrate that are asked for are among those that there are', `${content}: 300, then again with sufficient parameters`, { stateful: true }],
  pollsSlowly:     ['BOKB-DDS-19', 'SHOULD', callers, 'getDownloadStatus', 'A status page is read again after half a second or more', `${content}: PROCESSING, wait 0.5 to 1 s`, { stateful: true }],
  stopsAfterFailed: ['BOKB-DDS-20', 'SHOULD', callers, 'getDownloadStatus', 'A status page that said FAILED is not read again', `${content}: FAILED, stop`, { stateful: true }],
  ownContent:      ['BOKB-DDS-21', 'SHOULD', shops,   'getContent', 'Content is asked for by the Location of an own order', `${content}: by the fulfilment id; ours`],
  sinceAsGiven:    ['BOKB-DDS-22', 'SHOULD', callers, 'getShelf', 'If-Modified-Since repeats a Last-Modified that was answered', `${opds}: should be exactly the previous Last-Modified`, { stateful: true }],
  nextAlone:       ['BOKB-DDS-23', 'SHOULD', callers, 'getInventory', 'A call with next has no after', `${exportService}: start with after, then only next`, { stateful: true }],
  rowsDistinct:    ['BOKB-DDS-24', 'SHOULD', service, 'reportStreaming', 'A report has one row for a title, its owner, period, currency and market', `${report}: an owner change is two rows; ours`],
  periodOnce:      ['BOKB-DDS-25', 'SHOULD', service, 'reportStreaming', 'A title is reported once for a period', `${report}: all data of a period in one delivery; corrections are not described`],
  loansAsList:     ['BOKB-DDS-26', 'INFO',   'library client, subscription client', 'reportLoan', 'Loans are reported as a list', `${loan}: the later version`],
  noDate:          ['BOKB-DDS-27', 'INFO',   callers, all, 'A call has no header Date', `${bokbasenSources.audiences}: Date is not needed any more`],
  oneAccount:      ['BOKB-DDS-28', 'MUST',   callers, 'registerAccount', 'An e-mail address is registered once', `${idm}: email is unique`],
  rawOnlyByRight:  ['BOKB-DDS-29', 'MUST',   callers, 'getRawContent', 'Raw content is asked for by who has the right to it', `${raw}: special agreement and access right`],
  libraryOnlyByRight: ['BOKB-DDS-30', 'SHOULD', callers, 'getLibraryContent', 'Library content is asked for by who has the right to it', `${ddsPages.changes}: its path only; ours`],
  sampleOfEbook:   ['BOKB-DDS-31', 'MUST',   callers, 'getSample', 'A sample is asked of an e-book that has an excerpt', `${content}: audio samples are not in DDS`],
});

function hasName({ firstname, lastname }: SubscriptionOrder): boolean {
  return firstname !== undefined || lastname !== undefined;
}
