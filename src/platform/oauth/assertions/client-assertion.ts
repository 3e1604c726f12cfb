import { Injectable } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { realNow } from '../../time/time.js';
import { ClientKeyRing } from './client-keys.js';
import type { Client } from '../client.entity.js';
import { Clients } from '../clients.js';
import { tokenProblems } from '../oauth-errors.js';
import { UsedAssertionRepository } from './used-assertion.repository.js';

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const ASSERTION_ALGORITHMS = ['RS256', 'PS256', 'ES256'];

/** Accepted difference between two clocks. */
const MAX_CLOCK_SKEW_S = 60;
/** Longest accepted lifetime. A longer one makes a stolen assertion useful. */
const MAX_LIFETIME_S = 3600;
const MAX_JTI_LENGTH = 255;

/**
 * Authenticates clients by a JWT that they signed (RFC 7523 §2.2, NL GOV client profile). Real time
 * applies.
 */
@Injectable()
export class ClientAssertions {
  constructor(
    private readonly clients: Clients,
    private readonly keyRing: ClientKeyRing,
    private readonly used: UsedAssertionRepository,
  ) {}

  /**
   * Returns the client of an assertion. `audiences` are the paths of the token endpoint and of its
   * issuer.
   */
  async clientOf(form: URLSearchParams, audiences: string[]): Promise<Client> {
    const type = form.get('client_assertion_type');
    if (type !== ASSERTION_TYPE) {
      throw invalidAssertion(
        `client_assertion_type must be ${ASSERTION_TYPE}; seen: ${type ?? 'none'}`,
      );
    }
    const assertion = form.get('client_assertion') ?? '';
    const { alg, claims } = decode(assertion);
    const client = this.clients.find(claims.sub ?? '');
    if (!client)
      throw invalidAssertion(`sub must be a known client; seen: ${claims.sub ?? 'none'}`);
    const error = claimError(claims, alg, form.get('client_id'), audiences);
    if (error) throw invalidAssertion(error);
    await this.verify(assertion, client);
    await this.markUsed(client, claims);
    return client;
  }

  private async verify(assertion: string, client: Client): Promise<void> {
    const resolver = this.keyRing.resolverOf(client);
    if (!resolver)
      throw invalidAssertion(
        `client "${client.clientId}" has no registered keys; register them with PUT ` +
          `…/clients/${client.clientId}/keys`,
      );
    try {
      // The times were checked before, with clearer error texts.
      await jwtVerify(assertion, resolver, {
        algorithms: ASSERTION_ALGORITHMS,
        clockTolerance: MAX_CLOCK_SKEW_S,
      });
    } catch (error) {
      throw invalidAssertion(`the signature cannot be verified (${(error as Error).message})`);
    }
  }

  private async markUsed(
    { workspace, clientId }: Client,
    { jti = '', exp = 0 }: JWTPayload,
  ): Promise<void> {
    const fresh = await this.used.use(
      { workspace, clientId, jti, expiresAt: exp },
      Math.floor(realNow() / 1000) - MAX_CLOCK_SKEW_S,
    );
    if (!fresh) throw invalidAssertion(`jti ${jti} was already used; each assertion is valid once`);
  }
}

function invalidAssertion(text: string): Error {
  return tokenProblems.invalidClient(`client_assertion: ${text}`);
}

function decode(assertion: string): { alg: string; claims: JWTPayload } {
  try {
    return { alg: decodeProtectedHeader(assertion).alg ?? 'none', claims: decodeJwt(assertion) };
  } catch {
    throw invalidAssertion('the assertion must be a signed JWT');
  }
}

function claimError(
  claims: JWTPayload,
  alg: string,
  clientId: string | null,
  audiences: string[],
): string | undefined {
  const { iss, sub, aud, iat, exp, jti } = claims;
  const now = realNow() / 1000;
  const named = [aud ?? []].flat();
  if (!ASSERTION_ALGORITHMS.includes(alg))
    return `alg must be one of ${ASSERTION_ALGORITHMS.join(', ')}; seen: ${alg}`;
  if (iss !== sub) return `iss must be the client id, like sub; seen: ${iss ?? 'none'}`;
  if (clientId !== null && clientId !== sub)
    return `client_id and sub must be equal; seen: ${clientId} and ${sub}`;
  if (!named.some((one) => audiences.includes(pathOf(one) ?? ''))) {
    return `aud must be the token endpoint or the issuer (path ${audiences.join(' or ')}); seen: ${named.join(', ') || 'none'}`;
  }
  if (exp === undefined) return 'exp is missing';
  if (exp <= now - MAX_CLOCK_SKEW_S)
    return `the assertion has expired: exp is ${exp}, now is ${Math.floor(now)}`;
  if (exp > now + MAX_LIFETIME_S) return `exp is more than ${MAX_LIFETIME_S} s in the future`;
  if (iat === undefined) return 'iat is missing';
  if (iat > now + MAX_CLOCK_SKEW_S)
    return `iat is in the future: it is ${iat}, now is ${Math.floor(now)}`;
  if (typeof jti !== 'string' || jti === '') return 'jti is missing';
  if (jti.length > MAX_JTI_LENGTH)
    return `jti has ${jti.length} characters; at most ${MAX_JTI_LENGTH} are allowed`;
  return undefined;
}

/** Path of a URL. The host is ignored, because the sandbox is reached by many names. */
function pathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname.replace(/\/+$/, '') || '/' : undefined;
}
