import { defineRequirements } from '../../platform/requirements/requirement.js';
import { checkEduvResponse } from '../edu-v/check-response.js';
import { eduvRejections, eduvSources } from '../edu-v/rejections.js';
import { isSuccess } from '../edu-v/errors.js';
import type {
  CreditOrderConfirmation,
  CreditOrderRequest,
  OrderConfirmation,
  OrderRequest,
} from './messages.js';
import type { ReceivedResponse } from '../../platform/api/operation.js';

const api = 'Order API 0.9.2';
const { versions, m2m, profile, codes, rfc61 } = eduvSources;
const sent = 'acceptOrder acceptCreditOrder';
const confirmed = 'confirmOrder confirmCreditOrder';
const all = `${sent} ${confirmed}`;
const sender = 'bestelomgeving client';
const supplier = 'ordersysteem client';
const callers = `${sender}, ${supplier}`;
const servers = 'ordersysteem server, bestelomgeving server';

type Request = OrderRequest | CreditOrderRequest;
type Confirmation = OrderConfirmation | CreditOrderConfirmation;
const statusOf = (message: Confirmation) =>
  'orderStatus' in message ? message.orderStatus : message.creditOrderStatus;
const linesOf = (message: Confirmation) =>
  'orderStatus' in message ? message.orderConfirmationLines : message.creditOrderConfirmationLines;
const isDeclined = (message: Confirmation) => statusOf(message) === 'declined';
const isApproved = (message: Confirmation) => statusOf(message) === 'approved';
const hasLines = ({ orderLines }: Request) => (orderLines ?? []).length > 0;
const hasConfirmedLines = (message: Confirmation) => (linesOf(message) ?? []).length > 0;

