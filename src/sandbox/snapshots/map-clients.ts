import { editMembers } from '../../platform/validation/json-members.js';
import { sectionOfList, type SavedItem, type SavedSection } from '../lifecycle/saved-section.js';
import type { SavedHead, SavedPart, SavedState } from '../lifecycle/saved-state.js';

/**
 * Maps the clients in a state: those of the head, and those in the fields that `@NamesClients` declares. Everything else
 * stays as it is, also text that looks like a client id.
 */
export function mapClients(
  { head, parts }: SavedState,
  sections: readonly SavedSection[],
  map: (clientId: string) => string,
): SavedState {
  return { head: mapHead(head, map), parts: parts.map((part) => mapPart(part, sections, map)) };
}

function mapHead({ clients, ...head }: SavedHead, map: (clientId: string) => string): SavedHead {
  return {
    ...head,
    clients: clients.map((client) => ({ ...client, clientId: map(client.clientId) })),
  };
}

function mapPart(
  { list, items }: SavedPart,
  sections: readonly SavedSection[],
  map: (clientId: string) => string,
): SavedPart {
  const fields = sectionOfList(sections, list)?.fields.filter(({ clients }) => clients) ?? [];
  if (fields.length === 0) return { list, items };
  const mapped = (item: SavedItem): SavedItem => {
    const changes = fields
      .filter(({ name }) => item[name] !== undefined)
      .map(({ name, clients = 'value' }) => [name, mapValue(item[name], clients, map)] as const);
    return { ...item, ...Object.fromEntries(changes) };
  };
  return { list, items: items.map(mapped) };
}

function mapValue(
  value: unknown,
  clients: 'value' | readonly string[],
  map: (clientId: string) => string,
): unknown {
  if (clients === 'value') return typeof value === 'string' ? map(value) : value;
  if (typeof value === 'string') return editMembers(value, clients, map);
  return JSON.parse(editMembers(JSON.stringify(value), clients, map)) as unknown;
}
