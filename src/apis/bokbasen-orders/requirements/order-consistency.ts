import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenOrderPages } from '../sources.js';
import { type OrderRequirement } from './actors-and-operations.js';

const { send, get, status, quantity } = bokbasenOrderPages;

/** Requirements of what stays the same in an order, and of orders that have nothing in common. */
export const consistencyRequirements = defineRequirements({
  restStays: {
    id: 'BOKB-ORDER-152',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['updateOrderLineStatus', 'updateOrderLineQuantity', 'getOrder'],
    text: 'An update of a line leaves the other lines, and the data of the order, unchanged',
    effect: 'The bookshop sees another product, quantity or date than it ordered.',
    source: `ours: an update changes what it names; based on ${status}, ${quantity}: the fields of the body`,
    stateful: true,
  },
  listedOnce: {
    id: 'BOKB-ORDER-153',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['listOrders'],
    text: 'A list contains each order once',
    effect: 'A publisher that takes its work from the list delivers the same books twice.',
    source: `ours: a second item says nothing new; based on ${get}: the orders that were last updated at or after fromDate`,
    stateful: true,
  },
  numberOfSender: {
    id: 'BOKB-ORDER-154',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: ['sendOrder', 'getOrder'],
    text: 'Two companies can use the same OrderNumber',
    effect: 'A bookshop cannot order because another one happens to use the same numbers.',
    source: `${send}: OrderNumber must be unique for the sending company`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
