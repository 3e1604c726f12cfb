import { Injectable } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { realNow } from '../time/time.js';
import { ClientKeyRing } from './client-keys.js';
import type { Client } from './client.entity.js';
import { Clients } from './clients.js';
import { tokenProblems } from './oauth-errors.js';
import { UsedAssertionRepository } from './used-assertion.repository.js';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const ASSERTION_ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/** Two honest clocks may differ by so much. */
const SKEW_S = 60;
/** An assertion that is good for longer is worth stealing. */
const LONGEST_LIFE_S = 3600;

/** Knows a client by a JWT that he signed himself (RFC 7523 §2.2, NL GOV client profile). Real time rules it. */
@Injectable()
export class ClientAssertions {
  constructor(
    private readonly clients: Clients,
    private readonly keyRing: ClientKeyRing,
    private readonly used: UsedAssertionRepository,
  ) {}

  /** `audiences` are the paths of the token endpoint and of its issuer. */
  async clientOf(form: URLSearchParams, audiences: string[]): Promise<Client> {
    const type = form.get('client_assertion_type');
    if (type !== ASSERTION_TYPE) {
      throw refused(`client_assertion_type is to be ${ASSERTION_TYPE}; seen: ${type ?? 'none'}`);
    }
    const assertion = form.get('client_assertion') ?? '';
    const { alg, claims } = decoded(assertion);
    const client = this.clients.find(claims.sub ?? '');
    if (!client)
      throw refused(`sub is to be a client that is known here; seen: ${claims.sub ?? 'none'}`);
    const wrong = wrongWith(claims, alg, form.get('client_id'), audiences);
    if (wrong) throw refused(wrong);
    await this.verify(assertion, client);
    await this.useUp(client, claims);
    return client;
  }

  private async verify(assertion: string, client: Client): Promise<void> {
    const resolver = this.keyRing.resolverOf(client);
    if (!resolver)
      throw refused(
        `client "${client.clientId}" has registered no keys; PUT them at …/clients/${client.clientId}/keys`,
      );
    try {
      // Its times were judged before, in words that help.
      await jwtVerify(assertion, resolver, {
        algorithms: ASSERTION_ALGORITHMS,
        clockTolerance: SKEW_S,
      });
    } catch (error) {
      throw refused(`the signature cannot be verified (${(error as Error).message})`);
    }
  }

  private async useUp(
    { workspace, clientId }: Client,
    { jti = '', exp = 0 }: JWTPayload,
  ): Promise<void> {
    const fresh = await this.used.use(
      { workspace, clientId, jti, expiresAt: exp },
      Math.floor(realNow() / 1000) - SKEW_S,
    );
    if (!fresh) throw refused(`jti ${jti} was used before; each assertion is good once`);
  }
}

function refused(text: string): Error {
  return tokenProblems.invalidClient(`client_assertion: ${text}`);
}

function decoded(assertion: string): { alg: string; claims: JWTPayload } {
  try {
    return { alg: decodeProtectedHeader(assertion).alg ?? 'none', claims: decodeJwt(assertion) };
  } catch {
    throw refused('it is no signed JWT');
  }
}

function wrongWith(
  claims: JWTPayload,
  alg: string,
  clientId: string | null,
  audiences: string[],
): string | undefined {
  const { iss, sub, aud, iat, exp, jti } = claims;
  const now = realNow() / 1000;
  const named = [aud ?? []].flat();
  if (!ASSERTION_ALGORITHMS.includes(alg))
    return `alg is to be one of ${ASSERTION_ALGORITHMS.join(', ')}; seen: ${alg}`;
  if (iss !== sub) return `iss is to be the client id, as sub; seen: ${iss ?? 'none'}`;
  if (clientId !== null && clientId !== sub)
    return `client_id and sub are to be the same; seen: ${clientId} and ${sub}`;
  if (!named.some((one) => audiences.includes(pathOf(one) ?? ''))) {
    return `aud is to be the token endpoint or the issuer (path ${audiences.join(' or ')}); seen: ${named.join(', ') || 'none'}`;
  }
  if (exp === undefined) return 'exp is missing';
  if (exp <= now - SKEW_S) return `it has expired: exp is ${exp}, it is ${Math.floor(now)}`;
  if (exp > now + LONGEST_LIFE_S) return `exp is more than ${LONGEST_LIFE_S} s ahead`;
  if (iat === undefined) return 'iat is missing';
  if (iat > now + SKEW_S)
    return `iat lies in the future: it is ${iat}, it is ${Math.floor(now)} here`;
  if (typeof jti !== 'string' || jti === '') return 'jti is missing';
  return undefined;
}

/** The path alone: we are reached by many hosts. */
function pathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') || '/' : undefined;
}
