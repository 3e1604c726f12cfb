import { BASE, audienceOf } from './audiences.js';
import { bokbasenClients } from './clients.js';
import { bokbasenErrorFormat, tokenErrors } from './errors.js';
import { LEGACY } from './legacy.js';
import { bokbasenRules } from './rules.js';
import { BokbasenTokensModule } from './tokens.module.js';
import type { ApiFamily } from '../descriptor.js';

const TOKEN = '/oauth/token';

/** The names of the real systems, of production and of test, and the path before which each stands here. */
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

/** What the Bokbasen APIs share: error form, tokens and tickets, hosts, clients, and rules with two readings. */
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
  // Swagger UI cannot be told to send an audience, but it keeps the query of this URL.
  tokenUrl: (_, audience) =>
    BASE + TOKEN + (audience ? `?audience=${encodeURIComponent(audienceOf(audience))}` : ''),
  hosts,
  legacyBase: LEGACY,
  secrets: { headers: ['boknett-tgt'], texts: /TGT(?:-|%2D)\d+(?:-|%2D)[\w.%-]+/gi },
};
