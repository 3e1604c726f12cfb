import { Injectable } from '@nestjs/common';
import {
  SignJWT,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';
import { Store, type ReadTransaction } from '../persistence/store.js';
import { SigningKey } from './signing-key.entity.js';

export const SIGNING_ALGORITHM = 'RS256';

/** Key of the installation. It signs the tokens of all issuers and our own client assertions. */
@Injectable()
export class SigningKeys {
  publicKey!: CryptoKey;
  private privateKey!: CryptoKey;
  private publicJwk!: JWK;

  constructor(private readonly store: Store) {}

  async load(): Promise<void> {
    const stored = await this.store.readShared(storedKey);
    const { kid, privateJwk } = stored ?? (await this.generate());
    const { kty, n, e } = privateJwk;
    this.publicJwk = { kty, n, e, kid, use: 'sig', alg: SIGNING_ALGORITHM };
    this.privateKey = (await importJWK(privateJwk, SIGNING_ALGORITHM)) as CryptoKey;
    this.publicKey = (await importJWK(this.publicJwk, SIGNING_ALGORITHM)) as CryptoKey;
  }

  /** The public keys, as a JWK Set. */
  jwks(): { keys: JWK[] } {
    return { keys: [this.publicJwk] };
  }

  /** Signs a JWT with the given claims, which include its times. */
  sign(claims: Record<string, unknown>): Promise<string> {
    const { kid } = this.publicJwk;
    const header = { alg: SIGNING_ALGORITHM, typ: 'JWT', ...(kid !== undefined && { kid }) };
    return new SignJWT(claims).setProtectedHeader(header).sign(this.privateKey);
  }

  private async generate(): Promise<SigningKey> {
    const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
    const privateJwk = (await exportJWK(privateKey)) as Record<string, string>;
    const key = { kid: await calculateJwkThumbprint(privateJwk), privateJwk };
    return this.store.writeShared(async (tx) => {
      // Another process may have stored one meanwhile.
      const stored = await storedKey(tx);
      if (!stored) await tx.manager.insert(SigningKey, key);
      return stored ?? key;
    });
  }
}

async function storedKey(tx: ReadTransaction): Promise<SigningKey | undefined> {
  const [stored] = await tx.manager.find(SigningKey);
  return stored;
}
