import { BASE, audienceOf } from './audiences.js';
import { bokbasenClients } from './clients.js';
import { bokbasenErrorFormat, tokenErrors } from './errors.js';
import { LEGACY } from './legacy.js';
import { bokbasenRules } from './rules.js';
import { BokbasenTokensModule } from './tokens.module.js';
import type { ApiFamily } from '../descriptor.js';

const TOKEN = '/oauth/token';

/** Host names of the real systems, production and test, each with its base path in this sandbox. */
const hosts: Record<string, string> = {
  'api.bokbasen.io': BASE,
  'api.stage.bokbasen.io': BASE,
  'auth.bokbasen.io': BASE,
  'auth.stage.bokbasen.io': BASE,
  ...Object.fromEntries(
    ['boknett.no', 'boknett.webbe.no'].flatMap((domain) => [
      [`api.order.${domain}`, `${LEGACY}/order`],
      [`api.dds.${domain}`, `${LEGACY}/dds`],
      [`idp.dds.${domain}`, `${LEGACY}/idp`],
      [`login.${domain}`, `${LEGACY}/login`],
    ]),
  ),
};

/** The family of the Bokbasen APIs: error format, tokens and tickets, hosts, clients and rules. */
export const bokbasen: ApiFamily = {
  name: 'bokbasen',
  errorFormat: bokbasenErrorFormat,
  rules: bokbasenRules,
  clients: bokbasenClients,
  client: { tokenPath: 'oauth/token', audienceOf },
  tokenOperations: ['issueToken', 'issueTicket', 'dropTicket'],
  tokensModule: BokbasenTokensModule,
  tokenPaths: (_, atRoot) => ({
    [BASE + TOKEN]: ['POST'],
    ...(atRoot && { [TOKEN]: ['POST'] }),
    [`${BASE}/.well-known/jwks.json`]: ['GET', 'HEAD'],
    [`${LEGACY}/login/v1/tickets`]: ['POST'],
    [`${LEGACY}/login/v1/tickets/{ticket}`]: ['DELETE'],
  }),
  tokenErrorFormat: (path) => (path.endsWith(TOKEN) ? tokenErrors : bokbasenErrorFormat),
  // Swagger UI has no setting for an audience, but it keeps the query of this URL.
  tokenUrl: (_, audience) =>
    BASE + TOKEN + (audience ? `?audience=${encodeURIComponent(audienceOf(audience))}` : ''),
  hosts,
  legacyBase: LEGACY,
  secrets: { headers: ['boknett-tgt'], texts: /TGT(?:-|%2D)\d+(?:-|%2D)[\w.%-]+/gi },
};
