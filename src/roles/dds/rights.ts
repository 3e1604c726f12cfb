import type { Client } from '../../platform/oauth/client.entity.js';

export type Right = 'store' | 'subscription' | 'raw' | 'library';

/** Rights by kind of client. */
const rights: Record<string, readonly Right[]> = {
  everything: ['store', 'subscription', 'raw', 'library'],
  store: ['store'],
  subscription: ['subscription'],
  partner: ['raw'],
  library: ['library'],
};

export function hasRight({ kind }: Pick<Client, 'kind'>, right: Right): boolean {
  return rights[kind]?.includes(right) ?? false;
}
