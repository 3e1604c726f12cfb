import { base64url, exportSPKI, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import type { Operation } from '../../../src/platform/api/operation.js';
import type { TestServer, Workspace } from '../../support/test-server.js';

/** What a token is for: a provider of Edu-V, or an audience of Bokbasen. */
export interface TokenTarget {
  organisation: 'edu-v' | 'bokbasen';
  /** Empty: the root of Edu-V. */
  service: string;
}

interface TokenOptions {
  workspace?: Workspace;
  client?: string;
}

/** What the token for an operation is for. */
export function targetOf({ servedBy, audience }: Operation): TokenTarget {
  return audience === undefined
    ? { organisation: 'edu-v', service: servedBy }
    : { organisation: 'bokbasen', service: audience };
}

/** Fetches tokens and tickets, and forges tokens. Each is made once. */
export class TokenSource {
  private readonly made = new Map<string, Promise<string>>();

  constructor(private readonly server: TestServer) {}

  token(
    { organisation, service }: TokenTarget,
    { workspace = this.server, client = 'demo' }: TokenOptions = {},
  ): Promise<string> {
    return this.once(`${workspace.id} ${client} ${organisation} ${service}`, async () => {
      const id = workspace.clientId(client);
      const secret = `${id}-secret`;
      const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
      const { http } = this.server;
      const request =
        organisation === 'bokbasen'
          ? http
              .post('/bokbasen/oauth/token')
              .send({ ...form, audience: `https://api.bokbasen.io/${service}/` })
          : http
              .post(service === '' ? '/oauth2/token' : `/${service}/oauth2/token`)
              .type('form')
              .send(form);
      return ((await request).body as { access_token: string }).access_token;
    });
  }

  ticket({ workspace = this.server, client = 'demo' }: TokenOptions = {}): Promise<string> {
    return this.once(`ticket ${workspace.id} ${client}`, () => this.login(workspace, client));
  }

  deletedTicket(): Promise<string> {
    return this.once('deleted', async () => {
      const ticket = await this.login();
      await this.server.http.delete(`/boknett/login/v1/tickets/${ticket}`);
      return ticket;
    });
  }

  /** A new ticket. */
  async login(workspace: Workspace = this.server, client = 'demo'): Promise<string> {
    const username = workspace.clientId(client);
    const response = await this.server.http
      .post('/boknett/login/v1/tickets')
      .type('form')
      .send({ username, password: `${username}-secret` });
    return response.headers['boknett-tgt'] ?? '';
  }

  /** A token with the claims of a valid one, in an unsecured JWT. */
  unsigned(valid: string): string {
    return `${base64url.encode('{"alg":"none"}')}.${valid.split('.')[1]}.`;
  }

  /** A token with other claims than a valid one, and its signature. */
  changed(valid: string): string {
    const [header, , signature] = valid.split('.');
    const claims = claimsOf(valid);
    const later = JSON.stringify({ ...claims, exp: Number(claims['exp']) + 1 });
    return `${header}.${base64url.encode(later)}.${signature}`;
  }

  /** A token with the claims of a valid one, signed with a key of somebody else. */
  otherKey(valid: string): Promise<string> {
    return this.once(`otherKey ${valid}`, async () => {
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(claimsOf(valid)).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    });
  }

  /** A token with the claims of a valid one, signed with the public key of the server as a shared secret. */
  hmac(valid: string): Promise<string> {
    return this.once(`hmac ${valid}`, async () => {
      const { body } = await this.server.http.get('/oauth2/jwks');
      const [jwk] = (body as { keys: JWK[] }).keys;
      const key = await importJWK({ ...jwk }, 'RS256', { extractable: true });
      const pem = await exportSPKI(key as Exclude<typeof key, Uint8Array>);
      const secret = new TextEncoder().encode(pem);
      return new SignJWT(claimsOf(valid)).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    });
  }

  private once(key: string, make: () => Promise<string>): Promise<string> {
    let made = this.made.get(key);
    if (!made) this.made.set(key, (made = make()));
    return made;
  }
}

function claimsOf(token: string): Record<string, unknown> {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return JSON.parse(payload) as Record<string, unknown>;
}
