import { defineRequirements } from '../../platform/requirements/requirement.js';
import { everyOperation, bokbasenOrderPages } from './sources.js';

const { send, get, status, quantity, api, changes, authentication, editx } = bokbasenOrderPages;
const server = 'bokbasen-orders server';
const told = { stateful: true };
const all = everyOperation;
const readings = 'listOrders getOrder';
const messages = 'sendOrder updateOrderLineStatus updateOrderLineQuantity';
const tokenServer = { notTestedReason: 'Token servers are not judged' };

/** What the Order API asks of Bokbasen, beside what its table of operations comes to. */
// prettier-ignore
export const orderServerRequirements = defineRequirements({
  location:          ['BOKB-ORDER-50', 'MUST',   server, 'sendOrder', 'The answer to an order has its URL in Location', `${send}: Location`, told],
  locationLeads:     ['BOKB-ORDER-51', 'MUST',   server, 'sendOrder getOrder', 'The Location of an order leads to the order', `${send}: Location, the URL of the order`, told],
  emptySuccess:      ['BOKB-ORDER-52', 'MUST',   server, messages, 'An order or an update that is taken is answered without a body', `${send}, ${status}, ${quantity}: empty body`, told],
  halType:           ['BOKB-ORDER-53', 'MUST',   server, readings, 'List and order come as application/hal+json', `${get}: Content-Type`, told],
  xmlAnswer:         ['BOKB-ORDER-54', 'SHOULD', server, 'getOrderEditx', 'The document of an order comes as application/xml', `${get}: not described; ours`, told],
  errorBody:         ['BOKB-ORDER-55', 'SHOULD', server, all, 'An error has no body, or an object with a message', `${send}, ${get}: errors are "40x"; ours`, told],
  noServerError:     ['BOKB-ORDER-56', 'SHOULD', server, all, 'Nothing that comes is answered with a 5xx', 'RFC 9110 §15.6; ours', told],
  challenge:         ['BOKB-ORDER-57', 'SHOULD', server, all, 'A 401 carries WWW-Authenticate', 'RFC 9110 §15.5.2; not stated by Bokbasen', told],
  allow:             ['BOKB-ORDER-58', 'SHOULD', server, all, 'A 405 says in Allow which methods there are', 'RFC 9110 §15.5.6; not stated by Bokbasen', told],
  dateNotNeeded:     ['BOKB-ORDER-59', 'MUST',   server, 'listOrders', 'A Date in a call does not matter any more', `${changes}: Date`, told],
  otherType:         ['BOKB-ORDER-60', 'SHOULD', server, messages, 'A body of another media type is refused with 415 or 400', `${send}, ${status}, ${quantity}: Content-Type is required; the status is ours`, told],
  charset:           ['BOKB-ORDER-61', 'SHOULD', server, messages, 'A charset behind the media type does no harm', 'RFC 9110 §8.3; ours', told],
  unknownField:      ['BOKB-ORDER-62', 'SHOULD', server, 'updateOrderLineStatus updateOrderLineQuantity', 'A message with a field that the page does not name is taken', `${status}, ${quantity}: forbid none; ours`, told],

  references:        ['BOKB-ORDER-63', 'MUST',   server, 'sendOrder', 'An order with a ShipToParty and two references in its header becomes SENT', `${send}: its example; two ReferenceCoded are supported`, told],
  minimalOrder:      ['BOKB-ORDER-64', 'SHOULD', server, 'sendOrder', 'An order without SellerParty becomes SENT to who sells its products', `${send}: the example has no SellerParty; ${editx}; ours`, told],
  editxOutcome:      ['BOKB-ORDER-65', 'SHOULD', server, 'sendOrder', 'An order against the EDItX schema gets what the rule EDITX_SCHEMA says', `${send}: errors are "40x"`, { stateful: true, rule: 'EDITX_SCHEMA' }],
  otherBuyer:        ['BOKB-ORDER-66', 'SHOULD', server, 'sendOrder', 'An order of another BuyerParty than the sender is not taken', `${send}: the sending company; ours`, told],
  processed:         ['BOKB-ORDER-67', 'MUST',   server, 'sendOrder getOrder', 'An order that was answered 202 becomes SENT or FAILED', `${send}: it will be processed; ${get}: status`, told],
  goodIsSent:        ['BOKB-ORDER-68', 'MUST',   server, 'sendOrder getOrder', 'A good order becomes SENT, and its lines with it', `${get}, SENT: the status after processing without errors`, told],
  numberOnce:        ['BOKB-ORDER-69', 'SHOULD', server, 'sendOrder getOrder', 'An order whose OrderNumber its buyer has used does not become SENT', `${send}: OrderNumber must be unique; the reaction is ours`, told],
  numberOnceAtOnce:  ['BOKB-ORDER-70', 'SHOULD', server, 'sendOrder getOrder', 'Of orders with one OrderNumber that come at once, one becomes SENT', `${send}: OrderNumber must be unique; ours`, told],
  unknownProduct:    ['BOKB-ORDER-71', 'SHOULD', server, 'sendOrder getOrder', 'An order of a product that is not known does not become SENT', `${api}: products in the metadata database; the reaction is ours`, told],
  ebookFails:        ['BOKB-ORDER-72', 'SHOULD', server, 'sendOrder getOrder', 'An order of an e-book does not become SENT', `${api}: e-books have an API of their own; the reaction is ours`, told],
  incoherentFails:   ['BOKB-ORDER-73', 'SHOULD', server, 'sendOrder getOrder', 'An order that contradicts itself does not become SENT', `${send}: OrderQuantity, LineNumber, NumberOfLines, EAN; ours`, told],
  failedLines:       ['BOKB-ORDER-74', 'SHOULD', server, 'getOrder', 'The lines of an order that is not SENT have its status', `${get}: UNPROCESSED and FAILED of lines; ours`, told],
  senderAlone:       ['BOKB-ORDER-75', 'MUST',   server, readings, 'An order that is UNPROCESSED or FAILED is shown to its sender alone', `${get}: visible to the sender only`, told],
  strangers:         ['BOKB-ORDER-76', 'MUST',   server, `${readings} getOrderEditx`, 'An order is shown to its buyer and its seller alone', `${get}: based on access rights`, told],
  notFound:          ['BOKB-ORDER-77', 'SHOULD', server, 'getOrder getOrderEditx updateOrderLineStatus updateOrderLineQuantity', 'An order or a line that there is not, or not for the caller, is answered 404', `${get}: based on access rights; 404 is ours`, told],

  orderNumber:       ['BOKB-ORDER-78', 'SHOULD', server, readings, 'buyerOrderNumber is the OrderNumber of the document', `${get}: buyerOrderNumber; ours`, told],
  partyNumbers:      ['BOKB-ORDER-79', 'SHOULD', server, readings, 'buyer and seller are the numbers of the parties of the document', `${get}: buyer, seller; ours`, told],
  createdForm:       ['BOKB-ORDER-80', 'MUST',   server, readings, 'created is YYYY-MM-DD, a Z, and HH:MM:SS', `${get}: created`, told],
  createdNow:        ['BOKB-ORDER-81', 'SHOULD', server, 'getOrder', 'created is when the order came in, in UTC', `${get}: created; the zone is ours`, told],
  idForm:            ['BOKB-ORDER-82', 'SHOULD', server, readings, 'orderId is a random UUID in lower case', `${get}: every example; ours`, told],
  listLinks:         ['BOKB-ORDER-83', 'MUST',   server, 'listOrders', 'An item of the list has a list of links, one of them to the order itself', `${get}: links`, told],
  orderLinks:        ['BOKB-ORDER-84', 'MUST',   server, 'getOrder', 'An order has _links to itself and to its document', `${get}: _links`, told],
  everyLine:         ['BOKB-ORDER-85', 'MUST',   server, 'getOrder', 'An order shows each of its lines with its quantity', `${get}: all details on the order and its lines`, told],
  lineNumbers:       ['BOKB-ORDER-86', 'SHOULD', server, 'getOrder', 'The id of a line is its LineNumber', `${get}: id; ours`, told],
  lineProducts:      ['BOKB-ORDER-87', 'SHOULD', server, 'getOrder', 'A line shows the EAN of its product', `${quantity}: lines are named by ean; ours`, told],
  sameInBoth:        ['BOKB-ORDER-88', 'SHOULD', server, readings, 'The list says of an order what the order says', `${get}: both examples; ours`, told],
  sentByMe:          ['BOKB-ORDER-89', 'MUST',   server, 'listOrders', 'SENT_BY_ME lists the orders that the caller sent', `${get}: mode`, told],
  sentToMe:          ['BOKB-ORDER-90', 'MUST',   server, 'listOrders', 'SENT_TO_ME lists the orders that the caller receives', `${get}: mode`, told],
  modesApart:        ['BOKB-ORDER-91', 'MUST',   server, 'listOrders', 'A mode lists no orders of the other one', `${get}: mode`, told],
  fromDate:          ['BOKB-ORDER-92', 'MUST',   server, 'listOrders', 'An order whose last update lies before fromDate is not listed', `${get}: fromDate`, told],
  updateLists:       ['BOKB-ORDER-93', 'SHOULD', server, 'listOrders updateOrderLineStatus updateOrderLineQuantity', 'An update of a line is an update of its order: it is listed from then on', `${get}: fromDate is about the last update; UTC is ours`, told],
  momentExists:      ['BOKB-ORDER-94', 'SHOULD', server, 'listOrders', 'A fromDate that is no moment is refused with 400', `${get}: fromDate; ours`, told],
  document:          ['BOKB-ORDER-95', 'MUST',   server, 'getOrderEditx', 'The document of an order has its OrderNumber and its products', `${get}: the EDItX representation of an order`, told],
  documentAnyCase:   ['BOKB-ORDER-96', 'INFO',   server, 'getOrderEditx', 'The path of the document is found as EDItX, too', `${get}: EDItX in the table, editx in the links`, told],

  everyStatus:       ['BOKB-ORDER-97', 'MUST',   server, 'updateOrderLineStatus', 'Each of the five statuses is taken for a line that was processed without errors', `${status}: the values`, told],
  statusShown:       ['BOKB-ORDER-98', 'MUST',   server, 'updateOrderLineStatus getOrder', 'A line shows the status that its seller gave it', `${status}; ${get}: status of a line`, told],
  commentShown:      ['BOKB-ORDER-99', 'MUST',   server, 'updateOrderLineStatus getOrder', 'An order shows the comment that its seller gave a line', `${status}, comment: included in order details`, told],
  termsShown:        ['BOKB-ORDER-100', 'SHOULD', server, 'updateOrderLineStatus getOrder', 'A line shows the period and the price that its seller gave it', `${status}: valid_from, valid_to, price; ours`, told],
  otherSpelling:     ['BOKB-ORDER-101', 'SHOULD', server, 'updateOrderLineStatus', 'A status in another spelling than that of the page is refused with 400', `${status}: the values; ours`, told],
  unprocessedStays:  ['BOKB-ORDER-102', 'MUST',   server, 'updateOrderLineStatus', 'A line that was not processed without errors is not fulfilled', `${status}: conditions of the values`, told],
  lineStays:         ['BOKB-ORDER-103', 'SHOULD', server, 'updateOrderLineStatus', 'A line that is blocked or rejected stays so, and a fulfilled one is not taken back', `${status}: FULFILLED_BLOCKED; ours`, told],
  statusAgain:       ['BOKB-ORDER-104', 'SHOULD', server, 'updateOrderLineStatus', 'The status that a line has can be given again', `${status}: not described; ours`, told],
  sellerAlone:       ['BOKB-ORDER-105', 'SHOULD', server, 'updateOrderLineStatus', 'A status is updated by the seller alone', `${status}: every value tells what the seller did; ours`, told],

  newRow:            ['BOKB-ORDER-106', 'MUST',   server, 'updateOrderLineQuantity getOrder', 'A change of quantity is a new row of the order, with status REQUESTED', `${quantity}: a new row, REQUESTED`, told],
  rowOfChange:       ['BOKB-ORDER-107', 'SHOULD', server, 'updateOrderLineQuantity getOrder', 'That row has the negative number, and the line that was ordered stays', `${quantity}: a new row; ours`, told],
  tooMuch:           ['BOKB-ORDER-108', 'MUST',   server, 'updateOrderLineQuantity', 'A reduction by more than was ordered is answered 403', `${quantity}: 403`, told],
  changesCount:      ['BOKB-ORDER-109', 'MUST',   server, 'updateOrderLineQuantity', 'A reduction counts those before it: nothing goes below zero', `${quantity}: the total`, told],
  reducedAtOnce:     ['BOKB-ORDER-110', 'MUST',   server, 'updateOrderLineQuantity', 'Reductions that come at once do not go below zero together', `${quantity}: the total`, told],
  blockedStays:      ['BOKB-ORDER-111', 'MUST',   server, 'updateOrderLineQuantity', 'A reduction of a FULFILLED_BLOCKED line is answered 403', `${quantity}: 403`, told],
  negativeOnly:      ['BOKB-ORDER-112', 'MUST',   server, 'updateOrderLineQuantity', 'A number that is not negative is refused', `${quantity}: only reductions`, told],
  noNewProduct:      ['BOKB-ORDER-113', 'MUST',   server, 'updateOrderLineQuantity', 'A product that is not of the order is refused', `${quantity}: no new products`, told],
  senderAloneReduces: ['BOKB-ORDER-114', 'MUST',  server, 'updateOrderLineQuantity', 'A quantity is updated by the sender of the order alone', `${quantity}: the sender of an order`, told],
  sellerSeesChange:  ['BOKB-ORDER-115', 'SHOULD', server, 'updateOrderLineQuantity getOrder', 'The seller sees a change of quantity, and gives it a status', `${quantity}: REQUESTED; ours`, told],
  rejectedChange:    ['BOKB-ORDER-116', 'SHOULD', server, 'updateOrderLineQuantity', 'A change that the seller rejected does not count any more', `${quantity}: the total; ours`, told],

  audience:          ['BOKB-ORDER-117', 'MUST',   server, all, 'A token is given for the audience https://api.bokbasen.io/orders/ with its slash', `${authentication}; ${changes}`, tokenServer],
  tokenErrors:       ['BOKB-ORDER-118', 'MUST',   server, all, 'A token is refused with 401 for wrong credentials, with 403 for a wrong audience', authentication, tokenServer],
  licences:          ['BOKB-ORDER-119', 'MUST',   server, 'updateOrderLineStatus', 'A provider reports how many licences of an assigned organisation are used', `${status}: FULLFILLED_ASSIGNED_ORGANIZATION`, { notTestedReason: 'No operation of the Order API tells it' }],
  testOrder:         ['BOKB-ORDER-120', 'SHOULD', server, 'sendOrder', 'An order with PurposeCode Test is processed, and not delivered', `${editx}: PurposeCode; ours`, { notTestedReason: 'Delivery is not part of the API' }],
});
