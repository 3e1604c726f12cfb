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
    text: 'A question with a status is answered with orders of that status alone',
    source: `${api}, the parameter status`,
    stateful: true,
  },
  typeFilter: {
    id: 'EDUV-DELIVERY-92',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'A question with a deliveryType is answered with orders of that type alone',
    source: `${api}, the parameter deliveryType`,
    stateful: true,
  },
  schoolNamed: {
    id: 'EDUV-DELIVERY-93',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'A question that names no school, or half of one, is refused with 400',
    source: `${api}, orgMasterId, orgId and orgIdType: all optional; ours`,
    stateful: true,
  },
  schoolByOtherId: {
    id: 'EDUV-DELIVERY-94',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'A school has the same orders by orgId with orgIdType as by orgMasterId',
    source: `${api}, orgId: used when there is no orgMasterId; ours`,
    stateful: true,
  },
  sentToSchool: {
    id: 'EDUV-DELIVERY-95',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'An order that was sent for a school is among the orders of that school',
    source: `${api}, Get DeliveryOrders for School`,
    stateful: true,
  },
  schoolOnly: {
    id: 'EDUV-DELIVERY-96',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForSchool'],
    text: 'The orders of a school are all for it, or bought by it',
    source: `${api}, Get DeliveryOrders for School; which belong to it is ours`,
    stateful: true,
  },
  sentUnderContract: {
    id: 'EDUV-DELIVERY-97',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersByContract'],
    text: 'An order that was sent under a contract is among the orders of that contract',
    source: `${api}, Get DeliveryOrders by Contract`,
    stateful: true,
  },
  contractOnly: {
    id: 'EDUV-DELIVERY-98',
    level: 'MUST',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersByContract'],
    text: 'The orders of a contract all have its contractId',
    source: `${api}, Get DeliveryOrders by Contract`,
    stateful: true,
  },
  userOnly: {
    id: 'EDUV-DELIVERY-99',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForUser'],
    text: 'An order for listed users is among the orders of a user only where it lists him',
    source: `${api}, Get DeliveryOrders for User at School; which belong to him is ours`,
    stateful: true,
  },
  userListed: {
    id: 'EDUV-DELIVERY-100',
    level: 'SHOULD',
    actors: ['bestelomgeving server'],
    operations: ['getDeliveryOrdersForUser'],
    text: 'An order of the school that lists a user is among his orders',
    source: `${api}, Get DeliveryOrders for User at School; which belong to him is ours`,
    stateful: true,
  },
} satisfies Record<string, DeliveryRequirement>);
