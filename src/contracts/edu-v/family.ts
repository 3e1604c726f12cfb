import { oauthErrors } from '../../kernel/auth/oauth-errors.js';
import type { Family } from '../../kernel/contract/role.js';
import { eduvClients } from './clients.js';
import { eduvDialect } from './errors.js';
import { eduvRules } from './rules.js';
import { EduvTokensModule } from './tokens.module.js';

/** What the Edu-V APIs share: error form, token endpoints, clients, and rules with two readings. */
export const eduv: Family = {
  name: 'edu-v',
  dialect: eduvDialect,
  rules: eduvRules,
  clients: eduvClients,
  tokens: EduvTokensModule,
  tokenPaths: (roles, atRoot) =>
    Object.fromEntries(
      [...(atRoot ? [''] : []), ...roles.map((role) => `/${role}`)].flatMap((base) => [
        [`${base}/oauth2/token`, ['POST']],
        [`${base}/oauth2/jwks`, ['GET', 'HEAD']],
        [`${base}/.well-known/openid-configuration`, ['GET', 'HEAD']],
      ]),
    ),
  tokenDialect: () => oauthErrors,
  tokenUrl: (role) => `/${role}/oauth2/token`,
};
