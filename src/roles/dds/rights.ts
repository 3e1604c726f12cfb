import type { Client } from '../../platform/oauth/client.entity.js';
import { ownValue } from '../../platform/validation/own-value.js';

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
  return ownValue(rights, kind)?.includes(right) ?? false;
}
