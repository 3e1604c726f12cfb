import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import { type DeliveryRequirement } from './actors-and-operations.js';

const { api } = deliverySources;

/** Requirements of a Bestelomgeving that receives confirmations. */
export const confirmationResponseRequirements = defineRequirements({
  confirmationRepeats: {
    id: 'EDUV-DELIVERY-18',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation that comes again is answered 202',
    source: `${api}, deliveryOrderReceiveId: it may be sent several times`,
    stateful: true,
  },
  handledOnce: {
    id: 'EDUV-DELIVERY-19',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text:
      'A confirmation is processed the first time only: its repeat does not undo what came ' +
      'after it',
    source: `${api}, deliveryOrderReceiveId: by it the receiver handles a confirmation once`,
    stateful: true,
  },
  unknownReference: {
    id: 'EDUV-DELIVERY-52',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation of a request that was never sent is refused with 400',
    source: `${api}: not described; ours`,
    stateful: true,
  },
  otherOrder: {
    id: 'EDUV-DELIVERY-53',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation with another deliveryOrderId than its request is refused with 400',
    source: `${api}: not described; ours`,
    stateful: true,
  },
  latestState: {
    id: 'EDUV-DELIVERY-54',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'confirmDeliveryOrder'],
    text: 'What was confirmed is what an order says from then on: its status, and its quantity',
    source: `${api}: the Bestelomgeving is the source and serves the latest state`,
    stateful: true,
  },
  refusalChangesNothing: {
    id: 'EDUV-DELIVERY-55',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'confirmDeliveryOrder'],
    text: 'A confirmation with success false is answered 202, and leaves the order as it was',
    source: `${api}, success; ours`,
    stateful: true,
  },
  oldFieldTaken: {
    id: 'EDUV-DELIVERY-77',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'A confirmation with a newDeliveryOrderStatus is taken',
    source: `${api}: DeliveryOrderConfirmation requires that field, and does not define it`,
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
