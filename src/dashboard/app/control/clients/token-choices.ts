import type { RoleInfo } from '../../api/start-info.js';
import type { Client } from './clients-api.js';

/** A token that a client can request. */
export interface TokenChoice {
  label: string;
  tokenPath: string;
  audience?: string;
}

/** Tokens that a client can request: for each role, or for each audience in APIs that have them. */
export function tokenChoicesOf(
  { scopes, audiences }: Pick<Client, 'scopes' | 'audiences'>,
  roles: readonly RoleInfo[],
): TokenChoice[] {
  const choices = roles.flatMap(({ name, tokenPath, audiences: known }): TokenChoice[] => {
    if (known)
      return Object.entries(known)
        .filter(([service]) => audiences.includes(service))
        .map(([service, audience]) => ({ label: service, tokenPath, audience }));
    // A client without any right shows how a token without scopes is refused.
    return scopes.length > 0 || audiences.length === 0 ? [{ label: name, tokenPath }] : [];
  });
  return [...new Map(choices.map((choice) => [choice.label, choice])).values()];
}
