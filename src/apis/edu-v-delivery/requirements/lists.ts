import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { deliverySources } from '../sources.js';
import { type DeliveryRequirement } from './actors-and-operations.js';

const { api } = deliverySources;

/** Requirements of the three lists: which delivery orders belong in each. */
export const listRequirements = defineRequirements({
  statusFilter: {
    id: 'EDUV-DELIVERY-91',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool', 'getDeliveryOrdersForUser'],
    text: 'A list request with a status returns only orders with that status',
    effect: 'A dashboard shows cancelled orders as current ones, or the reverse.',
    source: `${api}, parameter status`,
    stateful: true,
  },
  typeFilter: {
    id: 'EDUV-DELIVERY-92',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'A list request with a deliveryType returns only orders of that type',
    effect: 'A dashboard shows orders of the wrong kind.',
    source: `${api}, parameter deliveryType`,
    stateful: true,
  },
  schoolNamed: {
    id: 'EDUV-DELIVERY-93',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'The Bestelomgeving rejects a list request with 400 when it does not identify the school',
    effect: 'A reader that forgets the school gets orders of others, or an empty list.',
    source: `${api}, orgMasterId, orgId and orgIdType: all optional; our interpretation`,
    stateful: true,
  },
  schoolByOtherId: {
    id: 'EDUV-DELIVERY-94',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'The Bestelomgeving returns the same orders by orgId and orgIdType as by orgMasterId',
    effect: 'Schools without a master identifier do not see their orders.',
    source: `${api}, orgId: used when there is no orgMasterId; our interpretation`,
    stateful: true,
  },
  sentToSchool: {
    id: 'EDUV-DELIVERY-95',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'The orders of a school include every order that was sent for the school',
    effect: 'The school does not see what it has ordered.',
    source: `${api}, Get DeliveryOrders for School`,
    stateful: true,
  },
  schoolOnly: {
    id: 'EDUV-DELIVERY-96',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'Every order in the list of a school was delivered to it or bought by it',
    effect: 'A school sees the orders of another one.',
    source:
      `${api}, Get DeliveryOrders for School; which orders belong to a school is our ` +
      'interpretation',
    stateful: true,
  },
  sentUnderContract: {
    id: 'EDUV-DELIVERY-97',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersByContract'],
    text: 'The orders of a contract include every order that was sent under the contract',
    effect: 'The Aanspraakmanager misses orders when it restores a contract.',
    source: `${api}, Get DeliveryOrders by Contract`,
    stateful: true,
  },
  contractOnly: {
    id: 'EDUV-DELIVERY-98',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersByContract'],
    text: 'Every order in the list of a contract has its contractId',
    effect: 'The Aanspraakmanager counts orders of other contracts.',
    source: `${api}, Get DeliveryOrders by Contract`,
    stateful: true,
  },
  userOnly: {
    id: 'EDUV-DELIVERY-99',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForUser'],
    text: 'An order for listed users is among the orders of a user only if it lists that user',
    effect: 'A pupil sees the material of somebody else.',
    source:
      `${api}, Get DeliveryOrders for User at School; which orders belong to a user is our ` +
      'interpretation',
    stateful: true,
  },
  userListed: {
    id: 'EDUV-DELIVERY-100',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForUser'],
    text: 'The orders of a user include every order of the school that lists the user',
    effect: 'A pupil does not find material that was ordered for him or her.',
    source:
      `${api}, Get DeliveryOrders for User at School; which orders belong to a user is our ` +
      'interpretation',
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
