import { Inject, Injectable } from '@nestjs/common';
import { compactVerify } from 'jose';
import { timeOfUuidV7, uuidV7 } from '../time/uuid-v7.js';
import { Clock } from '../workspaces/clock.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { Workspaces } from '../workspaces/workspaces.js';
import type { Client } from './client.entity.js';
import { Clients } from './clients.js';
import { SIGNING_ALGORITHM, SigningKeys } from './signing-keys.js';
import { ROLES } from '../api/served-role.js';
import type { ServedRole } from '../api/served-role.js';

const MAX_CACHED = 10_000;

/** Parameters of a token, apart from its client. */
export interface TokenParameters {
  issuer: string;
  audience: string;
  /** Lifetime in seconds. */
  lifetime: number;
  claims: Record<string, string>;
}

/**
 * Content of a verified token. The expiry is checked at each call, because the clock of the
 * workspace can change.
 */
export interface VerifiedToken {
  client: Client;
  scopes: ReadonlySet<string>;
  /** Role that issued it; undefined: it was issued at the root, and every role accepts it. */
  issuer: string | undefined;
  /** Seconds since 1970. */
  expiresAt: number;
  /** All claims of the token. */
  claims: Readonly<Record<string, unknown>>;
}

interface JwtClaims extends Record<string, unknown> {
  jti: string;
  azp: string;
  iss: string;
  scope?: string;
  exp: number;
}

/** Issues and verifies the access tokens of all issuers. */
@WorkspaceScoped('data')
@Injectable()
export class Tokens implements WorkspaceScoped {
  private readonly verified = new Map<string, VerifiedToken>();

  constructor(
    private readonly keys: SigningKeys,
    private readonly clients: Clients,
    private readonly clock: Clock,
    private readonly workspaces: Workspaces,
    @Inject(ROLES) private readonly roles: ServedRole[],
  ) {}

  /** Issues a signed JWT. Its times are those of the client's workspace. */
  async issue(
    { clientId, workspace }: Client,
    { issuer, audience, lifetime, claims }: TokenParameters,
  ): Promise<string> {
    const iat = Math.floor(this.clock.now(workspace) / 1000);
    return this.keys.sign({
      ...claims,
      iss: issuer,
      sub: clientId,
      azp: clientId,
      aud: audience,
      iat,
      exp: iat + lifetime,
      jti: uuidV7(),
    });
  }

  /**
   * Checks signature and client; undefined: the token is malformed, foreign, or its client was
   * removed.
   */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    if (this.verified.has(token)) return this.findCached(token);
    const fresh = await this.check(token);
    if (fresh) this.cache(token, fresh);
    return fresh;
  }

  /** Finds a verified token in the cache, without checking its signature again. */
  findCached(token: string): VerifiedToken | undefined {
    const known = this.verified.get(token);
    return known && this.clients.find(known.client.clientId) === known.client ? known : undefined;
  }

  close(workspace: string): void {
    for (const [token, { client }] of this.verified)
      if (client.workspace === workspace) this.verified.delete(token);
  }

  private async check(token: string): Promise<VerifiedToken | undefined> {
    try {
      const { payload } = await compactVerify(token, this.keys.publicKey, {
        algorithms: [SIGNING_ALGORITHM],
      });
      const claims = JSON.parse(new TextDecoder().decode(payload)) as JwtClaims;
      const client = this.clients.find(claims.azp);
      if (!client || this.isOlderThanWorkspace(claims.jti, client)) return undefined;
      const scopes = new Set((claims.scope ?? '').split(' ').filter((scope) => scope !== ''));
      // Only the path of `iss` counts: a token from localhost is also valid at 127.0.0.1.
      const segment = new URL(claims.iss).pathname.split('/').at(-1);
      const issuer = this.roles.find(({ name }) => name === segment)?.name;
      return { client, scopes, issuer, expiresAt: claims.exp, claims };
    } catch {
      return undefined;
    }
  }

  /**
   * True when a token was issued (in real time) before its workspace was created: it belongs to an
   * earlier client with this id.
   */
  private isOlderThanWorkspace(jti: string, { workspace }: Client): boolean {
    const { createdAt } = this.workspaces.get(workspace);
    return jti[14] === '7' && timeOfUuidV7(jti) < Date.parse(createdAt);
  }

  private cache(token: string, verified: VerifiedToken): void {
    const [oldest] = this.verified.keys();
    if (this.verified.size >= MAX_CACHED && oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(token, verified);
  }
}
