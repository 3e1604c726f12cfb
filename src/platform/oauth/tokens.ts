import { Inject, Injectable } from '@nestjs/common';
import { compactVerify } from 'jose';
import { v7 as uuid } from 'uuid';
import { Clock } from '../workspaces/clock.js';
import { WorkspaceScoped } from '../workspaces/workspace-scoped.js';
import { Workspaces } from '../workspaces/workspaces.js';
import type { Client } from './client.entity.js';
import { Clients } from './clients.js';
import { SIGNING_ALGORITHM, SigningKeys } from './signing-keys.js';
import { ROLES } from '../api/served-role.js';
import type { ServedRole } from '../api/served-role.js';

const MOST_REMEMBERED = 10_000;

/** What a token is to say, beside who its client is. */
export interface TokenClaims {
  issuer: string;
  audience: string;
  /** Seconds for which it is good. */
  lifetime: number;
  claims: Record<string, string>;
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

interface Claims extends Record<string, unknown> {
  jti: string;
  azp: string;
  iss: string;
  scope?: string;
  exp: number;
}

/** Issues and verifies the access tokens of every issuer here. */
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

  /** A signed JWT, good from now on by the time of the client's workspace. */
  async issue(
    { clientId, workspace }: Client,
    { issuer, audience, lifetime, claims }: TokenClaims,
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
      jti: uuid(),
    });
  }

  /** Checks signature and client; undefined for a token that is broken, not ours, or of a client that has gone. */
  async verify(token: string): Promise<VerifiedToken | undefined> {
    if (this.verified.has(token)) return this.verifiedBefore(token);
    const fresh = await this.check(token);
    if (fresh) this.remember(token, fresh);
    return fresh;
  }

  /** The same for a token that was verified lately, at once; undefined for any other one. */
  verifiedBefore(token: string): VerifiedToken | undefined {
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
      const claims = JSON.parse(new TextDecoder().decode(payload)) as Claims;
      const client = this.clients.find(claims.azp);
      if (!client || this.isOlder(claims.jti, client)) return undefined;
      const scopes = new Set((claims.scope ?? '').split(' ').filter((scope) => scope !== ''));
      // The path of `iss` decides and never its host: a token fetched by localhost is good by 127.0.0.1.
      const segment = new URL(claims.iss).pathname.split('/').at(-1);
      const issuer = this.roles.find(({ name }) => name === segment)?.name;
      return { client, scopes, issuer, expiresAt: claims.exp, claims };
    } catch {
      return undefined;
    }
  }

  /** Whether a token was issued, in real time, before there was the workspace: to a client of the same id. */
  private isOlder(jti: string, { workspace }: Client): boolean {
    const { createdAt } = this.workspaces.get(workspace);
    const issuedAt = Number.parseInt(jti.replaceAll('-', '').slice(0, 12), 16);
    return jti[14] === '7' && issuedAt < Date.parse(createdAt);
  }

  private remember(token: string, verified: VerifiedToken): void {
    const [oldest] = this.verified.keys();
    if (this.verified.size >= MOST_REMEMBERED && oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(token, verified);
  }
}
