import type { Exchange } from '../../platform/journal/exchange.js';
import type { Clients } from '../../platform/oauth/clients.js';
import type { RequirementCatalogue } from './requirement-catalogue.js';

/**
 * Parties that the partner played in an exchange: it answered a call of ours, or it called. Several
 * where the client may be each of them; undefined where nothing shows it, for example without a token.
 */
export function actingParties(
  exchange: Exchange,
  catalogue: RequirementCatalogue,
  clients: Clients,
): readonly string[] | undefined {
  const { api, client, direction, nearMiss, role } = exchange;
  const name = exchange.operation ?? nearMiss?.operation;
  const operation = catalogue.operationOf({ api, operation: name });
  if (direction === 'outbound') return operation && [operation.servedBy];
  const { kind, scopes } = (client === undefined ? undefined : clients.find(client)) ?? {};
  const caller = { kind, scopes: exchange.scopes ?? new Set(scopes) };
  if (operation) return operation.api.requirements.callersOf?.(operation, caller);
  // A token request belongs to no operation.
  if (kind !== undefined && catalogue.parties.includes(kind)) return [kind];
  return role === undefined ? undefined : catalogue.callersAt(role, caller);
}
