import type { Actor, Requirement } from '../../../platform/requirements/requirement.js';

type DeliveryActor = Actor<
  | 'bestelomgeving'
  | 'aanspraakmanager'
  | 'licentieregistratie'
  | 'leermiddelendashboard'
  | 'leermiddelenportaal'
>;
export type DeliveryOperation =
  | 'getDeliveryOrder'
  | 'getDeliveryOrdersForSchool'
  | 'getDeliveryOrdersForUser'
  | 'getDeliveryOrdersByContract'
  | 'acceptDeliveryOrder'
  | 'confirmDeliveryOrder';

/** A requirement of the Delivery API. */
export type DeliveryRequirement = Requirement<DeliveryActor, DeliveryOperation>;

export const senders: readonly DeliveryActor[] = [
  'bestelomgeving client',
  'aanspraakmanager client',
];
export const callers: readonly DeliveryActor[] = [
  ...senders,
  'licentieregistratie client',
  'leermiddelendashboard client',
  'leermiddelenportaal client',
];
export const servers: readonly DeliveryActor[] = [
  'bestelomgeving server',
  'aanspraakmanager server',
];

export const messages: readonly DeliveryOperation[] = [
  'acceptDeliveryOrder',
  'confirmDeliveryOrder',
];
/** Operations with a JSON body: the read for a user is a POST. */
export const withBody: readonly DeliveryOperation[] = ['getDeliveryOrdersForUser', ...messages];
export const readOperations: readonly DeliveryOperation[] = [
  'getDeliveryOrder',
  'getDeliveryOrdersForSchool',
  'getDeliveryOrdersForUser',
  'getDeliveryOrdersByContract',
];
export const everyOperation: readonly DeliveryOperation[] = [...readOperations, ...messages];
