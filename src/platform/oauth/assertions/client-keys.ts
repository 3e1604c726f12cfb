import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { Client, ClientKeys } from '../client.entity.js';

const TIMEOUT_MS = 5_000;
const CACHE_MS = 600_000;
const MAX_JWKS_BYTES = 256 * 1024;

/** Public keys of clients, for their assertions: given inline, or fetched from their JWKS URI. */
@Injectable()
export class ClientKeyRing {
  private readonly resolvers = new WeakMap<ClientKeys, JWTVerifyGetKey>();

  /** Key resolver of a client; undefined: it has registered no keys. */
  resolverOf({ keys }: Client): JWTVerifyGetKey | undefined {
    if (!keys) return undefined;
    let resolver = this.resolvers.get(keys);
    if (!resolver) this.resolvers.set(keys, (resolver = resolverFor(keys)));
    return resolver;
  }
}

function resolverFor({ jwks, jwksUri }: ClientKeys): JWTVerifyGetKey {
  if (jwks) return createLocalJWKSet(jwks);
  return createRemoteJWKSet(new URL(jwksUri ?? ''), {
    timeoutDuration: TIMEOUT_MS,
    cacheMaxAge: CACHE_MS,
    // An unknown kid fetches the set at once; concurrent fetches are merged.
    cooldownDuration: 0,
    [customFetch]: fetchBounded,
  });
}

async function fetchBounded(url: string, options: Parameters<typeof fetch>[1]): Promise<Response> {
  const response = await fetch(url, options);
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
    headers: response.headers,
  });
}
