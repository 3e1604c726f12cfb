import { runnerStep } from '../../edu-v/runner-step.js';
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
    effect: "The buyer's order stays pending for ever.",
    source: `${api}, descriptions of accept-order-request and confirm-order-request: each request is answered by a confirmation`,
    stateful: true,
  },
  echoReference: {
    id: 'EDUV-ORDER-06',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The confirmation contains the requestReferenceId of a request that was sent',
    effect: 'The buyer cannot match the confirmation with an order and rejects it.',
    source: `${api}, OrderConfirmation.requestReferenceId: the value of the request`,
  },
  repeatConfirmed: {
    id: 'EDUV-ORDER-07',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The Ordersysteem confirms a repeated request again, with the same responseReferenceId',
    effect: 'A buyer that lost the first confirmation never learns the decision.',
    source: `${api}, OrderRequest.requestReferenceId: a known value is not processed again, its confirmation is sent again; OrderConfirmation.responseReferenceId: always the same one`,
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
    effect: 'The school gets and pays for the same books twice.',
    source: `${api}, OrderRequest.requestReferenceId: a known value is not processed again`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  refusedNotProcessed: {
    id: 'EDUV-ORDER-09',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The Ordersysteem does not confirm a request that it rejected',
    effect: 'The buyer gets the decision on an order that it knows as rejected.',
    source: `ours: a 400 ends the exchange; ${api}, response 400`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  echoPurchaseOrder: {
    id: 'EDUV-ORDER-12',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The confirmation contains the purchaseOrderId of its request',
    effect: 'The buyer books the decision on another order.',
    source: `${api}, OrderConfirmation.purchaseOrderId: the number of the Bestelomgeving`,
    appliesTo: ({ purchaseOrderId }: Confirmation) => purchaseOrderId !== undefined,
  },
  successMeansNotDeclined: {
    id: 'EDUV-ORDER-13',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'success is false in a confirmation that declines, and true in one that approves',
    effect: "The buyer's software takes a declined order for placed, or the reverse.",
    source: `${api}, OrderConfirmation.success: true when processed, false when declined; pending is open`,
  },
  reasonWithDecline: {
    id: 'EDUV-ORDER-14',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation that declines gives the reason in status and statusMessage',
    effect: 'The buyer cannot tell the school why its order was declined.',
    source: `${api}, OrderConfirmation.success: false comes with status and statusMessage`,
    appliesTo: isDeclined,
  },
  confirmedOnce: {
    id: 'EDUV-ORDER-15',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The Ordersysteem does not change a final decision in a later confirmation',
    effect: 'The buyer has already acted on the first decision and now has the wrong state.',
    source: `ours: a final decision stays; ${api}, orderStatus does not say if it can change`,
  },
  sameConfirmation: {
    id: 'EDUV-ORDER-16',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation that is sent again has the same content',
    effect: 'The buyer keeps the first content and never sees the second one.',
    source: `${api}, OrderConfirmation.responseReferenceId: the id of this message, the same one whenever it is sent again`,
    stateful: true,
  },
  zuluTime: {
    id: 'EDUV-ORDER-20',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is in UTC and ends in Z',
    effect: 'The buyer stores the processing time with the wrong hour.',
    source: `${api}, processedTimestamp: "ZULU" of RFC 3339 §5.6`,
  },
  notInTheFuture: {
    id: 'EDUV-ORDER-21',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is not in the future',
    effect: 'The order seems to be processed before it is, and deadlines are computed wrongly.',
    source: `ours: an order is not processed in the future; ${api}, processedTimestamp: time at which the order was processed`,
  },
  notBeforeReceipt: {
    id: 'EDUV-ORDER-22',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'processedTimestamp is not earlier than the request',
    effect: 'The order seems to be processed before it was placed, so reports are wrong.',
    source: `ours: an order is processed after it was received; ${api}, processedTimestamp: time at which the order was processed`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  successHasItsCode: {
    id: 'EDUV-ORDER-23',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation with success true has a success code as its status: 0, 1 or 2',
    effect: 'The buyer shows an error for an order that was approved.',
    source: `ours: the code agrees with success; ${codes}: 0000 to 0002`,
    appliesTo: ({ success }: Confirmation) => success,
  },
  salesOrder: {
    id: 'EDUV-ORDER-24',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: ['confirmOrder'],
    text: 'A confirmation that approves an order contains the salesOrderId',
    effect: "The buyer cannot name the seller's order number in a credit or to the help desk.",
    source: `ours: a credit order refers to it; ${api}, OrderConfirmation.salesOrderId: optional`,
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
    effect: 'The buyer cannot tell the school why it does not get this product.',
    source: `ours: a declined line needs a reason; ${api}, statusMessage of a line: optional; ${codes}: 0099 is free text`,
    appliesTo: (message: Confirmation) =>
      !isDeclined(message) && (linesOf(message) ?? []).some(({ status }) => !isSuccess(status)),
  },
  echoQuantity: {
    id: 'EDUV-ORDER-26',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation line contains the quantity of the corresponding request line',
    effect: 'The buyer expects another number of books than the school ordered.',
    source: `${api}, orderConfirmationLines.quantity: the quantity of the request`,
    appliesTo: (message: Confirmation) =>
      (linesOf(message) ?? []).some(({ quantity }) => quantity !== undefined),
  },
  everyLine: {
    id: 'EDUV-ORDER-27',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'A confirmation with lines has one line for each line of the request',
    effect: 'The buyer does not know if the missing products will be delivered.',
    source: `ours: a line without a result is open; ${api}, orderConfirmationLines: the result of each line`,
    appliesTo: hasConfirmedLines,
  },
  newStateNewId: {
    id: 'EDUV-ORDER-28',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'The confirmation of another order status has a new responseReferenceId',
    effect: 'The buyer takes the new status for a repeat and ignores it.',
    source: `ours: another status is another message; ${api}, responseReferenceId: the id of this confirmation`,
  },
  confirmsOrderedLine: {
    id: 'EDUV-ORDER-36',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'Each confirmation line corresponds to a line of the request',
    effect: 'The buyer cannot match the line with its order, so the product stays open.',
    source: `${api}, orderConfirmationLines.productId and purchaseOrderLineId: the values of the request`,
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
    effect: 'A buyer that compares the text cannot find its order.',
    source: `ours: senders compare it as text; ${api}, requestReferenceId: the value of the request; RFC 9562 §4`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  ownReference: {
    id: 'EDUV-ORDER-92',
    level: 'MUST',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'Confirmations of different requests have different responseReferenceIds',
    effect: 'The buyer takes the second confirmation for a repeat of the first and ignores it.',
    source: `${api}, OrderConfirmation.responseReferenceId: the id of this confirmation message`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
  ownSalesOrder: {
    id: 'EDUV-ORDER-93',
    level: 'SHOULD',
    actors: ['ordersysteem client'],
    operations: confirmations,
    text: 'Orders with different purchaseOrderIds have different salesOrderIds',
    effect: 'The seller cannot know which of the two orders a credit is for.',
    source: `ours: a credit order refers to it; ${api}, OrderConfirmation.salesOrderId: the sales order number`,
    stateful: true,
    nextStep: runnerStep('ordersysteem'),
  },
} satisfies Record<string, OrderRequirement>);
