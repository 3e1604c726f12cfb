import { refusals, sources } from '../edu-v/refusals.js';
import type { DeliveryOrderConfirmation, DeliveryOrderRequest } from './messages.js';
import type { AnswerSeen } from '../../kernel/contract/judgement.js';
import { requirements } from '../../kernel/contract/requirement.js';
import { judgeAnswer } from '../edu-v/answers.js';

const api = 'Delivery API 2.0.0';

const seller = 'bestelomgeving client';
const manager = 'aanspraakmanager client';
const parties = `${seller}, ${manager}`;
const callers = `${parties}, licentieregistratie client, leermiddelendashboard client, leermiddelenportaal client`;
const servers = 'bestelomgeving server, aanspraakmanager server';
const messages = 'acceptDeliveryOrder confirmDeliveryOrder';
const questions =
  'getDeliveryOrder getDeliveryOrdersForSchool getDeliveryOrdersForUser getDeliveryOrdersByContract';
const all = `${questions} ${messages}`;

const isSuccessful = ({ success }: DeliveryOrderConfirmation) => success;
const isRefusal = ({ success }: DeliveryOrderConfirmation) => !success;
const hasEndDate = ({ deliveryOrder }: DeliveryOrderRequest) => deliveryOrder.endDate !== undefined;

/** What the Delivery API asks of a partner beyond the schema of its messages. */
// prettier-ignore
export const deliveryRequirements = requirements({
  validMessage:      ['EDUV-DELIVERY-01', 'MUST',   callers, all, 'A message is as its schema wants it', `${api}: the schemas of its messages and parameters`],
  authorised:        ['EDUV-DELIVERY-02', 'MUST',   callers, all, 'A call carries a token of the provider, with a scope that the operation is open to', `${api}: OAuth2, eduv.delivery.*; ${sources.m2m}`],
  provided:          ['EDUV-DELIVERY-03', 'MUST',   callers, all, 'A call goes to the party that provides its endpoint, by its method', `${api}: tags and 405`],
  apiVersion:        ['EDUV-DELIVERY-40', 'MUST',   servers, all, 'An answer carries the full version in the header API-Version', sources.versions],
  statusResponse:    ['EDUV-DELIVERY-41', 'MUST',   servers, all, 'A 400 or 403 carries a StatusResponse: status, and statusMessage', `${api}: the responses 400 of messages, 401, 403 and 404`, { told: true }],
  unauthorizedBody:  ['EDUV-DELIVERY-42', 'SHOULD', servers, all, 'A 401 has the body that the rule UNAUTHORIZED_BODY says', `${api}: the response 401; ${sources.rfc61}`, { told: true, rule: 'UNAUTHORIZED_BODY' }],
  challenge:         ['EDUV-DELIVERY-43', 'SHOULD', servers, all, 'A 401 carries WWW-Authenticate', `${sources.rfc61}; RFC 6750 §3`, { told: true }],
  emptyAccepted:     ['EDUV-DELIVERY-46', 'SHOULD', servers, messages, 'A 202 has no body, or a StatusResponse with a status of success', `${api}: the response 202 has no content; ${sources.codes}: 0002 Accepted`],
  allow:             ['EDUV-DELIVERY-47', 'SHOULD', servers, all, 'A 405 says in Allow which methods there are', 'RFC 9110 §15.5.6; not stated by Edu-V', { told: true }],
  emptyNotAllowed:   ['EDUV-DELIVERY-48', 'SHOULD', servers, all, 'A 405 has no body', `${api}: the response 405 has no content`, { told: true }],
  noServerError:     ['EDUV-DELIVERY-51', 'SHOULD', servers, all, 'Nothing that comes is answered with a 5xx', 'RFC 9110 §15.6; ours', { told: true }],
  knownFieldsOnly:   ['EDUV-DELIVERY-30', 'INFO',   callers, all, 'A message holds only fields that the schema names', `${api}: the schemas forbid none, and name all that is exchanged`],
  sameContent:       ['EDUV-DELIVERY-10', 'SHOULD', seller, 'acceptDeliveryOrder', 'A repeated deliveryOrderReferenceId repeats the whole message', `${api}, deliveryOrderReferenceId: the same request sent again`, { told: true }],
  sentStatus:        ['EDUV-DELIVERY-31', 'SHOULD', seller, 'acceptDeliveryOrder', 'An order that is sent is not created any more', `${api}, status: created is the default before it is sent; ours`],
  endDateOnlyAtEnd:  ['EDUV-DELIVERY-32', 'SHOULD', seller, 'acceptDeliveryOrder', 'Only a cancelled order has an endDate', `${api}, endDate: the date on which it was cancelled; ours`, { when: hasEndDate }],
  zuluTime:          ['EDUV-DELIVERY-20', 'MUST',   parties, messages, 'A timestamp is in Zulu time', `${api}: Zulu time of RFC 3339 §5.6`],
  echoProduct:       ['EDUV-DELIVERY-12', 'MUST',   manager, 'confirmDeliveryOrder', 'A confirmation repeats the productId of its request', `${api}, productId`],
  notInTheFuture:    ['EDUV-DELIVERY-21', 'SHOULD', manager, 'confirmDeliveryOrder', 'processedTimestamp does not lie in the future', `${api}, processedTimestamp: when the change took effect; ours`],
  successHasItsCode: ['EDUV-DELIVERY-17', 'SHOULD', manager, 'confirmDeliveryOrder', 'A confirmation of success has a status of success', `${api}, status; ours`, { when: isSuccessful }],
  ownReceiveId:      ['EDUV-DELIVERY-33', 'SHOULD', manager, 'confirmDeliveryOrder', 'A deliveryOrderReceiveId is not empty', `${api}, deliveryOrderReceiveId: the reference of this confirmation; ours`],
  reasonWithRefusal: ['EDUV-DELIVERY-13', 'MUST',   manager, 'confirmDeliveryOrder', 'A refusal carries a status and a statusMessage that say why', `${api}, success: with status and statusMessage`, { when: isRefusal }],
  saysWhatChanged:   ['EDUV-DELIVERY-14', 'SHOULD', manager, 'confirmDeliveryOrder', 'A confirmation of success says what changed: newStatus, or newTotalQuantity', `${api}, newStatus and newTotalQuantity; ours`, { when: isSuccessful }],
  confirmedOnce:     ['EDUV-DELIVERY-15', 'SHOULD', manager, 'confirmDeliveryOrder', 'A change is confirmed once: the same confirmation keeps its deliveryOrderReceiveId', `${api}, deliveryOrderReceiveId: the same for every resend`],
  sameConfirmation:  ['EDUV-DELIVERY-16', 'MUST',   manager, 'confirmDeliveryOrder', 'A confirmation that is sent again is the same message', `${api}, deliveryOrderReceiveId`, { told: true }],
});

/** What every operation of the Delivery API asks. */
export const deliveryAsked = {
  prefix: 'EDUV-DELIVERY',
  catalogue: deliveryRequirements,
  valid: () => deliveryRequirements.validMessage,
  authorised: deliveryRequirements.authorised,
  provided: deliveryRequirements.provided,
  judgeAnswer: (seen: AnswerSeen) => judgeAnswer(deliveryRequirements, seen),
  refusals: refusals(api),
};
