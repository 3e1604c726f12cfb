import { requirements } from '../../kernel/contract/requirement.js';

const send = 'Bokbasen wiki, Send Order';
const status = 'Bokbasen wiki, Update order line status';
const quantity = 'Bokbasen wiki, Update order line';
const api = 'Bokbasen wiki, Order API';

/** What the Order API asks of a partner, and what we find that a careful one does. */
// prettier-ignore
export const bokbasenOrderRequirements = requirements({
  validEditx:          ['BOKB-ORDER-01', 'MUST',   'An order is a valid EDItX Trade Order 1.3', `${send}: "Valid EDItX trade order 1.3"`],
  ownBuyerParty:       ['BOKB-ORDER-02', 'SHOULD', 'The BuyerParty of an order is a party of the sender', `${send}: OrderNumber is unique for the sending company; ours`],
  twoReferences:       ['BOKB-ORDER-03', 'MUST',   'An order has at most two references in its header', `${send}: two ReferenceCoded are supported since February 2019`],
  uniqueOrderNumber:   ['BOKB-ORDER-04', 'MUST',   'An OrderNumber is used once by its sender, also after a failure', `${send}: OrderNumber must be unique for the sending company`],
  knownProduct:        ['BOKB-ORDER-05', 'MUST',   'Every line names the EAN of a product in the metadata database', `${api}: products registered in Bokbasen's metadata database`],
  noEbook:             ['BOKB-ORDER-06', 'MUST',   'E-books and audiobooks are ordered through DDS', `${api}: physical books and digital learning products`],
  checkDigit:          ['BOKB-ORDER-07', 'SHOULD', 'An EAN-13 has thirteen digits and a right check digit', 'GS1 General Specifications, check digit; ours'],
  positiveQuantity:    ['BOKB-ORDER-08', 'SHOULD', 'An OrderQuantity is at least 1', `${send}: the schema allows any number; ours`],
  distinctLineNumbers: ['BOKB-ORDER-09', 'SHOULD', 'A LineNumber stands for one line of the order, and is at least 1', `${send}: LineNumber; ours`],
  numberOfLines:       ['BOKB-ORDER-10', 'SHOULD', 'NumberOfLines is the number of lines', `${send}: Summary; ours`],
  oneSeller:           ['BOKB-ORDER-11', 'SHOULD', 'All lines of an order lead to one seller', `${send}: the example has no SellerParty, so that the products decide; ours`],
  knownSeller:         ['BOKB-ORDER-13', 'SHOULD', 'The seller of an order is a party that is known', `${send}: SellerParty; ours`],
  someOrderNumber:     ['BOKB-ORDER-12', 'SHOULD', 'An OrderNumber is not empty', `${send}: OrderNumber; ours`],
  validMessage:        ['BOKB-ORDER-25', 'MUST',   'A message and its parameters are as the page has them', `${status}, ${quantity}, Bokbasen wiki, Get Orders: required fields and formats`],
  knownFieldsOnly:     ['BOKB-ORDER-20', 'INFO',   'A message holds only fields that the page names', `${status}, ${quantity}: the body`],
  reasonWithRejection: ['BOKB-ORDER-21', 'SHOULD', 'A REJECTED carries a comment', `${status}, REJECTED: a comment is highly recommended`],
  processedLine:       ['BOKB-ORDER-22', 'MUST',   'Only a line that was processed without errors is updated', `${status}: conditions of the values`],
  lineMove:            ['BOKB-ORDER-23', 'SHOULD', 'A line that is blocked or rejected stays so, and a fulfilled one is not taken back', `${status}: FULFILLED_BLOCKED; ours`],
  periodForward:       ['BOKB-ORDER-24', 'SHOULD', 'valid_from is not after valid_to', `${status}: valid_from, valid_to; ours`],
  reduceOrdered:       ['BOKB-ORDER-30', 'MUST',   'A quantity is reduced by no more than what is left of it', `${quantity}: 403 when the number is larger than the total`],
  blockedLine:         ['BOKB-ORDER-31', 'MUST',   'The quantity of a FULFILLED_BLOCKED line is not changed', `${quantity}: 403 for FULFILLED_BLOCKED`],
  orderedProduct:      ['BOKB-ORDER-32', 'MUST',   'A quantity update names a product of the order', `${quantity}: no new products`],
});
