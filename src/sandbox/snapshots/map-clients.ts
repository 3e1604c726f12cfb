import { editMembers } from '../../platform/validation/json-members.js';
import type { SavedItem, SavedSection } from '../lifecycle/saved-section.js';
import type { SavedHead } from '../lifecycle/saved-state.js';

/** Maps the id of a client in a file to that of a client here. */
export type ClientMap = (clientId: string) => string;

/** Maps the clients of a file to those of the same kind. `here` has the client of each kind. */
export function clientMap({ clients }: SavedHead, here: ReadonlyMap<string, string>): ClientMap {
  const names = new Map(
    clients.map(({ clientId, kind }) => [clientId, here.get(kind) ?? clientId]),
  );
  return (clientId) => names.get(clientId) ?? clientId;
}

export function mapHead({ clients, ...head }: SavedHead, map: ClientMap): SavedHead {
  return {
    ...head,
    clients: clients.map((client) => ({ ...client, clientId: map(client.clientId) })),
  };
}

/**
 * Returns a function that maps the clients in the items of a section: those in the fields that `@NamesClients` declares.
 * Everything else stays as it is, also text that looks like a client id.
 */
export function itemMapper(
  section: SavedSection | undefined,
  map: ClientMap,
): (item: SavedItem) => SavedItem {
  const fields = section?.fields.filter(({ clients }) => clients) ?? [];
  if (fields.length === 0) return (item) => item;
  return (item) => {
    const changes = fields
      .filter(({ name }) => item[name] !== undefined)
      .map(({ name, clients = 'value' }) => [name, mapValue(item[name], clients, map)] as const);
    return { ...item, ...Object.fromEntries(changes) };
  };
}

function mapValue(value: unknown, clients: 'value' | readonly string[], map: ClientMap): unknown {
  if (clients === 'value') return typeof value === 'string' ? map(value) : value;
  if (typeof value === 'string') return editMembers(value, clients, map);
  return JSON.parse(editMembers(JSON.stringify(value), clients, map)) as unknown;
}
