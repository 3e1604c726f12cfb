import { runnerStep } from '../../edu-v/runner-step.js';
import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import { type DeliveryRequirement } from './actors-and-operations.js';

const { api, usage, sem } = deliverySources;

/** Requirements of what an Aanspraakmanager accepts and what it refuses in a confirmation. */
export const decisionRequirements = defineRequirements({
  becomesProcessed: {
    id: 'EDUV-DELIVERY-26',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation of an accepted order has newStatus processed',
    effect: 'The shop shows the order as not processed, although pupils can use it.',
    source: `ours: the example is taken as a rule; ${api}, newStatus: processed in reply to ordered`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  lowersQuantity: {
    id: 'EDUV-DELIVERY-27',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation of an accepted reduction has newTotalQuantity',
    effect: 'The shop does not know whether the lower quantity is in force, and bills the old one.',
    source: `ours: the shop needs the new quantity; ${api}, newTotalQuantity: optional, the Aanspraakmanager "can confirm" it`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  cancels: {
    id: 'EDUV-DELIVERY-29',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The confirmation of an accepted cancellation has newStatus cancelled',
    effect: 'The shop goes on billing an order that was cancelled.',
    source: `ours: the shop needs the new status; ${api}, newStatus: the confirmed next status`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  otherContentIgnored: {
    id: 'EDUV-DELIVERY-56',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager does not process a repeated deliveryOrderReferenceId with ' +
      'other content; it sends the first confirmation again',
    effect: 'Two requests under one reference leave the parties with different orders.',
    source: `ours: other content does not make it another request; ${api}, deliveryOrderReferenceId: not processed again`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  cancelBeforeOrder: {
    id: 'EDUV-DELIVERY-60',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager rejects the cancellation of an order it never received, in a ' +
      'confirmation',
    effect: 'The shop takes an order for cancelled that never existed at the Aanspraakmanager.',
    source: `ours: nothing can be cancelled; ${api}, DeliveryOrderRequest`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusesRaise: {
    id: 'EDUV-DELIVERY-70',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'The Aanspraakmanager does not confirm an increased quantity as a success',
    effect: 'The school gets licences that nobody ordered or pays for.',
    source: `${api}, DeliveryOrderRequest: after ordered, only the status changes or the quantity is reduced; DeliveryOrderConfirmation.success: false when the Aanspraakmanager disagrees`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusesOtherChange: {
    id: 'EDUV-DELIVERY-71',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager does not confirm a change of other fields than the status and the ' +
      'quantity as a success',
    effect: 'Pupils lose access, or get it outside the agreed period or product.',
    source: `${api}, DeliveryOrderRequest: after ordered, only the status changes or the quantity is reduced; DeliveryOrderConfirmation.success: false when the Aanspraakmanager disagrees`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusesAfterEnd: {
    id: 'EDUV-DELIVERY-72',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager rejects a cancelled order that is sent as ordered again, in a ' +
      'confirmation',
    effect: 'The school gets licences again that it has cancelled.',
    source: `ours: a rule of the predecessor; ${sem}, 3.5.6: a new order is needed`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusesEndInUse: {
    id: 'EDUV-DELIVERY-73',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager rejects the cancellation of an order that is in use, in a ' +
      'confirmation',
    effect: 'Pupils lose access to material that they work with.',
    source: `${usage}: an order in use can no longer be cancelled; ${api}, DeliveryOrderConfirmation.success: false when the Aanspraakmanager disagrees`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusesWrongSum: {
    id: 'EDUV-DELIVERY-74',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager rejects an order whose quantities do not add up to its ' +
      'totalQuantity, in a confirmation',
    effect: 'The school gets another number of licences than it pays for.',
    source: `ours: the form of the rejection; ${api}, quantity of studyYears, subjects and groups: they add up to the total quantity`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  refusesWrongBuyer: {
    id: 'EDUV-DELIVERY-125',
    level: 'SHOULD',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text:
      'The Aanspraakmanager rejects an order for a customer that a school buys, and an order for ' +
      'a school that a customer buys',
    effect: 'The licences are billed to a party that did not order them.',
    source: `ours: the form of the rejection; ${api}, deliveryType: the table of buyers in its description`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
  confirmsRequestedStatus: {
    id: 'EDUV-DELIVERY-126',
    level: 'MUST',
    actors: ['aanspraakmanager client'],
    operations: ['confirmDeliveryOrder'],
    text: 'newStatus in the confirmation of an accepted cancellation is cancelled',
    effect: 'The shop goes on billing an order that was cancelled.',
    source: `${api}, newStatus: the confirmed next status`,
    stateful: true,
    nextStep: runnerStep('aanspraakmanager'),
  },
} satisfies Record<string, DeliveryRequirement>);
