import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import type { Client, ClientKeys } from './client.entity.js';

const TIMEOUT_MS = 5_000;
const CACHE_MS = 600_000;
const LARGEST_JWKS = 256 * 1024;

/** The public keys with which clients sign their assertions: given inline, or fetched from where they publish them. */
@Injectable()
export class ClientKeyRing {
  private readonly resolvers = new WeakMap<ClientKeys, JWTVerifyGetKey>();

  /** Undefined: the client has registered no keys. */
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
    // A kid that is not in the cached set is looked for at once; fetches never run side by side.
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
    if (size > LARGEST_JWKS) throw new Error(`the JWK Set is larger than ${LARGEST_JWKS} bytes`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), {
    status: response.status,
    headers: response.headers,
  });
}
