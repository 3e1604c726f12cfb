import type { Filters } from '../traffic/filters.js';

/** The pages, in the order of the navigation. */
export const PAGES = [
  'traffic',
  'outbox',
  'partners',
  'chain',
  'try',
  'control',
  'conformance',
  'start',
] as const;
export type PageName = (typeof PAGES)[number];

const isPage = (name: string | undefined): name is PageName => PAGES.some((page) => page === name);

/** The part of the address after `#`: a view that can be bookmarked. */
export interface Route {
  page: PageName;
  workspace: string;
  /** Id or name of what is open on the page: an exchange, an order, a section. */
  item?: string | undefined;
  filters: Filters;
}

export const DEFAULT_WORKSPACE = 'default';
const NAMES = [
  'role',
  'operation',
  'direction',
  'status',
  'state',
  'verdict',
  'level',
  'api',
] as const;

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, item] = path.split('/');
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
    page: isPage(page) ? page : 'traffic',
    workspace: parameters.get('ws') ?? DEFAULT_WORKSPACE,
    ...(item && { item: decoded(item) }),
    filters,
  };
}

/** The text of a part of the address; as it is if its encoding is wrong. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function hashOf({ page, workspace, item, filters }: Route): string {
  const parameters = new URLSearchParams();
  if (workspace !== DEFAULT_WORKSPACE) parameters.set('ws', workspace);
  for (const name of NAMES) {
    const value = filters[name];
    if (value) parameters.set(name, value);
  }
  if (filters.findings) parameters.set('findings', '1');
  if (filters.search) parameters.set('q', filters.search);
  const query = parameters.toString();
  return `#/${page}${item === undefined ? '' : `/${encodeURIComponent(item)}`}${query && `?${query}`}`;
}
