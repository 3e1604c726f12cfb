import type { Operation } from '../../platform/api/operation.js';

/**
 * Parties that call an operation: those that its descriptor names, otherwise the other roles of its API. Empty: every client with a
 * token for the API.
 */
export function callersOf(operation: Operation): readonly string[] {
  const { api, servedBy, scope } = operation;
  const named = api.requirements.callersOf?.(operation, {
    kind: undefined,
    scopes: new Set(scope),
  });
  return named ?? Object.keys(api.parties).filter((party) => party !== servedBy);
}
