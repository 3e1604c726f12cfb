import { runnerStep } from '../../edu-v/runner-step.js';
import { defineRequirements } from '../../../platform/requirements/requirement.js';
import type { DeliveryOrderConfirmation } from '../messages.js';
import { deliverySources } from '../sources.js';
import { type DeliveryRequirement } from './actors-and-operations.js';

const { api } = deliverySources;

type Confirmation = DeliveryOrderConfirmation;
const isSuccessful = ({ success }: Confirmation) => success;
const isRefusal = ({ success }: Confirmation) => !success;
const hasNewStatus = ({ success, newStatus }: Confirmation) => success && newStatus !== undefined;
const hasNewQuantity = ({ success, newTotalQuantity }: Confirmation) =>
  success && newTotalQuantity !== undefined;

/** Requirements of an Aanspraakmanager that sends confirmations: when, and what they say. */
export const confirmationRequirements = defineRequirements({
  confirms: {
    id: 'EDUV-DELIVERY-05',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The Aanspraakmanager confirms every request that it answered with 202',
    effect: 'The shop never learns that the licences are ready, and pupils wait.',
    source: `${api}, descriptions of accept-delivery-order and confirm-delivery-order: each request is answered by a confirmation`,
    stateful: true,
  },
  echoReference: {
    id: 'EDUV-DELIVERY-06',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation contains the deliveryOrderReferenceId of a request that was sent',
    effect: 'The shop cannot match the confirmation with a delivery order and rejects it.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderReferenceId: the value of the request`,
  },
  repeatConfirmed: {
    id: 'EDUV-DELIVERY-07',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager confirms a repeated request again, with the same ' +
      'deliveryOrderReceiveId',
    effect: 'A shop that lost the first confirmation never learns the decision.',
    source: `${api}, DeliveryOrderRequest.deliveryOrderReferenceId: a known value is not processed again, its confirmation is sent again; deliveryOrderReceiveId: the same one`,
    stateful: true,
  },
  repeatedAtOnce: {
    id: 'EDUV-DELIVERY-08',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager processes a request once, also when it arrives several times at ' +
      'the same moment',
    effect: 'The school gets the same licences twice.',
    source: `${api}, DeliveryOrderRequest.deliveryOrderReferenceId: a known value is not processed again`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusedNotProcessed: {
    id: 'EDUV-DELIVERY-09',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The Aanspraakmanager does not confirm a request that it rejected with 400',
    effect: 'The shop gets the decision on an order that it knows as rejected.',
    source: `ours: a 400 ends the exchange; ${api}, response 400`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  echoProduct: {
    id: 'EDUV-DELIVERY-12',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation contains the productId of its request',
    effect: 'The shop books the licences of another product.',
    source: `${api}, DeliveryOrderConfirmation.productId: the value of the request`,
  },
  reasonWithRefusal: {
    id: 'EDUV-DELIVERY-13',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation that rejects gives the reason in status and statusMessage',
    effect: 'The shop cannot tell the school why it gets no licences.',
    source: `${api}, DeliveryOrderConfirmation.success: false comes with status and statusMessage`,
    appliesTo: isRefusal,
  },
  saysWhatChanged: {
    id: 'EDUV-DELIVERY-14',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'A confirmation with success true contains the change: newStatus for another status, ' +
      'newTotalQuantity for another quantity',
    effect: 'The shop does not know which status or quantity its order has now.',
    source: `ours: the shop needs the new value; ${api}, newStatus and newTotalQuantity: optional; newDeliveryOrderStatus is not defined`,
    appliesTo: isSuccessful,
  },
  confirmedOnce: {
    id: 'EDUV-DELIVERY-15',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager uses one deliveryOrderReceiveId for all confirmations of the ' +
      'same change',
    effect: 'The shop processes the same change twice.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderReceiveId: the same value whenever it is sent again`,
  },
  sameConfirmation: {
    id: 'EDUV-DELIVERY-16',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation that is sent again has the same content',
    effect: 'The shop keeps the first content and never sees the second one.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderReceiveId: the reference of this confirmation, the same value whenever it is sent again`,
    stateful: true,
  },
  successHasItsCode: {
    id: 'EDUV-DELIVERY-17',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation with success true has a success code as its status',
    effect: 'The shop shows an error for an order that was accepted.',
    source: `ours: the code agrees with success; ${api}, DeliveryOrderConfirmation.status`,
    appliesTo: isSuccessful,
  },
  notInTheFuture: {
    id: 'EDUV-DELIVERY-21',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'processedTimestamp is not in the future',
    effect: 'The change seems to be made before it is, and reports are wrong.',
    source: `ours: a change does not take effect in the future; ${api}, processedTimestamp: time at which the change took effect`,
  },
  notBeforeReceipt: {
    id: 'EDUV-DELIVERY-22',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'processedTimestamp is not earlier than the request',
    effect: 'The change seems to be made before it was requested, so reports are wrong.',
    source: `ours: a change takes effect after it was received; ${api}, processedTimestamp: time at which the change took effect`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  echoDeliveryOrder: {
    id: 'EDUV-DELIVERY-23',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation contains the deliveryOrderId of its request',
    effect: 'The shop books the decision on another order.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderId: the value of the request`,
  },
  statusFollows: {
    id: 'EDUV-DELIVERY-24',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'newStatus is a valid next status: processed after ordered, licensed after ' +
      'processed, cancelled after a request to cancel',
    effect: "The shop's order gets a status from which it cannot go on.",
    source: `ours: no table of transitions is published; ${api}, status and newStatus`,
    appliesTo: hasNewStatus,
  },
  echoQuantity: {
    id: 'EDUV-DELIVERY-25',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'newTotalQuantity equals the total quantity of the request',
    effect: 'The school is billed for another number of licences than it has.',
    source: `${api}, newTotalQuantity: confirms the changed total quantity`,
    appliesTo: hasNewQuantity,
  },
  newStateNewId: {
    id: 'EDUV-DELIVERY-28',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation of another status or quantity has a new deliveryOrderReceiveId',
    effect: 'The shop takes the new state for a repeat and ignores it.',
    source: `ours: another status is another message; ${api}, deliveryOrderReceiveId: the reference of this confirmation`,
    stateful: true,
  },
  ownReceiveId: {
    id: 'EDUV-DELIVERY-33',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'deliveryOrderReceiveId is not empty',
    effect: 'The shop cannot recognize a repeat and processes the change twice.',
    source: `ours: an empty value identifies nothing; ${api}, deliveryOrderReceiveId: the reference of this confirmation`,
  },
  echoAsReceived: {
    id: 'EDUV-DELIVERY-57',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The confirmation returns the deliveryOrderReferenceId and the deliveryOrderId exactly as ' +
      'received, including upper and lower case',
    effect: 'A shop that compares the text cannot find its order.',
    source: `ours: senders compare it as text; ${api}, deliveryOrderReferenceId and deliveryOrderId: the values of the request; RFC 9562 §4`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  uniqueReceiveId: {
    id: 'EDUV-DELIVERY-122',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'Confirmations of different requests have different deliveryOrderReceiveIds',
    effect: 'The shop takes the second confirmation for a repeat of the first and ignores it.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderReceiveId: the reference of this confirmation`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
} satisfies Record<string, DeliveryRequirement>);
