import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { isSuccess } from '../../edu-v/errors.js';
import type { CreditOrderConfirmation, OrderConfirmation } from '../messages.js';
import { orderSources } from '../sources.js';
import { confirmations, type OrderRequirement } from './actors-and-operations.js';

const { api, codes } = orderSources;

type Confirmation = OrderConfirmation | CreditOrderConfirmation;
const statusOf = (message: Confirmation) =>
  'orderStatus' in message ? message.orderStatus : message.creditOrderStatus;
const linesOf = (message: Confirmation) =>
  'orderStatus' in message ? message.orderConfirmationLines : message.creditOrderConfirmationLines;
const isDeclined = (message: Confirmation) => statusOf(message) === 'declined';
const isApproved = (message: Confirmation) => statusOf(message) === 'approved';
const hasConfirmedLines = (message: Confirmation) => (linesOf(message) ?? []).length > 0;

/** Requirements of an Ordersysteem that confirms orders and credit orders. */
export const confirmationRequirements = defineRequirements({
  confirms: {
    id: 'EDUV-ORDER-05',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'Every request that was answered 202 is confirmed',
    source: `${api}: the description of accept and confirm`,
    stateful: true,
  },
  echoReference: {
    id: 'EDUV-ORDER-06',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation repeats the requestReferenceId of a request that was sent',
    source: `${api}, requestReferenceId`,
  },
  repeatConfirmed: {
    id: 'EDUV-ORDER-07',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A repeated request is confirmed again, with the same responseReferenceId',
    source: `${api}, requestReferenceId: not processed again, the confirmation is sent again`,
    stateful: true,
  },
  repeatedAtOnce: {
    id: 'EDUV-ORDER-08',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A request that comes several times at once is processed once',
    source: `${api}, requestReferenceId: not processed again`,
    stateful: true,
  },
  refusedNotProcessed: {
    id: 'EDUV-ORDER-09',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A request that was refused is not confirmed',
    source: `${api}: a 400 ends the exchange; ours`,
    stateful: true,
  },
  echoPurchaseOrder: {
    id: 'EDUV-ORDER-12',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation repeats the purchaseOrderId of its request',
    source: `${api}, purchaseOrderId`,
    appliesTo: ({ purchaseOrderId }: Confirmation) => purchaseOrderId !== undefined,
  },
  successMeansNotDeclined: {
    id: 'EDUV-ORDER-13',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'success is false exactly when the status of the order is declined',
    source: `${api}, success`,
  },
  reasonWithDecline: {
    id: 'EDUV-ORDER-14',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A decline carries a status and a statusMessage that say why',
    source: `${api}, success: then with status and message`,
    appliesTo: isDeclined,
  },
  confirmedOnce: {
    id: 'EDUV-ORDER-15',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A final decision is not changed by a later confirmation',
    source: `${api}, orderStatus: what follows on a final status is not described; ours`,
  },
  sameConfirmation: {
    id: 'EDUV-ORDER-16',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation that is sent again is the same message',
    source: `${api}, responseReferenceId`,
    stateful: true,
  },
  zuluTime: {
    id: 'EDUV-ORDER-20',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is in Zulu time',
    source: `${api}, processedTimestamp: "ZULU" of RFC 3339 §5.6`,
  },
  notInTheFuture: {
    id: 'EDUV-ORDER-21',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp does not lie in the future',
    source: `${api}, processedTimestamp: when the order was processed; ours`,
  },
  notBeforeReceipt: {
    id: 'EDUV-ORDER-22',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp does not lie before the request was sent',
    source: `${api}, processedTimestamp: when the order was processed; ours`,
    stateful: true,
  },
  successHasItsCode: {
    id: 'EDUV-ORDER-23',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation of success has a status of success: 0, 1 or 2',
    source: `${codes}: 0000 to 0002; ours`,
    appliesTo: ({ success }: Confirmation) => success,
  },
  salesOrder: {
    id: 'EDUV-ORDER-24',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmOrder'],
    text: 'An approval names the salesOrderId',
    source: `${api}, salesOrderId: by which it is credited; ours`,
    appliesTo: isApproved,
  },
  codesExplained: {
    id: 'EDUV-ORDER-25',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A line with a status other than success says why in its statusMessage',
    source: `${api}, statusMessage; ${codes}: 0099 is free text`,
    appliesTo: (message: Confirmation) =>
      (linesOf(message) ?? []).some(({ status }) => !isSuccess(status)),
  },
  echoQuantity: {
    id: 'EDUV-ORDER-26',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A line of a confirmation repeats the quantity of its line of the request',
    source: `${api}, quantity: echoed`,
    appliesTo: (message: Confirmation) =>
      (linesOf(message) ?? []).some(({ quantity }) => quantity !== undefined),
  },
  everyLine: {
    id: 'EDUV-ORDER-27',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation with lines has one for each line of the request',
    source: `${api}, orderConfirmationLines; ours`,
    appliesTo: hasConfirmedLines,
  },
  newStateNewId: {
    id: 'EDUV-ORDER-28',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'Another state is told by a confirmation with a responseReferenceId of its own',
    source: `${api}, responseReferenceId: the id of this confirmation; ours`,
  },
  confirmsOrderedLine: {
    id: 'EDUV-ORDER-36',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A line of a confirmation stands for a line of the request',
    source: `${api}, productId and purchaseOrderLineId: echoed`,
    appliesTo: hasConfirmedLines,
  },
  echoAsReceived: {
    id: 'EDUV-ORDER-57',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A requestReferenceId is repeated as it came, with its capitals',
    source: `${api}, requestReferenceId: echoed; RFC 9562 §4`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
