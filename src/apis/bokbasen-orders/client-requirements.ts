import { defineRequirements } from '../../platform/requirements/requirement.js';
import { bokbasenSources } from '../bokbasen/rejections.js';
import type { LineStatusUpdate } from './messages.js';
import { everyOperation, bokbasenOrderPages } from './sources.js';

const { send, get, status, quantity, api, changes, authentication } = bokbasenOrderPages;
const all = everyOperation;

const buyer = 'buyer client';
const seller = 'seller client';
const either = `${buyer}, ${seller}`;
const inside = 'What a client makes of an answer is not seen from outside';

const hasPeriod = ({ valid_from, valid_to }: LineStatusUpdate) =>
  valid_from !== undefined && valid_to !== undefined;
const hasTerms = ({ valid_from, valid_to, price }: LineStatusUpdate) =>
  [valid_from, valid_to, price].some((one) => one !== undefined);

/** What the Order API asks of buyers and sellers, and what we find that a careful one does. */
// prettier-ignore
export const orderClientRequirements = defineRequirements({
  validEditx:          ['BOKB-ORDER-01', 'MUST',   buyer, 'sendOrder', 'An order is a valid EDItX Trade Order 1.3', `${send}: "Valid EDItX trade order 1.3"`],
  ownBuyerParty:       ['BOKB-ORDER-02', 'SHOULD', buyer, 'sendOrder', 'The BuyerParty of an order is a party of the sender', `${send}: OrderNumber is unique for the sending company; ours`],
  twoReferences:       ['BOKB-ORDER-03', 'MUST',   buyer, 'sendOrder', 'An order has at most two references in its header', `${send}: two ReferenceCoded are supported since February 2019`],
  uniqueOrderNumber:   ['BOKB-ORDER-04', 'MUST',   buyer, 'sendOrder', 'An OrderNumber is used once by its sender, also after a failure', `${send}: OrderNumber must be unique for the sending company`],
  knownProduct:        ['BOKB-ORDER-05', 'MUST',   buyer, 'sendOrder', 'Every line names the EAN of a product in the metadata database', `${api}: products registered in Bokbasen's metadata database`],
  noEbook:             ['BOKB-ORDER-06', 'MUST',   buyer, 'sendOrder', 'E-books and audiobooks are ordered through DDS', `${api}: physical books and digital learning products`],
  checkDigit:          ['BOKB-ORDER-07', 'SHOULD', buyer, 'sendOrder', 'An EAN-13 has thirteen digits and a right check digit', 'GS1 General Specifications, check digit; ours'],
  positiveQuantity:    ['BOKB-ORDER-08', 'SHOULD', buyer, 'sendOrder', 'An OrderQuantity is at least 1', `${send}: the schema allows any number; ours`],
  distinctLineNumbers: ['BOKB-ORDER-09', 'SHOULD', buyer, 'sendOrder', 'A LineNumber stands for one line of the order, and is at least 1', `${send}: LineNumber; ours`],
  numberOfLines:       ['BOKB-ORDER-10', 'SHOULD', buyer, 'sendOrder', 'NumberOfLines is the number of lines', `${send}: Summary; ours`],
  oneSeller:           ['BOKB-ORDER-11', 'SHOULD', buyer, 'sendOrder', 'All lines of an order lead to one seller', `${send}: the example has no SellerParty, so that the products decide; ours`],
  someOrderNumber:     ['BOKB-ORDER-12', 'SHOULD', buyer, 'sendOrder', 'An OrderNumber is not empty', `${send}: OrderNumber; ours`],
  knownSeller:         ['BOKB-ORDER-13', 'SHOULD', buyer, 'sendOrder', 'The seller of an order is a party that is known', `${send}: SellerParty; ours`],
  xmlType:             ['BOKB-ORDER-14', 'MUST',   buyer, 'sendOrder', 'An order is sent with Content-Type: application/xml', `${send}: Content-Type is required; ${changes}: a new requirement`],
  followsOrder:        ['BOKB-ORDER-15', 'SHOULD', buyer, 'getOrder', 'The buyer asks for an order until it was processed', `${send}: processing may fail, and is told by Get order; ours`, { stateful: true }],
  parsesNothing:       ['BOKB-ORDER-16', 'MUST',   buyer, 'sendOrder', 'The buyer reads Location in letters of any case, and no body', `${send}: 202, empty body; ${changes}: names of headers`, { notTestedReason: inside }],
  newRowRead:          ['BOKB-ORDER-17', 'MUST',   buyer, 'getOrder', 'The buyer takes a change of quantity for a row of its own, with an id of its own', `${quantity}: a new row`, { notTestedReason: inside }],
  shipToAgreed:        ['BOKB-ORDER-18', 'MUST',   buyer, 'sendOrder', 'An order has a ShipToParty only if that was agreed with the receiver', `${send}: ShipToParty is not required`, { notTestedReason: 'What buyer and seller have agreed is not part of a message' }],

  knownFieldsOnly:     ['BOKB-ORDER-20', 'INFO',   either, 'updateOrderLineStatus updateOrderLineQuantity', 'A message holds only fields that the page names', `${status}, ${quantity}: the body`],
  reasonWithRejection: ['BOKB-ORDER-21', 'SHOULD', seller, 'updateOrderLineStatus', 'A REJECTED carries a comment', `${status}, REJECTED: a comment is highly recommended`, { appliesTo: ({ status: given }: LineStatusUpdate) => given === 'REJECTED' }],
  processedLine:       ['BOKB-ORDER-22', 'MUST',   seller, 'updateOrderLineStatus', 'Only a line that was processed without errors is updated', `${status}: conditions of the values`],
  lineMove:            ['BOKB-ORDER-23', 'SHOULD', seller, 'updateOrderLineStatus', 'A line that is blocked or rejected stays so, and a fulfilled one is not taken back', `${status}: FULFILLED_BLOCKED; ours`],
  periodForward:       ['BOKB-ORDER-24', 'SHOULD', seller, 'updateOrderLineStatus', 'valid_from is not after valid_to', `${status}: valid_from, valid_to; ours`, { appliesTo: hasPeriod }],
  validMessage:        ['BOKB-ORDER-25', 'MUST',   either, 'listOrders updateOrderLineStatus updateOrderLineQuantity', 'A message and its parameters are as the page has them', `${status}, ${quantity}, ${get}: required fields and formats`],
  jsonType:            ['BOKB-ORDER-26', 'MUST',   either, 'updateOrderLineStatus updateOrderLineQuantity', 'An update is sent with Content-Type: application/json', `${status}, ${quantity}: Content-Type is required`],
  knownOrder:          ['BOKB-ORDER-27', 'SHOULD', either, 'getOrder getOrderEditx updateOrderLineStatus updateOrderLineQuantity', 'A call names an order, and a line, that its caller can see', `${get}: Location and list give the id; ours`],
  sellerUpdates:       ['BOKB-ORDER-28', 'SHOULD', either, 'updateOrderLineStatus', 'The status of a line is updated by the seller of its order', `${status}: every value tells what the seller did; ours`],
  percentOfTax:        ['BOKB-ORDER-29', 'SHOULD', seller, 'updateOrderLineStatus', 'price.tax is in percent: 25, and not 0.25', `${status}, price: tax in percent; ours`, { appliesTo: ({ price }: LineStatusUpdate) => price !== undefined }],
  reduceOrdered:       ['BOKB-ORDER-30', 'MUST',   buyer, 'updateOrderLineQuantity', 'A quantity is reduced by no more than what is left of it', `${quantity}: 403 when the number is larger than the total`],
  blockedLine:         ['BOKB-ORDER-31', 'MUST',   buyer, 'updateOrderLineQuantity', 'The quantity of a FULFILLED_BLOCKED line is not changed', `${quantity}: 403 for FULFILLED_BLOCKED`],
  orderedProduct:      ['BOKB-ORDER-32', 'MUST',   buyer, 'updateOrderLineQuantity', 'A quantity update names a product of the order', `${quantity}: no new products`],
  processedOrder:      ['BOKB-ORDER-33', 'SHOULD', buyer, 'updateOrderLineQuantity', 'A quantity is reduced once its order was processed without errors', `${quantity}: the status of the rows is checked; ours`],
  senderReduces:       ['BOKB-ORDER-34', 'MUST',   either, 'updateOrderLineQuantity', 'A quantity is updated by the sender of its order', `${quantity}: the sender of an order`],
  termsWithDelivery:   ['BOKB-ORDER-35', 'SHOULD', seller, 'updateOrderLineStatus', 'Period and price come with a status of delivery', `${status}: to be sent when an order of a digital learning product is confirmed; ours`, { appliesTo: hasTerms }],
  answersChange:       ['BOKB-ORDER-36', 'SHOULD', seller, 'updateOrderLineStatus', 'A change of quantity that the buyer asks for is answered by the seller', `${quantity}: REQUESTED; ours`, { stateful: true }],
  noGap:               ['BOKB-ORDER-37', 'SHOULD', either, 'listOrders', 'A list begins no later than the one before it was asked for', `${get}, fromDate: the last update from this time on; ours`, { stateful: true }],
  notInTheFuture:      ['BOKB-ORDER-38', 'SHOULD', either, 'listOrders', 'fromDate does not lie in the future', `${get}, fromDate; ours`],
  taxIncluded:         ['BOKB-ORDER-39', 'MUST',   seller, 'updateOrderLineStatus', 'price.amount holds the tax', `${status}, price: amount including tax`, { notTestedReason: 'Whether an amount holds the tax does not show in it' }],

  authorised:          ['BOKB-ORDER-40', 'MUST',   either, all, 'A call carries a token for the audience orders', bokbasenSources.audiences],
  provided:            ['BOKB-ORDER-41', 'MUST',   either, all, 'A path is called by its method', `${api}: its operations`],
  tokenKept:           ['BOKB-ORDER-42', 'MUST',   either, all, 'A token is kept and used while it is good', `${authentication}: one token covers all requests`, { notTestedReason: 'The token server hands out the same token again: calls do not show how often it was asked' }],
  readsBothLinks:      ['BOKB-ORDER-43', 'MUST',   either, 'listOrders getOrder', 'A client reads links as a list in the list, and _links as an object in the order', `${get}: both examples`, { notTestedReason: inside }],
  readsCreated:        ['BOKB-ORDER-44', 'MUST',   either, 'listOrders getOrder', 'A client reads created with a Z where ISO 8601 has a T', `${get}: created`, { notTestedReason: inside }],
  emptyAnswerRead:     ['BOKB-ORDER-45', 'MUST',   either, 'updateOrderLineStatus updateOrderLineQuantity', 'A client takes an empty answer to an update for a success', `${status}, ${quantity}: 200, empty body`, { notTestedReason: inside }],
  followsEditx:        ['BOKB-ORDER-46', 'SHOULD', seller, 'getOrderEditx', 'The document of an order is fetched by the URL in _links.editx', `${get}: _links.editx; ours`, { notTestedReason: 'A call does not show from where its URL was taken' }],
  oldPlatform:         ['BOKB-ORDER-47', 'MUST',   either, all, 'A ticket and a Date come with every call of the older platform', `${changes}: end of life 31.01.2025`, { notTestedReason: 'The older platform was turned off on 1 February 2025' }],
});
