import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import type { SchemaError } from '../../validation/schema.js';
import { ownValue } from '../../validation/own-value.js';

const MIN_RSA_BITS = 2048;
/** Members with a secret, of every type of key (RFC 7518 §6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const CURVES: Record<string, readonly string[]> = {
  EC: ['P-256', 'P-384', 'P-521'],
  OKP: ['Ed25519', 'Ed448', 'X25519', 'X448'],
};
const TYPES = ['RSA', ...Object.keys(CURVES)];

/** The error of each key of a JWK Set that is no usable public key. A text never has a part of a key. */
export function publicKeyErrors({ keys }: { keys: readonly unknown[] }): SchemaError[] {
  return keys.flatMap((key, index) => keyError(key, `/keys/${index}`) ?? []);
}

/** A JWK Set without the keys that have an error. */
export function withoutUnusableKeys(jwks: JSONWebKeySet): JSONWebKeySet {
  return { ...jwks, keys: jwks.keys.filter((key) => keyError(key, '') === undefined) };
}

function keyError(key: unknown, path: string): SchemaError | undefined {
  if (typeof key !== 'object' || key === null || Array.isArray(key))
    return { path, expected: 'a JWK (RFC 7517)', seen: 'another value' };
  const jwk = key as Record<string, unknown>;
  const { kty, crv } = jwk;
  if (typeof kty !== 'string' || !TYPES.includes(kty))
    return { path: `${path}/kty`, expected: TYPES.join(' or '), seen: shown(kty) };
  const member = PRIVATE_MEMBERS.find((name) => Object.hasOwn(jwk, name));
  if (member !== undefined)
    return { path: `${path}/${member}`, expected: 'a public key only', seen: 'a private key' };
  const curves = ownValue(CURVES, kty);
  if (curves && !curves.includes(String(crv)))
    return { path: `${path}/crv`, expected: curves.join(', '), seen: shown(crv) };
  return materialError(jwk, path);
}

function materialError(jwk: object, path: string): SchemaError | undefined {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const { modulusLength: bits = MIN_RSA_BITS } = key.asymmetricKeyDetails ?? {};
    return bits >= MIN_RSA_BITS
      ? undefined
      : { path: `${path}/n`, expected: `at least ${MIN_RSA_BITS} bits`, seen: `${bits} bits` };
  } catch {
    return { path, expected: 'a valid public key (RFC 7518)', seen: 'a malformed key' };
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 50) : 'no text';
}
