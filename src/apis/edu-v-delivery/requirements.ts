import { defineRequirements } from '../../platform/requirements/requirement.js';
import { eduvSources } from '../edu-v/rejections.js';
import { partsOf, sumOfParts } from './cross-field-errors.js';
import type { DeliveryOrder, DeliveryOrderConfirmation, DeliveryOrderRequest } from './messages.js';

const api = 'Delivery API 2.0.0';
const { versions, m2m, profile, codes, rfc61 } = eduvSources;

const seller = 'bestelomgeving client';
const manager = 'aanspraakmanager client';
const parties = `${seller}, ${manager}`;
const callers = `${parties}, licentieregistratie client, leermiddelendashboard client, leermiddelenportaal client`;
const store = 'bestelomgeving server';
const taker = 'aanspraakmanager server';
const servers = `${store}, ${taker}`;
const one = 'getDeliveryOrder';
const ofSchool = 'getDeliveryOrdersForSchool';
const ofUser = 'getDeliveryOrdersForUser';
const ofContract = 'getDeliveryOrdersByContract';
const sent = 'acceptDeliveryOrder';
const confirmed = 'confirmDeliveryOrder';
const messages = `${sent} ${confirmed}`;
const lists = `${ofSchool} ${ofUser} ${ofContract}`;
const questions = `${one} ${lists}`;
const all = `${questions} ${messages}`;
const withBody = `${ofUser} ${messages}`;
const ours = 'not described; ours';
const elsewhere = {
  quantity: 'Wijzigen aantal van leveringsorder 0.9.0',
  usage: 'Usage API 0.0.4',
  sem: 'SEM 1.3, the standard before it',
};

type Confirmation = DeliveryOrderConfirmation;
type Request = DeliveryOrderRequest;
const isSuccessful = ({ success }: Confirmation) => success;
const isRefusal = ({ success }: Confirmation) => !success;
const hasNewStatus = ({ success, newStatus }: Confirmation) => success && newStatus !== undefined;
const hasNewQuantity = ({ success, newTotalQuantity }: Confirmation) =>
  success && newTotalQuantity !== undefined;
const hasEndDate = ({ deliveryOrder }: Request) => deliveryOrder.endDate !== undefined;
const isCancelled = ({ deliveryOrder }: Request) => deliveryOrder.status === 'cancelled';
const isForCustomer = ({ deliveryOrder }: Request) =>
  deliveryOrder.deliveryType.startsWith('customer-');
const totalQuantityOf = ({ deliverySpecification }: DeliveryOrder) =>
  deliverySpecification['totalQuantity'];
const addsUp = ({ deliveryOrder }: Request) =>
  totalQuantityOf(deliveryOrder) !== undefined && sumOfParts(deliveryOrder) !== undefined;
const hasQuantity = ({ deliveryOrder }: Request) =>
  totalQuantityOf(deliveryOrder) !== undefined ||
  partsOf(deliveryOrder).some(({ quantity }) => quantity !== undefined);

