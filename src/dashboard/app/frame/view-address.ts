import type { Filters } from '../traffic/filters.js';

/** The part of the address after `#`: a view that can be bookmarked. */
export interface Route {
  page: 'traffic' | 'start';
  workspace: string;
  /** Id of the exchange that is open. */
  exchange?: string | undefined;
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
