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
    text: 'The Ordersysteem confirms every request that it answered with 202',
    source: `${api}: descriptions of accept and confirm`,
    stateful: true,
  },
  echoReference: {
    id: 'EDUV-ORDER-06',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The confirmation contains the requestReferenceId of a request that was sent',
    source: `${api}, requestReferenceId`,
  },
  repeatConfirmed: {
    id: 'EDUV-ORDER-07',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The Ordersysteem confirms a repeated request again, with the same responseReferenceId',
    source: `${api}, requestReferenceId: not processed again, the confirmation is sent again`,
    stateful: true,
  },
  repeatedAtOnce: {
    id: 'EDUV-ORDER-08',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text:
      'The Ordersysteem processes a request once, also when it arrives several times at the ' +
      'same moment',
    source: `${api}, requestReferenceId: not processed again`,
    stateful: true,
  },
  refusedNotProcessed: {
    id: 'EDUV-ORDER-09',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The Ordersysteem does not confirm a request that it rejected',
    source: `${api}: a 400 ends the exchange; our interpretation`,
    stateful: true,
  },
  echoPurchaseOrder: {
    id: 'EDUV-ORDER-12',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The confirmation contains the purchaseOrderId of its request',
    source: `${api}, purchaseOrderId`,
    appliesTo: ({ purchaseOrderId }: Confirmation) => purchaseOrderId !== undefined,
  },
  successMeansNotDeclined: {
    id: 'EDUV-ORDER-13',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'success is false if and only if the order status is declined',
    source: `${api}, success`,
  },
  reasonWithDecline: {
    id: 'EDUV-ORDER-14',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation that declines gives the reason in status and statusMessage',
    source: `${api}, success: when false, with status and statusMessage`,
    appliesTo: isDeclined,
  },
  confirmedOnce: {
    id: 'EDUV-ORDER-15',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The Ordersysteem does not change a final decision in a later confirmation',
    source:
      `${api}, orderStatus: whether a final status can change is not specified; our ` +
      'interpretation',
  },
  sameConfirmation: {
    id: 'EDUV-ORDER-16',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation that is sent again has the same content',
    source: `${api}, responseReferenceId`,
    stateful: true,
  },
  zuluTime: {
    id: 'EDUV-ORDER-20',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is in UTC and ends in Z',
    source: `${api}, processedTimestamp: "ZULU" of RFC 3339 §5.6`,
  },
  notInTheFuture: {
    id: 'EDUV-ORDER-21',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is not in the future',
    source: `${api}, processedTimestamp: time at which the order was processed; our interpretation`,
  },
  notBeforeReceipt: {
    id: 'EDUV-ORDER-22',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is not earlier than the request',
    source: `${api}, processedTimestamp: time at which the order was processed; our interpretation`,
    stateful: true,
  },
  successHasItsCode: {
    id: 'EDUV-ORDER-23',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation with success true has a success code as its status: 0, 1 or 2',
    source: `${codes}: 0000 to 0002; our interpretation`,
    appliesTo: ({ success }: Confirmation) => success,
  },
  salesOrder: {
    id: 'EDUV-ORDER-24',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmOrder'],
    text: 'A confirmation that approves an order contains the salesOrderId',
    source: `${api}, salesOrderId: a credit order refers to it; our interpretation`,
    appliesTo: isApproved,
  },
  codesExplained: {
    id: 'EDUV-ORDER-25',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text:
      'A line whose status is not a success code gives the reason in statusMessage, unless the ' +
      'whole order is declined',
    source: `${api}, statusMessage: optional; ${codes}: 0099 is free text; our interpretation`,
    appliesTo: (message: Confirmation) =>
      !isDeclined(message) && (linesOf(message) ?? []).some(({ status }) => !isSuccess(status)),
  },
  echoQuantity: {
    id: 'EDUV-ORDER-26',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation line contains the quantity of the corresponding request line',
    source: `${api}, quantity: echoed`,
    appliesTo: (message: Confirmation) =>
      (linesOf(message) ?? []).some(({ quantity }) => quantity !== undefined),
  },
  everyLine: {
    id: 'EDUV-ORDER-27',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation with lines has one line for each line of the request',
    source: `${api}, orderConfirmationLines; our interpretation`,
    appliesTo: hasConfirmedLines,
  },
  newStateNewId: {
    id: 'EDUV-ORDER-28',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The confirmation of another order status has a new responseReferenceId',
    source: `${api}, responseReferenceId: the id of this confirmation; our interpretation`,
  },
  confirmsOrderedLine: {
    id: 'EDUV-ORDER-36',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'Each confirmation line corresponds to a line of the request',
    source: `${api}, productId and purchaseOrderLineId: echoed`,
    appliesTo: hasConfirmedLines,
  },
  echoAsReceived: {
    id: 'EDUV-ORDER-57',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text:
      'The confirmation returns the requestReferenceId exactly as received, including upper ' +
      'and lower case',
    source: `${api}, requestReferenceId: echoed; RFC 9562 §4`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
