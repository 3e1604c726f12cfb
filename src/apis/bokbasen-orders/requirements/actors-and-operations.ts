import type { Actor, Requirement } from '../../../platform/requirements/requirement.js';

type OrderActor = Actor<'buyer' | 'seller' | 'bokbasen-orders'>;
export type OrderOperation =
  | 'sendOrder'
  | 'listOrders'
  | 'getOrder'
  | 'getOrderEditx'
  | 'updateOrderLineStatus'
  | 'updateOrderLineQuantity';

/** A requirement of the Order API. */
export type OrderRequirement = Requirement<OrderActor, OrderOperation>;

export const clients: readonly OrderActor[] = ['buyer client', 'seller client'];

export const readOperations: readonly OrderOperation[] = ['listOrders', 'getOrder'];
export const updates: readonly OrderOperation[] = [
  'updateOrderLineStatus',
  'updateOrderLineQuantity',
];
/** Operations with a body. */
export const messages: readonly OrderOperation[] = ['sendOrder', ...updates];
export const everyOperation: readonly OrderOperation[] = [
  'sendOrder',
  ...readOperations,
  'getOrderEditx',
  ...updates,
];
