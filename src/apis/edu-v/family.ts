import { oauthErrors } from '../../platform/oauth/oauth-errors.js';
import { eduvClients } from './clients.js';
import { eduvErrorFormat } from './errors.js';
import { eduvRules } from './rules.js';
import { EduvTokensModule } from './tokens.module.js';
import type { ApiFamily } from '../descriptor.js';

/** The family of the Edu-V APIs: error format, token endpoints, clients and rules. */
export const eduv: ApiFamily = {
  name: 'edu-v',
  errorFormat: eduvErrorFormat,
  rules: eduvRules,
  clients: eduvClients,
  client: { tokenPath: 'oauth2/token' },
  tokenOperations: ['issueToken'],
  tokensModule: EduvTokensModule,
  tokenPaths: (roles, atRoot) =>
    Object.fromEntries(
      [...(atRoot ? [''] : []), ...roles.map((role) => `/${role}`)].flatMap((base) => [
        [`${base}/oauth2/token`, ['POST']],
        [`${base}/oauth2/jwks`, ['GET', 'HEAD']],
        [`${base}/.well-known/openid-configuration`, ['GET', 'HEAD']],
      ]),
    ),
  tokenErrorFormat: () => oauthErrors,
  tokenUrl: (role) => `/${role}/oauth2/token`,
};
