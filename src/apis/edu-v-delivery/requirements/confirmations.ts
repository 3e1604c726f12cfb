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
    text: 'Every request that was answered 202 is confirmed',
    source: `${api}: the descriptions of accept and confirm`,
    stateful: true,
  },
  echoReference: {
    id: 'EDUV-DELIVERY-06',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation repeats the deliveryOrderReferenceId of a request that was sent',
    source: `${api}, deliveryOrderReferenceId`,
  },
  repeatConfirmed: {
    id: 'EDUV-DELIVERY-07',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A repeated request is confirmed again, with the same deliveryOrderReceiveId',
    source:
      `${api}, deliveryOrderReferenceId: not processed again, the confirmation is sent again; ` +
      'deliveryOrderReceiveId',
    stateful: true,
  },
  repeatedAtOnce: {
    id: 'EDUV-DELIVERY-08',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A request that comes several times at once is processed once',
    source: `${api}, deliveryOrderReferenceId: not processed again`,
    stateful: true,
  },
  refusedNotProcessed: {
    id: 'EDUV-DELIVERY-09',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A request that was refused with 400 is not confirmed',
    source: `${api}: a 400 ends the exchange; ours`,
    stateful: true,
  },
  echoProduct: {
    id: 'EDUV-DELIVERY-12',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation repeats the productId of its request',
    source: `${api}, productId`,
  },
  reasonWithRefusal: {
    id: 'EDUV-DELIVERY-13',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A refusal carries a status and a statusMessage that say why',
    source: `${api}, success: with status and statusMessage`,
    appliesTo: isRefusal,
  },
  saysWhatChanged: {
    id: 'EDUV-DELIVERY-14',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation of success says what changed: newStatus, or newTotalQuantity',
    source: `${api}, newStatus and newTotalQuantity; ours`,
    appliesTo: isSuccessful,
  },
  confirmedOnce: {
    id: 'EDUV-DELIVERY-15',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A change is confirmed once: the same confirmation keeps its deliveryOrderReceiveId',
    source: `${api}, deliveryOrderReceiveId: the same for every resend`,
  },
  sameConfirmation: {
    id: 'EDUV-DELIVERY-16',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation that is sent again is the same message',
    source: `${api}, deliveryOrderReceiveId`,
    stateful: true,
  },
  successHasItsCode: {
    id: 'EDUV-DELIVERY-17',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation of success has a status of success',
    source: `${api}, status; ours`,
    appliesTo: isSuccessful,
  },
  notInTheFuture: {
    id: 'EDUV-DELIVERY-21',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'processedTimestamp does not lie in the future',
    source: `${api}, processedTimestamp: when the change took effect; ours`,
  },
  notBeforeReceipt: {
    id: 'EDUV-DELIVERY-22',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'processedTimestamp does not lie before the request was sent',
    source: `${api}, processedTimestamp: when the change took effect; ours`,
    stateful: true,
  },
  echoDeliveryOrder: {
    id: 'EDUV-DELIVERY-23',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation repeats the deliveryOrderId of its request',
    source: `${api}, deliveryOrderId`,
  },
  statusFollows: {
    id: 'EDUV-DELIVERY-24',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'newStatus is one that the order can get: processed after ordered, licensed after ' +
      'processed, cancelled when that was asked for',
    source: `${api}, status and newStatus; no table of transitions is published, this one is ours`,
    appliesTo: hasNewStatus,
  },
  echoQuantity: {
    id: 'EDUV-DELIVERY-25',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'newTotalQuantity is the total quantity that the request has',
    source: `${api}, newTotalQuantity: confirms a changed total quantity`,
    appliesTo: hasNewQuantity,
  },
  newStateNewId: {
    id: 'EDUV-DELIVERY-28',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'Another state is told by a confirmation with a deliveryOrderReceiveId of its own',
    source: `${api}, deliveryOrderReceiveId: the reference of this confirmation; ours`,
    stateful: true,
  },
  ownReceiveId: {
    id: 'EDUV-DELIVERY-33',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A deliveryOrderReceiveId is not empty',
    source: `${api}, deliveryOrderReceiveId: the reference of this confirmation; ours`,
  },
  echoAsReceived: {
    id: 'EDUV-DELIVERY-57',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A deliveryOrderReferenceId is repeated as it came, with its capitals',
    source: `${api}, deliveryOrderReferenceId: echoed; RFC 9562 §4`,
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
