import { CLIENTS, type Flow } from './flows.js';
import type { Filters } from '../traffic/filters.js';

/** Name of a party, where the clients of a role have none. */
export function partyName(name: string, clientsOf: (role: string) => string): string {
  return name.startsWith(CLIENTS) ? clientsOf(name.slice(CLIENTS.length)) : name;
}

/** The exchanges of a flow: those that its role received, or else those that its caller sent. */
export function filtersOf({ from, to, operations }: Flow): Filters {
  const isServed = operations.some(({ served }) => served);
  return isServed ? { role: to, direction: 'inbound' } : { role: from, direction: 'outbound' };
}
