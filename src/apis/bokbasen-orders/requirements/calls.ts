import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenOrderPages } from '../sources.js';
import { clients, everyOperation, type OrderRequirement } from './actors-and-operations.js';

const { send, get, status, quantity, api, authentication } = bokbasenOrderPages;

/** Requirements of every call, and of calls that read orders. */
export const callRequirements = defineRequirements({
  followsOrder: {
    id: 'BOKB-ORDER-15',
    level: 'SHOULD',
    actors: ['buyer client'],
    operations: ['getOrder'],
    text: 'The buyer polls the order until it is processed',
    effect: 'The bookshop does not notice that an order failed, and its customer waits in vain.',
    source: `ours: nothing else tells the result; based on ${send}: processing may fail, and Get order shows the result`,
    stateful: true,
  },
  validMessage: {
    id: 'BOKB-ORDER-25',
    level: 'MUST',
    actors: clients,
    operations: ['listOrders', 'updateOrderLineStatus', 'updateOrderLineQuantity'],
    text: 'The message and the parameters conform to the documentation of the operation',
    effect: 'The call is refused, so that an update or a new order is missed.',
    source: `${status}, ${quantity}, ${get}: required fields and formats`,
  },
  knownOrder: {
    id: 'BOKB-ORDER-27',
    level: 'SHOULD',
    actors: clients,
    operations: ['getOrder', 'getOrderEditx', 'updateOrderLineStatus', 'updateOrderLineQuantity'],
    text: 'The call refers to an order, and a line, that the client can access',
    effect: 'The call changes and returns nothing, and the client may wait for it for ever.',
    source: `ours: such a call cannot succeed; based on ${get}: the list and Location contain the id`,
  },
  noGap: {
    id: 'BOKB-ORDER-37',
    level: 'SHOULD',
    actors: clients,
    operations: ['listOrders'],
    text: 'The fromDate of a list request is not later than the time of the previous list request',
    effect: 'The client misses the orders that changed between its two lists.',
    source: `ours: what changed in a gap is never listed; based on ${get}, fromDate: last updated at or after this time`,
    stateful: true,
  },
  notInTheFuture: {
    id: 'BOKB-ORDER-38',
    level: 'SHOULD',
    actors: clients,
    operations: ['listOrders'],
    text: 'fromDate is not in the future',
    effect: 'The list is empty, and the client misses new orders without noticing.',
    source: `ours: such a list is always empty; based on ${get}, fromDate: last updated at or after this time`,
  },
  authorised: {
    id: 'BOKB-ORDER-40',
    level: 'MUST',
    actors: clients,
    operations: everyOperation,
    text: 'The call carries a token for the orders audience',
    effect: 'The call is refused, and no order or update gets through.',
    source: `${send}, ${get}, ${status}, ${quantity}: Authorization is required; ${authentication}: audience https://api.bokbasen.io/orders/`,
  },
  provided: {
    id: 'BOKB-ORDER-41',
    level: 'MUST',
    actors: clients,
    operations: everyOperation,
    text: 'The client calls each path with a method that it supports',
    effect: 'The call is refused, and the client does not reach the operation that it needs.',
    source: `${api}: its operations`,
  },
} satisfies Record<string, OrderRequirement>);
