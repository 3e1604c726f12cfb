import { useSyncExternalStore } from 'react';
import { hashOf, parseRoute, type Route } from './view-address.js';

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