/** What the Delivery API asks of the parties, beside what its table of operations comes to. */
// prettier-ignore
export const deliveryRequirements = defineRequirements({
  validMessage:        ['EDUV-DELIVERY-01', 'MUST',   callers, all, 'A message is as its schema wants it', `${api}: the schemas of its messages and parameters`],
  authorised:          ['EDUV-DELIVERY-02', 'MUST',   callers, all, 'A call carries a token of the provider, with a scope that the operation is open to', `${api}: OAuth2, eduv.delivery.*; ${m2m}`],
  provided:            ['EDUV-DELIVERY-03', 'MUST',   callers, all, 'A call goes to the party that provides its endpoint, by its method', `${api}: tags and 405`],
  tokenInHeader:       ['EDUV-DELIVERY-04', 'MUST',   callers, all, 'A token travels in the header Authorization, never in the query', profile],
  confirms:            ['EDUV-DELIVERY-05', 'MUST',   manager, confirmed, 'Every request that was answered 202 is confirmed', `${api}: the descriptions of accept and confirm`, { stateful: true }],
  echoReference:       ['EDUV-DELIVERY-06', 'MUST',   manager, confirmed, 'A confirmation repeats the deliveryOrderReferenceId of a request that was sent', `${api}, deliveryOrderReferenceId`],
  repeatConfirmed:     ['EDUV-DELIVERY-07', 'MUST',   manager, confirmed, 'A repeated request is confirmed again, with the same deliveryOrderReceiveId', `${api}, deliveryOrderReferenceId: not processed again, the confirmation is sent again; deliveryOrderReceiveId`, { stateful: true }],
  repeatedAtOnce:      ['EDUV-DELIVERY-08', 'MUST',   manager, confirmed, 'A request that comes several times at once is processed once', `${api}, deliveryOrderReferenceId: not processed again`, { stateful: true }],
  refusedNotProcessed: ['EDUV-DELIVERY-09', 'SHOULD', manager, confirmed, 'A request that was refused with 400 is not confirmed', `${api}: a 400 ends the exchange; ours`, { stateful: true }],
  sameContent:         ['EDUV-DELIVERY-10', 'SHOULD', seller,  sent, 'A repeated deliveryOrderReferenceId repeats the whole message', `${api}, deliveryOrderReferenceId: the same request sent again`, { stateful: true }],
  repeatAccepted:      ['EDUV-DELIVERY-11', 'MUST',   taker,   sent, 'A repeated request is answered 202', `${api}, deliveryOrderReferenceId: the same request may come again`, { stateful: true }],
  echoProduct:         ['EDUV-DELIVERY-12', 'MUST',   manager, confirmed, 'A confirmation repeats the productId of its request', `${api}, productId`],
  reasonWithRefusal:   ['EDUV-DELIVERY-13', 'MUST',   manager, confirmed, 'A refusal carries a status and a statusMessage that say why', `${api}, success: with status and statusMessage`, { appliesTo: isRefusal }],
  saysWhatChanged:     ['EDUV-DELIVERY-14', 'SHOULD', manager, confirmed, 'A confirmation of success says what changed: newStatus, or newTotalQuantity', `${api}, newStatus and newTotalQuantity; ours`, { appliesTo: isSuccessful }],
  confirmedOnce:       ['EDUV-DELIVERY-15', 'SHOULD', manager, confirmed, 'A change is confirmed once: the same confirmation keeps its deliveryOrderReceiveId', `${api}, deliveryOrderReceiveId: the same for every resend`],
  sameConfirmation:    ['EDUV-DELIVERY-16', 'MUST',   manager, confirmed, 'A confirmation that is sent again is the same message', `${api}, deliveryOrderReceiveId`, { stateful: true }],
  successHasItsCode:   ['EDUV-DELIVERY-17', 'SHOULD', manager, confirmed, 'A confirmation of success has a status of success', `${api}, status; ours`, { appliesTo: isSuccessful }],
  confirmationRepeats: ['EDUV-DELIVERY-18', 'MUST',   store,   confirmed, 'A confirmation that comes again is answered 202', `${api}, deliveryOrderReceiveId: it may be sent several times`, { stateful: true }],
  handledOnce:         ['EDUV-DELIVERY-19', 'MUST',   store,   confirmed, 'A confirmation is processed the first time only: its repeat does not undo what came after it', `${api}, deliveryOrderReceiveId: by it the receiver handles a confirmation once`, { stateful: true }],
  zuluTime:            ['EDUV-DELIVERY-20', 'MUST',   parties, messages, 'A timestamp is in Zulu time', `${api}: Zulu time of RFC 3339 §5.6`],
  notInTheFuture:      ['EDUV-DELIVERY-21', 'SHOULD', manager, confirmed, 'processedTimestamp does not lie in the future', `${api}, processedTimestamp: when the change took effect; ours`],
  notBeforeReceipt:    ['EDUV-DELIVERY-22', 'SHOULD', manager, confirmed, 'processedTimestamp does not lie before the request was sent', `${api}, processedTimestamp: when the change took effect; ours`, { stateful: true }],
  echoDeliveryOrder:   ['EDUV-DELIVERY-23', 'MUST',   manager, confirmed, 'A confirmation repeats the deliveryOrderId of its request', `${api}, deliveryOrderId`],
  statusFollows:       ['EDUV-DELIVERY-24', 'SHOULD', manager, confirmed, 'newStatus is one that the order can get: processed after ordered, licensed after processed, cancelled when that was asked for', `${api}, status and newStatus; no table of transitions is published, this one is ours`, { appliesTo: hasNewStatus }],
  echoQuantity:        ['EDUV-DELIVERY-25', 'MUST',   manager, confirmed, 'newTotalQuantity is the total quantity that the request has', `${api}, newTotalQuantity: confirms a changed total quantity`, { appliesTo: hasNewQuantity }],
  becomesProcessed:    ['EDUV-DELIVERY-26', 'SHOULD', manager, confirmed, 'An order that is accepted is confirmed with newStatus processed', `${api}, newStatus: processed in reply to ordered is its example`, { stateful: true }],
  lowersQuantity:      ['EDUV-DELIVERY-27', 'MUST',   manager, confirmed, 'A lowered quantity that is accepted is confirmed with newTotalQuantity', `${api}, newTotalQuantity: confirms a changed total quantity; ${elsewhere.quantity}`, { stateful: true }],
  newStateNewId:       ['EDUV-DELIVERY-28', 'SHOULD', manager, confirmed, 'Another state is told by a confirmation with a deliveryOrderReceiveId of its own', `${api}, deliveryOrderReceiveId: the reference of this confirmation; ours`, { stateful: true }],
  cancels:             ['EDUV-DELIVERY-29', 'SHOULD', manager, confirmed, 'A cancellation that is accepted is confirmed with newStatus cancelled', `${api}, newStatus: the confirmed next status; ours`, { stateful: true }],
  knownFieldsOnly:     ['EDUV-DELIVERY-30', 'INFO',   callers, all, 'A message holds only fields that the schema names', `${api}: the schemas forbid none, and name all that is exchanged`],
  sentStatus:          ['EDUV-DELIVERY-31', 'SHOULD', seller,  sent, 'An order that is sent is not created any more', `${api}, status: created is the default before it is sent; ours`],
  endDateOnlyAtEnd:    ['EDUV-DELIVERY-32', 'SHOULD', seller,  sent, 'Only a cancelled order has an endDate', `${api}, endDate: the date on which it was cancelled; ours`, { appliesTo: hasEndDate }],
  ownReceiveId:        ['EDUV-DELIVERY-33', 'SHOULD', manager, confirmed, 'A deliveryOrderReceiveId is not empty', `${api}, deliveryOrderReceiveId: the reference of this confirmation; ours`],
  endDateAtEnd:        ['EDUV-DELIVERY-34', 'MUST',   seller,  sent, 'A cancelled order has an endDate', `${api}, endDate: mandatory when the status becomes cancelled`, { appliesTo: isCancelled }],
  knownOrder:          ['EDUV-DELIVERY-35', 'SHOULD', seller,  sent, 'The first request of an order has the status ordered: what is changed or cancelled was sent before', `${api}, status: ordered is what was sent; ours`, { stateful: true }],
  periodEndsLater:     ['EDUV-DELIVERY-36', 'SHOULD', seller,  sent, 'activationUntilDate does not lie before startDate', `${api}, startDate and activationUntilDate: the activation period; ours`],
  partsAddUp:          ['EDUV-DELIVERY-37', 'MUST',   seller,  sent, 'The quantities of study years, subjects or groups add up to totalQuantity', `${api}, quantity: they add up to the total quantity`, { appliesTo: addsUp }],
  customerBuys:        ['EDUV-DELIVERY-38', 'MUST',   seller,  sent, 'An order of a customer type has a customer as its buyer', `${api}, deliveryType: the table of buyers`, { appliesTo: isForCustomer }],
  positiveQuantity:    ['EDUV-DELIVERY-39', 'SHOULD', seller,  sent, 'A quantity is at least 1', `${api}, quantity and totalQuantity: no minimum; ours`, { appliesTo: hasQuantity }],
  apiVersion:          ['EDUV-DELIVERY-40', 'MUST',   servers, all, 'An answer carries the full version in the header API-Version', versions],
  statusResponse:      ['EDUV-DELIVERY-41', 'MUST',   servers, all, 'A 400 of a call with a body, a 403 and a 404 carry a StatusResponse: status, and statusMessage', `${api}: the responses 400 of calls with a body, 403 and 404`, { stateful: true }],
  unauthorizedBody:    ['EDUV-DELIVERY-42', 'SHOULD', servers, all, 'A 401 has the body that the rule UNAUTHORIZED_BODY says', `${api}: the response 401; ${rfc61}`, { stateful: true, rule: 'UNAUTHORIZED_BODY' }],
  challenge:           ['EDUV-DELIVERY-43', 'SHOULD', servers, all, 'A 401 carries WWW-Authenticate', `${rfc61}; RFC 6750 §3`, { stateful: true }],
  schemaCode:          ['EDUV-DELIVERY-44', 'MUST',   servers, withBody, 'A message against its schema is refused with status 11', `${codes}: 0011 Schema incorrect`, { stateful: true }],
  schemaText:          ['EDUV-DELIVERY-45', 'SHOULD', servers, withBody, 'A message against its schema is refused with the statusMessage "Schema incorrect", details behind it', `${codes}: 0011; RFC-62`, { stateful: true }],
  emptyAccepted:       ['EDUV-DELIVERY-46', 'SHOULD', servers, messages, 'A 202 has no body, or a StatusResponse with a status of success', `${api}: the response 202 has no content; ${codes}: 0002 Accepted`],
  allow:               ['EDUV-DELIVERY-47', 'SHOULD', servers, all, 'A 405 says in Allow which methods there are', 'RFC 9110 §15.5.6; not stated by Edu-V', { stateful: true }],
  emptyNotAllowed:     ['EDUV-DELIVERY-48', 'SHOULD', servers, all, 'A 405 has no body', `${api}: the response 405 has no content`, { stateful: true }],
  noTokenInQuery:      ['EDUV-DELIVERY-49', 'MUST',   servers, all, 'A token in the query is not accepted', profile, { stateful: true }],
  unknownFieldTaken:   ['EDUV-DELIVERY-50', 'SHOULD', servers, withBody, 'A message with a field that the schema does not name is taken', `${api}: the schemas forbid none`, { stateful: true }],
  noServerError:       ['EDUV-DELIVERY-51', 'SHOULD', servers, all, 'Nothing that comes is answered with a 5xx', 'RFC 9110 §15.6; ours', { stateful: true }],
  unknownReference:    ['EDUV-DELIVERY-52', 'SHOULD', store,   confirmed, 'A confirmation of a request that was never sent is refused with 400', `${api}: ${ours}`, { stateful: true }],
  otherOrder:          ['EDUV-DELIVERY-53', 'SHOULD', store,   confirmed, 'A confirmation with another deliveryOrderId than its request is refused with 400', `${api}: ${ours}`, { stateful: true }],
  latestState:         ['EDUV-DELIVERY-54', 'MUST',   store,   `${one} ${confirmed}`, 'What was confirmed is what an order says from then on: its status, and its quantity', `${api}: the Bestelomgeving is the source and serves the latest state`, { stateful: true }],
  refusalChangesNothing: ['EDUV-DELIVERY-55', 'SHOULD', store, `${one} ${confirmed}`, 'A confirmation with success false is answered 202, and leaves the order as it was', `${api}, success; ours`, { stateful: true }],
  otherContentIgnored: ['EDUV-DELIVERY-56', 'SHOULD', manager, confirmed, 'A repeated deliveryOrderReferenceId with another content is not processed: what was confirmed is confirmed again', `${api}, deliveryOrderReferenceId: not processed again; ours for another content`, { stateful: true }],
  echoAsReceived:      ['EDUV-DELIVERY-57', 'SHOULD', manager, confirmed, 'A deliveryOrderReferenceId is repeated as it came, with its capitals', `${api}, deliveryOrderReferenceId: echoed; RFC 9562 §4`, { stateful: true }],
  jsonOnly:            ['EDUV-DELIVERY-58', 'SHOULD', servers, withBody, 'A body of another media type than application/json is refused with 400', `${api}: application/json is the only one; the status is ours`, { stateful: true }],
  emptyListTaken:      ['EDUV-DELIVERY-59', 'SHOULD', taker,   sent, 'An order with an empty list of groups is answered 202: the schema allows it', `${api}, groups: no minItems`, { stateful: true }],
  cancelBeforeOrder:   ['EDUV-DELIVERY-60', 'SHOULD', manager, confirmed, 'The cancellation of an order that never came is refused in a confirmation', `${api}: ${ours}`, { stateful: true }],
  majorInPath:         ['EDUV-DELIVERY-61', 'MUST',   servers, all, 'The major version stands in the path', versions, { notTestedReason: 'The base of a partner, with the version in it, is not judged: it is given to us' }],
  privateKeyJwt:       ['EDUV-DELIVERY-62', 'MUST',   callers, all, 'A client proves itself by private_key_jwt', m2m, { notTestedReason: 'Token servers are not judged: a partner on his own machine has no PKIoverheid certificate' }],
  pkioverheid:         ['EDUV-DELIVERY-63', 'MUST',   callers, all, 'A client has a PKIoverheid certificate with an OIN, and publishes its key by a jwks_uri', m2m, { notTestedReason: 'Certificates belong to an environment, not to an implementation on one machine' }],
  shortTokens:         ['EDUV-DELIVERY-64', 'SHOULD', servers, all, 'A token lives for six hours at the most', profile, { notTestedReason: 'Token servers are not judged' }],
  earlierVersion:      ['EDUV-DELIVERY-65', 'MUST',   servers, all, 'The version before the current one is supported too', versions, { notTestedReason: 'One base is given to us, which is that of one version; test the other by a run of its own' }],
  sentAgain:           ['EDUV-DELIVERY-66', 'SHOULD', parties, messages, 'A message that was not taken is tried again: after 1 minute, 5 minutes and 1 hour', `${elsewhere.sem}, 5.3.2; the present rules are not published`, { notTestedReason: 'The pauses are too long for a test, and no source of Edu-V states them' }],
  onlyStatusOrQuantity: ['EDUV-DELIVERY-67', 'MUST',  seller,  sent, 'Once an order was ordered, only its status and its quantity change', `${api}, DeliveryOrderRequest; ${elsewhere.quantity}`, { stateful: true }],
  quantityOnlyLowered: ['EDUV-DELIVERY-68', 'MUST',   seller,  sent, 'The quantity of an order that was sent is lowered, never raised', `${api}, DeliveryOrderRequest: the quantity can be lowered`, { stateful: true }],
  cancelledIsFinal:    ['EDUV-DELIVERY-69', 'SHOULD', seller,  sent, 'An order that was cancelled is not sent again: what is wanted after it is a new order', `${elsewhere.sem}, 3.5.6`, { stateful: true }],
  refusesRaise:        ['EDUV-DELIVERY-70', 'SHOULD', manager, confirmed, 'A raised quantity is refused in a confirmation', `${api}, DeliveryOrderRequest: the quantity can be lowered; how it is refused is ours`, { stateful: true }],
  refusesOtherChange:  ['EDUV-DELIVERY-71', 'SHOULD', manager, confirmed, 'A change of anything but the status and the quantity is refused in a confirmation', `${api}, DeliveryOrderRequest; how it is refused is ours`, { stateful: true }],
  refusesAfterEnd:     ['EDUV-DELIVERY-72', 'SHOULD', manager, confirmed, 'A cancelled order that is sent as ordered again is refused in a confirmation', `${elsewhere.sem}, 3.5.6: a new order is needed`, { stateful: true }],
  refusesEndInUse:     ['EDUV-DELIVERY-73', 'MUST',   manager, confirmed, 'The cancellation of an order that is in use is refused in a confirmation', `${elsewhere.usage}: what somebody uses can no longer be cancelled; ${api}, success`, { stateful: true }],
  refusesWrongSum:     ['EDUV-DELIVERY-74', 'SHOULD', manager, confirmed, 'An order whose quantities do not add up to its totalQuantity is refused in a confirmation', `${api}, quantity: they add up; how it is refused is ours`, { stateful: true }],
  endDateDemanded:     ['EDUV-DELIVERY-75', 'SHOULD', taker,   sent, 'A cancelled order without endDate is refused with 400', `${api}, endDate: mandatory when cancelled; that it is a 400 is ours`, { stateful: true }],
  everyType:           ['EDUV-DELIVERY-76', 'SHOULD', taker,   sent, 'A good order of each deliveryType is answered 202', `${api}, deliveryType; what is not supported is refused in a confirmation, ours`, { stateful: true }],
  oldFieldTaken:       ['EDUV-DELIVERY-77', 'SHOULD', store,   confirmed, 'A confirmation with a newDeliveryOrderStatus is taken', `${api}: DeliveryOrderConfirmation requires that field, and does not define it`, { stateful: true }],
  answerInZulu:        ['EDUV-DELIVERY-78', 'MUST',   store,   questions, 'The timestamps of an order that is read are in Zulu time', `${api}: Zulu time of RFC 3339 §5.6`],
  endDateShown:        ['EDUV-DELIVERY-79', 'MUST',   store,   questions, 'A cancelled order that is read has its endDate', `${api}, endDate: mandatory when the status becomes cancelled`],
  partsShown:          ['EDUV-DELIVERY-80', 'MUST',   store,   questions, 'The quantities of an order that is read add up to its totalQuantity', `${api}, quantity: they add up to the total quantity`],
  createdIsHidden:     ['EDUV-DELIVERY-81', 'SHOULD', store,   questions, 'An order that is only created is shown to nobody', `${api}, status: no filter names created; ours`],
  readsWhatWasSent:    ['EDUV-DELIVERY-82', 'MUST',   store,   one, 'An order that is read says what was sent of it', `${api}: the Bestelomgeving is the source and serves the latest state`, { stateful: true }],
  unknownOrder:        ['EDUV-DELIVERY-83', 'MUST',   store,   one, 'A question about an order that there is not is answered 404', `${api}: the response 404`, { stateful: true }],
  plainId:             ['EDUV-DELIVERY-84', 'SHOULD', store,   one, 'A question with an id that is no uuid is answered 404', `${api}: the parameter id is a plain string; ours`, { stateful: true }],
  unknownSchool:       ['EDUV-DELIVERY-85', 'SHOULD', store,   ofSchool, 'A question about a school that nobody knows is answered 404', `${api}: the response 404; for what it is given is ours`, { stateful: true }],
  unknownContract:     ['EDUV-DELIVERY-86', 'SHOULD', store,   ofContract, 'A question about a contract that nobody knows is answered 404', `${api}: the response 404; for what it is given is ours`, { stateful: true }],
  consent:             ['EDUV-DELIVERY-87', 'MUST',   store,   `${one} ${ofSchool} ${ofUser}`, 'Without the consent of the school a dashboard or a portal is answered 403', `${api}: both need consent; ${codes}: 0022`, { stateful: true }],
  consentCode:         ['EDUV-DELIVERY-88', 'MUST',   store,   `${one} ${ofSchool} ${ofUser}`, 'A 403 for want of consent has the status 22', `${codes}: 0022 consent required`, { stateful: true }],
  noConsentNeeded:     ['EDUV-DELIVERY-89', 'MUST',   store,   `${one} ${ofContract}`, 'An Aanspraakmanager and a Licentieregistratie are answered without anybody\'s consent', `${api}: who calls, and who of them needs consent`, { stateful: true }],
  everyScope:          ['EDUV-DELIVERY-90', 'SHOULD', store,   questions, 'Any one of the scopes of a question is enough', `${api}: the roles in the descriptions; formally all of them would be needed`, { stateful: true }],
  statusFilter:        ['EDUV-DELIVERY-91', 'MUST',   store,   `${ofSchool} ${ofUser}`, 'A question with a status is answered with orders of that status alone', `${api}, the parameter status`, { stateful: true }],
  typeFilter:          ['EDUV-DELIVERY-92', 'MUST',   store,   ofSchool, 'A question with a deliveryType is answered with orders of that type alone', `${api}, the parameter deliveryType`, { stateful: true }],
  schoolNamed:         ['EDUV-DELIVERY-93', 'SHOULD', store,   ofSchool, 'A question that names no school, or half of one, is refused with 400', `${api}, orgMasterId, orgId and orgIdType: all optional; ours`, { stateful: true }],
  schoolByOtherId:     ['EDUV-DELIVERY-94', 'SHOULD', store,   ofSchool, 'A school has the same orders by orgId with orgIdType as by orgMasterId', `${api}, orgId: used when there is no orgMasterId; ours`, { stateful: true }],
  sentToSchool:        ['EDUV-DELIVERY-95', 'MUST',   store,   ofSchool, 'An order that was sent for a school is among the orders of that school', `${api}, Get DeliveryOrders for School`, { stateful: true }],
  schoolOnly:          ['EDUV-DELIVERY-96', 'SHOULD', store,   ofSchool, 'The orders of a school are all for it, or bought by it', `${api}, Get DeliveryOrders for School; which belong to it is ours`, { stateful: true }],
  sentUnderContract:   ['EDUV-DELIVERY-97', 'MUST',   store,   ofContract, 'An order that was sent under a contract is among the orders of that contract', `${api}, Get DeliveryOrders by Contract`, { stateful: true }],
  contractOnly:        ['EDUV-DELIVERY-98', 'MUST',   store,   ofContract, 'The orders of a contract all have its contractId', `${api}, Get DeliveryOrders by Contract`, { stateful: true }],
  userOnly:            ['EDUV-DELIVERY-99', 'SHOULD', store,   ofUser, 'An order for listed users is among the orders of a user only where it lists him', `${api}, Get DeliveryOrders for User at School; which belong to him is ours`, { stateful: true }],
  userListed:          ['EDUV-DELIVERY-100', 'SHOULD', store,  ofUser, 'An order of the school that lists a user is among his orders', `${api}, Get DeliveryOrders for User at School; which belong to him is ours`, { stateful: true }],
  sameEverywhere:      ['EDUV-DELIVERY-101', 'SHOULD', store,  `${one} ${ofSchool}`, 'An order says the same in a list as on its own', `${api}: the latest state; ours for lists`, { stateful: true }],
  eduOrgId:            ['EDUV-DELIVERY-102', 'MUST',  store,   questions, 'A call in the context of an unknown school is refused with 400 and status 23', `${codes}: 0023 edu_org_id unknown`, { notTestedReason: 'No source says how a call names the school in whose context it is' }],
});
