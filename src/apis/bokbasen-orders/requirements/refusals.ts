import { defineRequirements } from '../../../platform/requirements/requirement.js';
import { bokbasenErrorPage } from '../../bokbasen/rejections.js';
import { bokbasenOrderPages } from '../sources.js';
import { everyOperation, updates, type OrderRequirement } from './actors-and-operations.js';

const { send, get, status, quantity, changes } = bokbasenOrderPages;

/** Requirements of how Bokbasen refuses calls. */
export const refusalRequirements = defineRequirements({
  schemaStatus: {
    id: 'BOKB-ORDER-150',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['listOrders', ...updates],
    text: 'The server answers 400 to a message or parameters that are invalid',
    effect: 'A client cannot tell a fault of its own message from a missing right.',
    source: `ours: 400 is the usual status; based on ${get}, ${status}, ${quantity}: errors are "40x", and on ${bokbasenErrorPage}, which is about DDS`,
    stateful: true,
  },
  tokenNeeded: {
    id: 'BOKB-ORDER-151',
    level: 'MUST',
    actors: ['bokbasen-orders server'],
    operations: everyOperation,
    text: 'The server rejects a call without a valid token with a 40x status',
    effect: 'Everybody can read what schools order, and change it.',
    source: `${send}, ${get}, ${status}, ${quantity}: Authorization is Required; errors are "40x"`,
    stateful: true,
  },
  anyDate: {
    id: 'BOKB-ORDER-155',
    level: 'SHOULD',
    actors: ['bokbasen-orders server'],
    operations: ['listOrders'],
    text: 'The server ignores a Date header with another date',
    effect: 'Clients whose clock is wrong, or that send a fixed date, cannot call.',
    source: `ours: what is not needed is not read; based on ${changes}: Date is no longer needed`,
    stateful: true,
  },
} satisfies Record<string, OrderRequirement>);
