import type { ClientKind } from '../../platform/oauth/client.entity.js';

const order = 'eduv.order';
const delivery = (whose: string): string => `eduv.delivery.${whose}`;
const deliveries = ['entitlor', 'licensor', 'dashboard', 'portal'].map(delivery);

/**
 * Clients that every workspace has for the Edu-V APIs, with the scopes of the operations that they
 * call.
 */
export const eduvClients: ClientKind[] = [
  { kind: 'bestelomgeving', scopes: [order, delivery('entitlor')], connected: true },
  { kind: 'ordersysteem', scopes: [order], connected: true },
  { kind: 'aanspraakmanager', scopes: [delivery('entitlor')], connected: true },
  { kind: 'licentieregistratie', scopes: [delivery('licensor')], connected: true },
  { kind: 'dashboard', scopes: [delivery('dashboard')], connected: true },
  { kind: 'portaal', scopes: [delivery('portal')], connected: true },
  { kind: 'unconnected', scopes: [order, ...deliveries], connected: false },
  { kind: 'noscope', scopes: [], connected: true },
];
