import { Injectable } from '@nestjs/common';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import { fetch, type RequestInit as OutgoingRequest } from 'undici';
import { OutgoingAgent } from '../../network/outgoing-agent.js';
import { TargetRefused } from '../../network/outgoing-targets.js';
import type { Client, ClientKeys } from '../client.entity.js';
import { publicKeyErrors, withoutUnusableKeys } from './public-keys.js';

const TIMEOUT_MS = 5_000;
const CACHE_MS = 600_000;
const MAX_JWKS_BYTES = 256 * 1024;
/** Number of unusable keys that a refusal explains. */
const MAX_REASONS = 5;

/** Public keys of clients, for their assertions: given inline, or fetched from their JWKS URI. */
@Injectable()
export class ClientKeyRing {
  private readonly resolvers = new WeakMap<ClientKeys, JWTVerifyGetKey>();

  constructor(private readonly agent: OutgoingAgent) {}

  /** Key resolver of a client; undefined: it has registered no keys. */
  resolverOf({ keys }: Client): JWTVerifyGetKey | undefined {
    if (!keys) return undefined;
    let resolver = this.resolvers.get(keys);
    if (!resolver) this.resolvers.set(keys, (resolver = resolverFor(keys, this.agent)));
    return resolver;
  }
}

function resolverFor({ jwks, jwksUri }: ClientKeys, agent: OutgoingAgent): JWTVerifyGetKey {
  // An older version stored keys that are refused now.
  if (jwks) return createLocalJWKSet(withoutUnusableKeys(jwks));
  let unusable: string[] = [];
  const resolver = createRemoteJWKSet(new URL(jwksUri ?? ''), {
    timeoutDuration: TIMEOUT_MS,
    cacheMaxAge: CACHE_MS,
    // An unknown kid fetches the set at once; concurrent fetches are merged.
    cooldownDuration: 0,
    [customFetch]: async (url: string, options: RequestInit) => {
      const response = await fetchBounded(url, {
        ...(options as OutgoingRequest),
        dispatcher: agent,
      });
      const fetched = await keySetOf(response.clone());
      if (!fetched) return response;
      unusable = publicKeyErrors(fetched).map(
        ({ path, expected, seen }) => `${path}: expected ${expected}, seen ${seen}`,
      );
      return Response.json(withoutUnusableKeys(fetched));
    },
  });
  return async (...args) => {
    try {
      return await resolver(...args);
    } catch (error) {
      if (unusable.length === 0) throw error;
      const reasons = unusable.slice(0, MAX_REASONS).join('; ');
      throw new Error(`${(error as Error).message}; not used: ${reasons}`, { cause: error });
    }
  };
}

/** The JWK Set of a response; undefined: it has none, which is reported elsewhere. */
async function keySetOf(response: Response): Promise<JSONWebKeySet | undefined> {
  if (response.status !== 200) return undefined;
  try {
    const jwks = (await response.json()) as JSONWebKeySet | null;
    return Array.isArray(jwks?.keys) ? jwks : undefined;
  } catch {
    return undefined;
  }
}

async function fetchBounded(url: string, options: OutgoingRequest): Promise<Response> {
  const response = await fetch(url, options).catch(rethrowRefusal);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_JWKS_BYTES)
      throw new Error(`the JWK Set is larger than ${MAX_JWKS_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), {
    status: response.status,
    headers: [...response.headers],
  });
}

/** Names the field of a refused address, which `fetch` hides in the cause of its error. */
function rethrowRefusal(error: Error): never {
  const { cause } = error;
  throw cause instanceof TargetRefused ? new TargetRefused(`jwks_uri: ${cause.message}`) : error;
}
