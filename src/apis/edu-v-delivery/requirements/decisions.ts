import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import { type DeliveryRequirement } from './actors-and-operations.js';

const { api, quantityChange, usage, sem } = deliverySources;

/** Requirements of what an Aanspraakmanager accepts and what it refuses in a confirmation. */
export const decisionRequirements = defineRequirements({
  becomesProcessed: {
    id: 'EDUV-DELIVERY-26',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'An order that is accepted is confirmed with newStatus processed',
    source: `${api}, newStatus: processed in reply to ordered is its example`,
    stateful: true,
  },
  lowersQuantity: {
    id: 'EDUV-DELIVERY-27',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A lowered quantity that is accepted is confirmed with newTotalQuantity',
    source: `${api}, newTotalQuantity: confirms a changed total quantity; ${quantityChange}`,
    stateful: true,
  },
  cancels: {
    id: 'EDUV-DELIVERY-29',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A cancellation that is accepted is confirmed with newStatus cancelled',
    source: `${api}, newStatus: the confirmed next status; ours`,
    stateful: true,
  },
  otherContentIgnored: {
    id: 'EDUV-DELIVERY-56',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'A repeated deliveryOrderReferenceId with another content is not processed: what was ' +
      'confirmed is confirmed again',
    source: `${api}, deliveryOrderReferenceId: not processed again; ours for another content`,
    stateful: true,
  },
  cancelBeforeOrder: {
    id: 'EDUV-DELIVERY-60',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The cancellation of an order that never came is refused in a confirmation',
    source: `${api}: not described; ours`,
    stateful: true,
  },
  refusesRaise: {
    id: 'EDUV-DELIVERY-70',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A raised quantity is refused in a confirmation',
    source: `${api}, DeliveryOrderRequest: the quantity can be lowered; how it is refused is ours`,
    stateful: true,
  },
  refusesOtherChange: {
    id: 'EDUV-DELIVERY-71',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A change of anything but the status and the quantity is refused in a confirmation',
    source: `${api}, DeliveryOrderRequest; how it is refused is ours`,
    stateful: true,
  },
  refusesAfterEnd: {
    id: 'EDUV-DELIVERY-72',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'A cancelled order that is sent as ordered again is refused in a confirmation',
    source: `${sem}, 3.5.6: a new order is needed`,
    stateful: true,
  },
  refusesEndInUse: {
    id: 'EDUV-DELIVERY-73',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The cancellation of an order that is in use is refused in a confirmation',
    source: `${usage}: what somebody uses can no longer be cancelled; ${api}, success`,
    stateful: true,
  },
  refusesWrongSum: {
    id: 'EDUV-DELIVERY-74',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'An order whose quantities do not add up to its totalQuantity is refused in a ' +
      'confirmation',
    source: `${api}, quantity: they add up; how it is refused is ours`,
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
