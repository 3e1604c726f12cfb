import { Inject, Injectable } from '@nestjs/common';
import { compactVerify } from 'jose';
import { v4 as uuid } from 'uuid';
import { Clock } from '../clock/clock.js';
import { ROLES, type Role } from '../contract/role.js';
import type { Client } from './client.entity.js';
import { Clients } from './clients.js';
import { SIGNING_ALGORITHM, SigningKeys } from './signing-keys.js';

/** The most that NL GOV allows client credentials: a clock that is advanced by an hour leaves tokens good. */
const LIFETIME_S = 6 * 3600;
const MOST_REMEMBERED = 10_000;

export interface IssuedToken {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

/** What a token of ours says. Whether it has expired is asked at each call: the workspace's clock may be moved. */
export interface VerifiedToken {
  client: Client;
  scopes: ReadonlySet<string>;
  /** The role that issued it; undefined: the root did, and it is good at every role. */
  issuer: string | undefined;
  /** Seconds since 1970. */
  expiresAt: number;
  /** All that the token says. */
  claims: Readonly<Record<string, unknown>>;
}

/** Issues and verifies the access tokens of every issuer here. */
@Injectable()
export class Tokens {
  private readonly verified = new Map<string, VerifiedToken>();

  constructor(
    private readonly keys: SigningKeys,
    private readonly clients: Clients,
    private readonly clock: Clock,
    @Inject(ROLES) private readonly roles: Role[],
  ) {}

  async issue(
    client: Client,
    issuer: string,
    scope: string,
    context: Record<string, string> = {},
  ): Promise<IssuedToken> {
    const { clientId, workspace } = client;
    const iat = Math.floor(this.clock.now(workspace) / 1000);
    const token = await this.keys.sign({
      ...context,
      iss: issuer,
      sub: clientId,
      azp: clientId,
      aud: issuer,
      scope,
      iat,
      exp: iat + LIFETIME_S,
      jti: uuid(),
    });
    return { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_S, scope };
  }

  /** Checks signature and client; undefined for a token that is broken, not ours, or of a client that has gone. */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    const known = this.verified.get(token);
    if (known) return this.clients.find(known.client.clientId) === known.client ? known : undefined;
    const fresh = await this.check(token);
    if (fresh) this.remember(token, fresh);
    return fresh;
  }

  private async check(token: string): Promise<VerifiedToken | undefined> {
    try {
      const { payload } = await compactVerify(token, this.keys.publicKey, {
        algorithms: [SIGNING_ALGORITHM],
      });
      const claims = JSON.parse(new TextDecoder().decode(payload)) as Record<
        'azp' | 'iss' | 'scope',
        string
      > & {
        exp: number;
      };
      const client = this.clients.find(claims.azp);
      if (!client) return undefined;
      const scopes = new Set(claims.scope.split(' ').filter((scope) => scope !== ''));
      // The path of `iss` decides and never its host: a token fetched by localhost is good by 127.0.0.1.
      const segment = new URL(claims.iss).pathname.split('/').at(-1);
      const issuer = this.roles.find(({ name }) => name === segment)?.name;
      return { client, scopes, issuer, expiresAt: claims.exp, claims };
    } catch {
      return undefined;
    }
  }

  private remember(token: string, verified: VerifiedToken): void {
    const [oldest] = this.verified.keys();
    if (this.verified.size >= MOST_REMEMBERED && oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(token, verified);
  }
}
