import type { ClientKind } from '../../platform/oauth/client.entity.js';

const order = 'eduv.order';
const delivery = (whose: string): string => `eduv.delivery.${whose}`;
const deliveries = ['entitlor', 'licensor', 'dashboard', 'portal'].map(delivery);

/**
 * Clients that every workspace has for the Edu-V APIs, with the scopes of the operations that they
 * call.
 */
export const eduvClients: ClientKind[] = [
  {
    kind: 'bestelomgeving',
    description: 'Calls the Edu-V operations that a Bestelomgeving calls.',
    scopes: [order, delivery('entitlor')],
    connected: true,
  },
  {
    kind: 'ordersysteem',
    description: 'Calls the Edu-V operations that an Ordersysteem calls.',
    scopes: [order],
    connected: true,
  },
  {
    kind: 'aanspraakmanager',
    description: 'Calls the Edu-V operations that an Aanspraakmanager calls.',
    scopes: [delivery('entitlor')],
    connected: true,
  },
  {
    kind: 'licentieregistratie',
    description: 'Reads delivery orders as a Licentieregistratie.',
    scopes: [delivery('licensor')],
    connected: true,
  },
  {
    kind: 'dashboard',
    description: 'Reads delivery orders as a Leermiddelendashboard.',
    scopes: [delivery('dashboard')],
    connected: true,
  },
  {
    kind: 'portaal',
    description: 'Reads delivery orders as a Leermiddelenportaal.',
    scopes: [delivery('portal')],
    connected: true,
  },
  {
    kind: 'unconnected',
    description: 'Has all Edu-V scopes, but no connection: the operations answer 403.',
    scopes: [order, ...deliveries],
    connected: false,
  },
  {
    kind: 'noscope',
    description: 'Has no Edu-V scope: the operations answer 401.',
    scopes: [],
    connected: true,
  },
];
