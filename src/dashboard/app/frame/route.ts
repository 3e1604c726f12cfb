import { useSyncExternalStore } from 'react';
import type { Filters } from '../traffic/filters.js';

/** The part of the address after `#`: a view that can be bookmarked. */
export interface Route {
  page: 'traffic' | 'start';
  workspace: string;
  /** Id of the exchange that is open. */
  exchange?: string;
  filters: Filters;
}

const DEFAULT_WORKSPACE = 'default';
const NAMES = ['role', 'operation', 'direction', 'status'] as const;

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, exchange] = path.split('/');
  const parameters = new URLSearchParams(query);
  const filters: Filters = {};
  for (const name of NAMES) {
    const value = parameters.get(name);
    if (value) filters[name] = value;
  }
  if (parameters.has('findings')) filters.findings = true;
  const search = parameters.get('q');
  if (search) filters.search = search;
  return {
    page: page === 'start' ? 'start' : 'traffic',
    workspace: parameters.get('ws') ?? DEFAULT_WORKSPACE,
    ...(exchange && { exchange }),
    filters,
  };
}

export function hashOf({ page, workspace, exchange, filters }: Route): string {
  const parameters = new URLSearchParams();
  if (workspace !== DEFAULT_WORKSPACE) parameters.set('ws', workspace);
  for (const name of NAMES) {
    const value = filters[name];
    if (value) parameters.set(name, value);
  }
  if (filters.findings) parameters.set('findings', '1');
  if (filters.search) parameters.set('q', filters.search);
  const query = parameters.toString();
  return `#/${page}${exchange === undefined ? '' : `/${exchange}`}${query && `?${query}`}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

let parsed = { hash: '', route: parseRoute('') };

function currentRoute(): Route {
  const { hash } = window.location;
  if (parsed.hash !== hash) parsed = { hash, route: parseRoute(hash) };
  return parsed.route;
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}

/** Changes the address. `replace` adds no step for the back button. */
export function navigate(change: Partial<Route>, { replace = false } = {}): void {
  const hash = hashOf({ ...currentRoute(), ...change });
  if (hash === window.location.hash) return;
  if (!replace) window.location.hash = hash;
  else {
    window.history.replaceState(null, '', hash);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }
}
