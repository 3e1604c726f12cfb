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
    text: 'The Bestelomgeving answers a repeated confirmation with 202',
    effect: 'The Aanspraakmanager sends the confirmation again and again, or gives up.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderReceiveId: the confirmation may be sent several times; response 202`,
    stateful: true,
  },
  handledOnce: {
    id: 'EDUV-DELIVERY-19',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'The Bestelomgeving processes a confirmation once: a repeat does not undo later changes',
    effect: 'An order that is in use falls back to an earlier status, and is cancelled by mistake.',
    source: `${api}, DeliveryOrderConfirmation.deliveryOrderReceiveId: the receiver processes the confirmation once`,
    stateful: true,
  },
  unknownReference: {
    id: 'EDUV-DELIVERY-52',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'The Bestelomgeving rejects a confirmation of a request that was never sent with 400',
    effect: 'The Aanspraakmanager does not notice that its confirmation belongs to no order.',
    source: `ours: an unknown reference is an error of the sender; ${api}, DeliveryOrderConfirmation.deliveryOrderReferenceId`,
    stateful: true,
  },
  otherOrder: {
    id: 'EDUV-DELIVERY-53',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Bestelomgeving rejects a confirmation whose deliveryOrderId differs from the ' +
      'request with 400',
    effect: 'The decision on one order is applied to another one.',
    source: `ours: both ids name one order; ${api}, DeliveryOrderConfirmation.deliveryOrderId`,
    stateful: true,
  },
  latestState: {
    id: 'EDUV-DELIVERY-54',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'confirmDeliveryOrder'],
    text: 'After a confirmation, the order has the confirmed status and quantity',
    effect: 'Dashboards and portals show pupils and teachers an outdated order.',
    source: `${api}, info: the Bestelomgeving is the source and serves the latest state`,
    stateful: true,
  },
  refusalChangesNothing: {
    id: 'EDUV-DELIVERY-55',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrder', 'confirmDeliveryOrder'],
    text:
      'The Bestelomgeving answers 202 to a confirmation with success false and does not ' +
      'change the order',
    effect: 'The shop shows an order as cancelled that is still in use.',
    source: `${api}, DeliveryOrderConfirmation.success: false when the Aanspraakmanager disagrees; response 202`,
    stateful: true,
  },
  requiredFieldTaken: {
    id: 'EDUV-DELIVERY-77',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['confirmDeliveryOrder'],
    text: 'The Bestelomgeving accepts a confirmation with newDeliveryOrderStatus',
    effect: 'Every Aanspraakmanager that follows the published schema gets a rejection.',
    source: `${api}, DeliveryOrderConfirmation, required: newDeliveryOrderStatus`,
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
