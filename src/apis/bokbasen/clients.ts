import type { ClientKind } from '../../platform/oauth/client.entity.js';

/** Numbers of the parties in the seed of every workspace. */
export const BUYER = '4321';
export const SELLER = '987654';
export const READER = '555000';

/** Clients that every workspace has for Bokbasen. */
export const bokbasenClients: ClientKind[] = [
  { kind: 'buyer', scopes: [], audiences: ['orders'], parties: [BUYER], connected: true },
  { kind: 'seller', scopes: [], audiences: ['orders'], parties: [SELLER], connected: true },
  // Clients of DDS; roles/dds decides their rights.
  ...['store', 'subscription', 'partner', 'library'].map((kind) => ({
    kind,
    scopes: [],
    audiences: ['dds', 'bokskya', 'reporting'],
    connected: true,
  })),
  // A third party that sees no orders of the others.
  {
    kind: 'reader',
    scopes: [],
    audiences: ['orders'],
    parties: [READER],
    onlooker: true,
    connected: true,
  },
];
