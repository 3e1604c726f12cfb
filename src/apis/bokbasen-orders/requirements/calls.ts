import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenSources } from '../../bokbasen/rejections.js';
import { bokbasenOrderPages } from '../sources.js';
import { clients, everyOperation, type OrderRequirement } from './actors-and-operations.js';

const { send, get, status, quantity, api } = bokbasenOrderPages;

/** Requirements of every call, and of calls that read orders. */
export const callRequirements = defineRequirements({
  followsOrder: {
    id: 'BOKB-ORDER-15',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['getOrder'],
    text: 'The buyer asks for an order until it was processed',
    source: `${send}: processing may fail, and is told by Get order; ours`,
    stateful: true,
  },
  validMessage: {
    id: 'BOKB-ORDER-25',
    level: 'MUST',
    actors: clients,
    operations: ['listOrders', 'updateOrderLineStatus', 'updateOrderLineQuantity'],
    text: 'A message and its parameters are as the page has them',
    source: `${status}, ${quantity}, ${get}: required fields and formats`,
  },
  knownOrder: {
    id: 'BOKB-ORDER-27',
    level: 'SHOULD',
    actors: clients,
    operations: ['getOrder', 'getOrderEditx', 'updateOrderLineStatus', 'updateOrderLineQuantity'],
    text: 'A call names an order, and a line, that its caller can see',
    source: `${get}: Location and list give the id; ours`,
  },
  noGap: {
    id: 'BOKB-ORDER-37',
    level: 'SHOULD',
    actors: clients,
    operations: ['listOrders'],
    text: 'A list begins no later than the one before it was asked for',
    source: `${get}, fromDate: the last update from this time on; ours`,
    stateful: true,
  },
  notInTheFuture: {
    id: 'BOKB-ORDER-38',
    level: 'SHOULD',
    actors: clients,
    operations: ['listOrders'],
    text: 'fromDate does not lie in the future',
    source: `${get}, fromDate; ours`,
  },
  authorised: {
    id: 'BOKB-ORDER-40',
    level: 'MUST',
    actors: clients,
    operations: everyOperation,
    text: 'A call carries a token for the audience orders',
    source: bokbasenSources.audiences,
  },
  provided: {
    id: 'BOKB-ORDER-41',
    level: 'MUST',
    actors: clients,
    operations: everyOperation,
    text: 'A path is called by its method',
    source: `${api}: its operations`,
  },
} satisfies Record<string, OrderRequirement>);
