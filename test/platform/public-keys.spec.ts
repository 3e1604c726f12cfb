import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import {
  publicKeyErrors,
  withoutUnusableKeys,
} from '../../src/platform/oauth/assertions/public-keys.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
type Jwk = Record<string, unknown>;
const jwkOf = (key: KeyObject) => key.export({ format: 'jwk' }) as Jwk;
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });

const rsaPair = rsa(2048);
const rsaKey = jwkOf(rsaPair.publicKey);
const ecKey = jwkOf(ec('P-256').publicKey);
const ed = generateKeyPairSync('ed25519');
const publicOnly = 'a public key only';
const valid = 'a valid public key (RFC 7518)';
const malformed = 'a malformed key';
const types = 'RSA or EC or OKP';

const unusable: [string, unknown, string, string, string][] = [
  ['a private RSA key', jwkOf(rsaPair.privateKey), '/d', publicOnly, 'a private key'],
  ['a private EC key', jwkOf(ec('P-256').privateKey), '/d', publicOnly, 'a private key'],
  ['a private Ed25519 key', jwkOf(ed.privateKey), '/d', publicOnly, 'a private key'],
  ...['p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].map(
    (name): [string, unknown, string, string, string] => [
      `a key with ${name}`,
      { ...rsaKey, [name]: '' },
      `/${name}`,
      publicOnly,
      'a private key',
    ],
  ),
  ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0' }, '/kty', types, 'oct'],
  ['an unknown type', { kty: 'rsa' }, '/kty', types, 'rsa'],
  ['no type', {}, '/kty', types, 'no text'],
  ['RSA of 1024 bits', jwkOf(rsa(1024).publicKey), '/n', 'at least 2048 bits', '1024 bits'],
  ['RSA of 2040 bits', jwkOf(rsa(2040).publicKey), '/n', 'at least 2048 bits', '2040 bits'],
  ['an unknown curve', { ...ecKey, crv: 'secp256k1' }, '/crv', 'P-256, P-384, P-521', 'secp256k1'],
  ['no curve', { ...ecKey, crv: undefined }, '/crv', 'P-256, P-384, P-521', 'no text'],
  [
    'a curve of another type',
    { kty: 'OKP', crv: 'P-256', x: 'AQAB' },
    '/crv',
    'Ed25519, Ed448, X25519, X448',
    'P-256',
  ],
  ['EC without y', { ...ecKey, y: undefined }, '', valid, malformed],
  ['EC beside its curve', { ...ecKey, y: ecKey['x'] }, '', valid, malformed],
  ['RSA without n', { ...rsaKey, n: undefined }, '', valid, malformed],
  ['RSA with a number', { ...rsaKey, n: 5 }, '', valid, malformed],
  ['a text', 'key', '', 'a JWK (RFC 7517)', 'another value'],
  ['null', null, '', 'a JWK (RFC 7517)', 'another value'],
  ['a list', [], '', 'a JWK (RFC 7517)', 'another value'],
];

describe('the public keys of a client', () => {
  it('are RSA of 2048 bits or more, EC, or OKP', () => {
    const keys = [
      rsaKey,
      ...['P-256', 'P-384', 'P-521'].map((curve) => jwkOf(ec(curve).publicKey)),
      jwkOf(ed.publicKey),
    ];
    expect(publicKeyErrors({ keys })).toEqual([]);
    expect(withoutUnusableKeys({ keys })).toEqual({ keys });
  });

  it.each(unusable)('are not %s', async (_title, key, pointer, expected, seen) => {
    const keys = [rsaKey, key, ecKey];
    expect(publicKeyErrors({ keys })).toEqual([{ path: `/keys/1${pointer}`, expected, seen }]);
    const usable = withoutUnusableKeys({ keys } as unknown as JSONWebKeySet);
    expect(usable).toEqual({ keys: [rsaKey, ecKey] });

    const refused = await server.tryControl('put', 'clients/demo/keys', { jwks: { keys } });
    expect([refused.status, refused.body]).toEqual([
      400,
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: `/jwks/keys/1${pointer}: expected ${expected}, seen ${seen}`,
        faults: [{ path: `/jwks/keys/1${pointer}`, expected, seen }],
      },
    ]);
  });

  it('are not stored when one of them is refused, and each is named', async () => {
    const jwks = { keys: [{ kty: 'oct' }, ecKey, { ...rsaKey, d: 'x' }] };
    const refused = await server.tryControl('put', 'clients/demo/keys', { jwks });
    expect((refused.body as { detail: string }).detail).toBe(
      '/jwks/keys/0/kty: expected RSA or EC or OKP, seen oct; ' +
        '/jwks/keys/2/d: expected a public key only, seen a private key',
    );
    const { items } = await server.control<{ items: Jwk[] }>('get', 'clients');
    expect(items.filter((client) => 'jwks' in client)).toEqual([]);
  });
});
