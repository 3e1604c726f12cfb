import type { Actor, Requirement } from '../../../platform/requirements/requirement.js';

type OrderActor = Actor<'ordersysteem' | 'bestelomgeving'>;
export type OrderOperation =
  'acceptOrder' | 'acceptCreditOrder' | 'confirmOrder' | 'confirmCreditOrder';

/** A requirement of the Order API. */
export type OrderRequirement = Requirement<OrderActor, OrderOperation>;

export const callers: readonly OrderActor[] = ['bestelomgeving client', 'ordersysteem client'];
export const servers: readonly OrderActor[] = ['ordersysteem server', 'bestelomgeving server'];

export const requests: readonly OrderOperation[] = ['acceptOrder', 'acceptCreditOrder'];
export const confirmations: readonly OrderOperation[] = ['confirmOrder', 'confirmCreditOrder'];
export const everyOperation: readonly OrderOperation[] = [...requests, ...confirmations];
