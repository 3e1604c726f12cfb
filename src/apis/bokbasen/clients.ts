import type { ClientKind } from '../../platform/oauth/client.entity.js';

/** The parties of every workspace, by what they do in the seed. */
export const BUYER = '4321';
export const SELLER = '987654';
export const READER = '555000';

/** The kinds of client that every workspace has for Bokbasen. */
export const bokbasenClients: ClientKind[] = [
  { kind: 'buyer', scopes: [], audiences: ['orders'], parties: [BUYER], connected: true },
  { kind: 'seller', scopes: [], audiences: ['orders'], parties: [SELLER], connected: true },
  // Whom DDS serves: what each may do there is the business of DDS.
  ...['store', 'subscription', 'partner', 'library'].map((kind) => ({
    kind,
    scopes: [],
    audiences: ['dds', 'bokskya', 'reporting'],
    connected: true,
  })),
  // A third party: it may ask, and sees none of the others' orders.
  {
    kind: 'reader',
    scopes: [],
    audiences: ['orders'],
    parties: [READER],
    onlooker: true,
    connected: true,
  },
];