/** What the Order API asks of the parties, beside what its table of operations comes to. */
// prettier-ignore
export const orderRequirements = defineRequirements({
  validMessage:        ['EDUV-ORDER-01', 'MUST',   callers,  all,       'A message is as its schema wants it', `${api}: the schemas of its messages`],
  authorised:          ['EDUV-ORDER-02', 'MUST',   callers,  all,       'A call carries a token of the provider, with the scope eduv.order', `${api}: OAuth2, eduv.order; ${m2m}`],
  provided:            ['EDUV-ORDER-03', 'MUST',   callers,  all,       'A message goes to the party that provides its endpoint, by PUT', `${api}: tags and 405`],
  tokenInHeader:       ['EDUV-ORDER-04', 'MUST',   callers,  all,       'A token travels in the header Authorization, never in the query', profile],
  confirms:            ['EDUV-ORDER-05', 'MUST',   supplier, confirmed, 'Every request that was answered 202 is confirmed', `${api}: the description of accept and confirm`, { stateful: true }],
  echoReference:       ['EDUV-ORDER-06', 'MUST',   supplier, confirmed, 'A confirmation repeats the requestReferenceId of a request that was sent', `${api}, requestReferenceId`],
  repeatConfirmed:     ['EDUV-ORDER-07', 'MUST',   supplier, confirmed, 'A repeated request is confirmed again, with the same responseReferenceId', `${api}, requestReferenceId: not processed again, the confirmation is sent again`, { stateful: true }],
  repeatedAtOnce:      ['EDUV-ORDER-08', 'MUST',   supplier, confirmed, 'A request that comes several times at once is processed once', `${api}, requestReferenceId: not processed again`, { stateful: true }],
  refusedNotProcessed: ['EDUV-ORDER-09', 'SHOULD', supplier, confirmed, 'A request that was refused is not confirmed', `${api}: a 400 ends the exchange; ours`, { stateful: true }],
  sameContent:         ['EDUV-ORDER-10', 'SHOULD', sender,   sent,      'A repeated requestReferenceId repeats the whole message', `${api}, requestReferenceId: the same request sent again`, { stateful: true }],
  repeatAccepted:      ['EDUV-ORDER-11', 'MUST',   'ordersysteem server', sent, 'A repeated request is answered 202', `${api}, requestReferenceId: the same request may come again`, { stateful: true }],
  echoPurchaseOrder:   ['EDUV-ORDER-12', 'MUST',   supplier, confirmed, 'A confirmation repeats the purchaseOrderId of its request', `${api}, purchaseOrderId`, { appliesTo: ({ purchaseOrderId }: Confirmation) => purchaseOrderId !== undefined }],
  successMeansNotDeclined: ['EDUV-ORDER-13', 'MUST', supplier, confirmed, 'success is false exactly when the status of the order is declined', `${api}, success`],
  reasonWithDecline:   ['EDUV-ORDER-14', 'MUST',   supplier, confirmed, 'A decline carries a status and a statusMessage that say why', `${api}, success: then with status and message`, { appliesTo: isDeclined }],
  confirmedOnce:       ['EDUV-ORDER-15', 'SHOULD', supplier, confirmed, 'A final decision is not changed by a later confirmation', `${api}, orderStatus: what follows on a final status is not described; ours`],
  sameConfirmation:    ['EDUV-ORDER-16', 'MUST',   supplier, confirmed, 'A confirmation that is sent again is the same message', `${api}, responseReferenceId`, { stateful: true }],
  confirmationRepeats: ['EDUV-ORDER-17', 'MUST',   'bestelomgeving server', confirmed, 'A confirmation that comes again is answered 202', `${api}, responseReferenceId: it may be sent several times`, { stateful: true }],
  laterState:          ['EDUV-ORDER-18', 'MUST',   'bestelomgeving server', confirmed, 'A pending confirmation is followed by a final one, and both are answered 202', `${api}, orderStatus: pending; "confirmation message(s)"`, { stateful: true }],
  handledOnce:         ['EDUV-ORDER-19', 'MUST',   'bestelomgeving server', confirmed, 'A confirmation is processed the first time only', `${api}, responseReferenceId`, { notTestedReason: 'What a Bestelomgeving makes of a confirmation is not seen from outside' }],
  zuluTime:            ['EDUV-ORDER-20', 'MUST',   supplier, confirmed, 'processedTimestamp is in Zulu time', `${api}, processedTimestamp: "ZULU" of RFC 3339 §5.6`],
  notInTheFuture:      ['EDUV-ORDER-21', 'SHOULD', supplier, confirmed, 'processedTimestamp does not lie in the future', `${api}, processedTimestamp: when the order was processed; ours`],
  notBeforeReceipt:    ['EDUV-ORDER-22', 'SHOULD', supplier, confirmed, 'processedTimestamp does not lie before the request was sent', `${api}, processedTimestamp: when the order was processed; ours`, { stateful: true }],
  successHasItsCode:   ['EDUV-ORDER-23', 'SHOULD', supplier, confirmed, 'A confirmation of success has a status of success: 0, 1 or 2', `${codes}: 0000 to 0002; ours`, { appliesTo: ({ success }: Confirmation) => success }],
  salesOrder:          ['EDUV-ORDER-24', 'SHOULD', supplier, 'confirmOrder', 'An approval names the salesOrderId', `${api}, salesOrderId: by which it is credited; ours`, { appliesTo: isApproved }],
  codesExplained:      ['EDUV-ORDER-25', 'SHOULD', supplier, confirmed, 'A line with a status other than success says why in its statusMessage', `${api}, statusMessage; ${codes}: 0099 is free text`, { appliesTo: (message: Confirmation) => (linesOf(message) ?? []).some(({ status }) => !isSuccess(status)) }],
  echoQuantity:        ['EDUV-ORDER-26', 'MUST',   supplier, confirmed, 'A line of a confirmation repeats the quantity of its line of the request', `${api}, quantity: echoed`, { appliesTo: (message: Confirmation) => (linesOf(message) ?? []).some(({ quantity }) => quantity !== undefined) }],
  everyLine:           ['EDUV-ORDER-27', 'SHOULD', supplier, confirmed, 'A confirmation with lines has one for each line of the request', `${api}, orderConfirmationLines; ours`, { appliesTo: hasConfirmedLines }],
  newStateNewId:       ['EDUV-ORDER-28', 'SHOULD', supplier, confirmed, 'Another state is told by a confirmation with a responseReferenceId of its own', `${api}, responseReferenceId: the id of this confirmation; ours`],
  creditOfKnownOrder:  ['EDUV-ORDER-29', 'SHOULD', sender,   'acceptCreditOrder', 'A credit order names the purchaseOrderId of an order that was sent', `${api}, CreditOrderRequest.purchaseOrderId; ours`, { stateful: true }],
  knownFieldsOnly:     ['EDUV-ORDER-30', 'INFO',   callers,  all,       'A message holds only fields that the schema names', `${api}: the schemas forbid none, and name all that is exchanged`],
  someLines:           ['EDUV-ORDER-31', 'SHOULD', sender,   sent,      'An order has at least one line', `${api}, orderLines: no minItems; ours`, { appliesTo: ({ orderLines }: Request) => orderLines !== undefined }],
  positiveQuantity:    ['EDUV-ORDER-32', 'SHOULD', sender,   sent,      'A quantity is at least 1', `${api}, quantity: no minimum; ours`, { appliesTo: hasLines }],
  distinctLineIds:     ['EDUV-ORDER-33', 'SHOULD', sender,   sent,      'A purchaseOrderLineId stands for one line of the message', `${api}, purchaseOrderLineId; ours`, { appliesTo: ({ orderLines }: Request) => (orderLines ?? []).filter(({ purchaseOrderLineId }) => purchaseOrderLineId !== undefined).length > 1 }],
  countryCode:         ['EDUV-ORDER-34', 'SHOULD', sender,   'acceptOrder', 'A countryCode is ISO 3166-1 alpha-2', `${api}, deliveryLocation.countryCode: stated in the text`, { appliesTo: ({ deliveryLocation }: OrderRequest) => deliveryLocation?.countryCode !== undefined }],
  freshPurchaseOrder:  ['EDUV-ORDER-35', 'SHOULD', sender,   'acceptOrder', 'A new order has a purchaseOrderId of its own', `${api}, purchaseOrderId: amendments are not described; ours`],
  confirmsOrderedLine: ['EDUV-ORDER-36', 'MUST',   supplier, confirmed, 'A line of a confirmation stands for a line of the request', `${api}, productId and purchaseOrderLineId: echoed`, { appliesTo: hasConfirmedLines }],
  approvedReference:   ['EDUV-ORDER-37', 'MUST',   sender,   'acceptCreditOrder', 'The responseReferenceId of a credit order is that of the confirmation in which the order was approved', `${api}, CreditOrderRequest.responseReferenceId`, { stateful: true }],
  dutchZipCode:        ['EDUV-ORDER-38', 'SHOULD', sender,   'acceptOrder', 'A Dutch zipCode has four digits and two letters', 'Dutch postal codes; ours', { appliesTo: ({ deliveryLocation }: OrderRequest) => deliveryLocation?.countryCode === 'NL' }],
  creditWithinOrder:   ['EDUV-ORDER-39', 'SHOULD', sender,   'acceptCreditOrder', 'No more is credited than was ordered, less what was credited before', `${api}, orderLines of a credit order; ours`, { stateful: true }],
  apiVersion:          ['EDUV-ORDER-40', 'MUST',   servers,  all,       'An answer carries the full version in the header API-Version', versions],
  statusResponse:      ['EDUV-ORDER-41', 'MUST',   servers,  all,       'A 400 or 403 carries a StatusResponse: status, and statusMessage', `${api}: the responses 400 and 403`, { stateful: true }],
  unauthorizedBody:    ['EDUV-ORDER-42', 'SHOULD', servers,  all,       'A 401 has the body that the rule UNAUTHORIZED_BODY says', `${api}: the response 401; ${rfc61}`, { stateful: true, rule: 'UNAUTHORIZED_BODY' }],
  challenge:           ['EDUV-ORDER-43', 'SHOULD', servers,  all,       'A 401 carries WWW-Authenticate', `${rfc61}; RFC 6750 §3`, { stateful: true }],
  schemaCode:          ['EDUV-ORDER-44', 'MUST',   servers,  all,       'A message against its schema is refused with status 11', `${codes}: 0011 Schema incorrect`, { stateful: true }],
  schemaText:          ['EDUV-ORDER-45', 'SHOULD', servers,  all,       'A message against its schema is refused with the statusMessage "Schema incorrect", details behind it', `${codes}: 0011; RFC-62`, { stateful: true }],
  emptyAccepted:       ['EDUV-ORDER-46', 'SHOULD', servers,  all,       'A 202 has no body, or a StatusResponse with a status of success', `${api}: the response 202 has no content; ${codes}: 0002 Accepted`],
  allow:               ['EDUV-ORDER-47', 'SHOULD', servers,  all,       'A 405 says in Allow which methods there are', 'RFC 9110 §15.5.6; not stated by Edu-V', { stateful: true }],
  emptyNotAllowed:     ['EDUV-ORDER-48', 'SHOULD', servers,  all,       'A 405 has no body', `${api}: the response 405 has no content`, { stateful: true }],
  noTokenInQuery:      ['EDUV-ORDER-49', 'MUST',   servers,  all,       'A token in the query is not accepted', profile, { stateful: true }],
  unknownFieldTaken:   ['EDUV-ORDER-50', 'SHOULD', servers,  all,       'A message with a field that the schema does not name is taken', `${api}: the schemas forbid none`, { stateful: true }],
  noServerError:       ['EDUV-ORDER-51', 'SHOULD', servers,  all,       'Nothing that comes is answered with a 5xx', 'RFC 9110 §15.6; ours', { stateful: true }],
  unknownReference:    ['EDUV-ORDER-52', 'SHOULD', 'bestelomgeving server', confirmed, 'A confirmation of a request that was never sent is refused with 400', `${api}: not described; ours`, { stateful: true }],
  declinesUnknownOrder: ['EDUV-ORDER-53', 'SHOULD', supplier, 'confirmCreditOrder', 'A credit order for an unknown purchaseOrderId is declined', `${api}: not described; ours`, { stateful: true }],
  declinesTooMuch:     ['EDUV-ORDER-54', 'SHOULD', supplier, 'confirmCreditOrder', 'Crediting more than was ordered is declined', `${api}: not described; ours`, { stateful: true }],
  creditsWhole:        ['EDUV-ORDER-55', 'SHOULD', supplier, 'confirmCreditOrder', 'A credit order without lines stands for the whole order', `${api}, CreditOrderRequest.orderLines: optional; ours`, { stateful: true }],
  creditsOnce:         ['EDUV-ORDER-56', 'SHOULD', supplier, 'confirmCreditOrder', 'What was credited is not credited again', `${api}: not described; ours`, { stateful: true }],
  echoAsReceived:      ['EDUV-ORDER-57', 'SHOULD', supplier, confirmed, 'A requestReferenceId is repeated as it came, with its capitals', `${api}, requestReferenceId: echoed; RFC 9562 §4`, { stateful: true }],
  jsonOnly:            ['EDUV-ORDER-58', 'SHOULD', servers,  all,       'A body of another media type than application/json is refused with 400', `${api}: application/json is the only one; the status is ours`, { stateful: true }],
  emptyListTaken:      ['EDUV-ORDER-59', 'SHOULD', 'ordersysteem server', 'acceptOrder', 'An order with an empty list of lines is answered 202: the schema allows it', `${api}, orderLines: no minItems`, { stateful: true }],
  creditBeforeOrder:   ['EDUV-ORDER-60', 'SHOULD', 'ordersysteem server', 'acceptCreditOrder', 'A credit order that comes before its order is answered 202, and told of in a confirmation', `${api}: messages are processed asynchronously; ours`, { stateful: true }],
  majorInPath:         ['EDUV-ORDER-61', 'MUST',   servers,  all,       'The major version stands in the path', versions, { notTestedReason: 'The base of a partner, with the version in it, is not judged: it is given to us' }],
  privateKeyJwt:       ['EDUV-ORDER-62', 'MUST',   callers,  all,       'A client proves itself by private_key_jwt', m2m, { notTestedReason: 'Token servers are not judged: a partner on his own machine has no PKIoverheid certificate' }],
  pkioverheid:         ['EDUV-ORDER-63', 'MUST',   callers,  all,       'A client has a PKIoverheid certificate with an OIN, and publishes its key by a jwks_uri', m2m, { notTestedReason: 'Certificates belong to an environment, not to an implementation on one machine' }],
  shortTokens:         ['EDUV-ORDER-64', 'SHOULD', servers,  all,       'A token lives for six hours at the most', profile, { notTestedReason: 'Token servers are not judged' }],
  earlierVersion:      ['EDUV-ORDER-65', 'MUST',   servers,  all,       'The version before the current one is supported too', versions, { notTestedReason: '0.9.1 was a draft, and is out of scope' }],
});

/** What every operation of the Order API asks. */
export const orderApiRequirements = {
  prefix: 'EDUV-ORDER',
  catalogue: orderRequirements,
  schemaRequirement: () => orderRequirements.validMessage,
  tokenRequirement: orderRequirements.authorised,
  providerRequirement: orderRequirements.provided,
  tokenInHeaderRequirement: orderRequirements.tokenInHeader,
  checkResponse: (seen: ReceivedResponse) => checkEduvResponse(orderRequirements, seen),
  rejections: eduvRejections(api),
};
