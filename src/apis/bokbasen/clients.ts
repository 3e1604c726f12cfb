import type { ClientKind } from '../../platform/oauth/client.entity.js';

/** Numbers of the parties in the seed of every workspace. */
export const BUYER = '4321';
export const SELLER = '987654';
export const READER = '555000';

/** Clients of DDS, with what they do there. roles/dds decides their rights. */
const ddsClients = {
  store: 'Sells e-books and audiobooks.',
  subscription: 'Orders for the subscribers of a subscription service.',
  partner: 'Reads raw content.',
  library: 'Reads library content.',
};

/** Clients that every workspace has for Bokbasen. */
export const bokbasenClients: ClientKind[] = [
  {
    kind: 'buyer',
    description: `Buys as party \`${BUYER}\`.`,
    scopes: [],
    audiences: ['orders'],
    parties: [BUYER],
    connected: true,
  },
  {
    kind: 'seller',
    description: `Sells as party \`${SELLER}\`.`,
    scopes: [],
    audiences: ['orders'],
    parties: [SELLER],
    connected: true,
  },
  ...Object.entries(ddsClients).map(([kind, description]) => ({
    kind,
    description,
    scopes: [],
    audiences: ['dds', 'bokskya', 'reporting'],
    connected: true,
  })),
  // A third party that sees no orders of the others.
  {
    kind: 'reader',
    description: `Party \`${READER}\`, which reads no orders of the others.`,
    scopes: [],
    audiences: ['orders'],
    parties: [READER],
    onlooker: true,
    connected: true,
  },
];
