import { refusals, sources } from '../bokbasen/refusals.js';
import type { LineStatusUpdate } from './messages.js';
import { requirements } from '../../kernel/contract/requirement.js';

const send = 'Bokbasen wiki, Send Order';
const status = 'Bokbasen wiki, Update order line status';
const quantity = 'Bokbasen wiki, Update order line';
const api = 'Bokbasen wiki, Order API';

const buyer = 'buyer client';
const seller = 'seller client';
const either = `${buyer}, ${seller}`;
const all =
  'sendOrder listOrders getOrder getOrderEditx updateOrderLineStatus updateOrderLineQuantity';

/** What the Order API asks of a partner, and what we find that a careful one does. */
// prettier-ignore
export const bokbasenOrderRequirements = requirements({
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
  knownSeller:         ['BOKB-ORDER-13', 'SHOULD', buyer, 'sendOrder', 'The seller of an order is a party that is known', `${send}: SellerParty; ours`],
  someOrderNumber:     ['BOKB-ORDER-12', 'SHOULD', buyer, 'sendOrder', 'An OrderNumber is not empty', `${send}: OrderNumber; ours`],
  validMessage:        ['BOKB-ORDER-25', 'MUST',   either, 'listOrders updateOrderLineStatus updateOrderLineQuantity', 'A message and its parameters are as the page has them', `${status}, ${quantity}, Bokbasen wiki, Get Orders: required fields and formats`],
  authorised:          ['BOKB-ORDER-40', 'MUST',   either, all, 'A call carries a token for the audience orders', sources.audiences],
  provided:            ['BOKB-ORDER-41', 'MUST',   either, all, 'A path is called by its method', `${api}: its operations`],
  knownFieldsOnly:     ['BOKB-ORDER-20', 'INFO',   either, 'updateOrderLineStatus updateOrderLineQuantity', 'A message holds only fields that the page names', `${status}, ${quantity}: the body`],
  reasonWithRejection: ['BOKB-ORDER-21', 'SHOULD', seller, 'updateOrderLineStatus', 'A REJECTED carries a comment', `${status}, REJECTED: a comment is highly recommended`, { when: (update: LineStatusUpdate) => update.status === 'REJECTED' }],
  processedLine:       ['BOKB-ORDER-22', 'MUST',   seller, 'updateOrderLineStatus', 'Only a line that was processed without errors is updated', `${status}: conditions of the values`],
  lineMove:            ['BOKB-ORDER-23', 'SHOULD', seller, 'updateOrderLineStatus', 'A line that is blocked or rejected stays so, and a fulfilled one is not taken back', `${status}: FULFILLED_BLOCKED; ours`],
  periodForward:       ['BOKB-ORDER-24', 'SHOULD', seller, 'updateOrderLineStatus', 'valid_from is not after valid_to', `${status}: valid_from, valid_to; ours`, { when: ({ valid_from, valid_to }: LineStatusUpdate) => valid_from !== undefined && valid_to !== undefined }],
  reduceOrdered:       ['BOKB-ORDER-30', 'MUST',   buyer, 'updateOrderLineQuantity', 'A quantity is reduced by no more than what is left of it', `${quantity}: 403 when the number is larger than the total`],
  blockedLine:         ['BOKB-ORDER-31', 'MUST',   buyer, 'updateOrderLineQuantity', 'The quantity of a FULFILLED_BLOCKED line is not changed', `${quantity}: 403 for FULFILLED_BLOCKED`],
  orderedProduct:      ['BOKB-ORDER-32', 'MUST',   buyer, 'updateOrderLineQuantity', 'A quantity update names a product of the order', `${quantity}: no new products`],
});

/** What every operation of the Order API asks. */
export const bokbasenOrderAsked = {
  prefix: 'BOKB-ORDER',
  catalogue: bokbasenOrderRequirements,
  valid: ({ takes }: { takes?: unknown }) =>
    takes ? bokbasenOrderRequirements.validEditx : bokbasenOrderRequirements.validMessage,
  authorised: bokbasenOrderRequirements.authorised,
  provided: bokbasenOrderRequirements.provided,
  judgeAnswer: () => [],
  refusals: refusals(`${api}: errors are "40x"`, 'SHOULD'),
};
