import type { ClientKind } from '../../kernel/auth/client.entity.js';

const order = ['eduv.order'];

/** The kinds of client that every workspace has for the Edu-V APIs. */
export const eduvClients: ClientKind[] = [
  { kind: 'bestelomgeving', scopes: order, connected: true },
  { kind: 'ordersysteem', scopes: order, connected: true },
  { kind: 'unconnected', scopes: order, connected: false },
  { kind: 'noscope', scopes: [], connected: true },
];
