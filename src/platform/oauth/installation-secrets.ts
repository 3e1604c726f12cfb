import { randomBytes } from 'node:crypto';
import type { ReadTransaction, Store } from '../persistence/store.js';
import { InstallationSecret } from './installation-secret.entity.js';

/** 128 bits, which nobody can guess. */
const BYTES = 16;

/** Returns the secret with this name. It is made at the first call, and kept in the database. */
export async function installationSecret(store: Store, name: string): Promise<string> {
  const find = (tx: ReadTransaction) => tx.manager.findOneBy(InstallationSecret, { name });
  const stored = await store.readShared(find);
  if (stored) return stored.value;
  const value = randomBytes(BYTES).toString('hex');
  return store.writeShared(async (tx) => {
    // Another process may have stored one meanwhile.
    const other = await find(tx);
    if (!other) await tx.manager.insert(InstallationSecret, { name, value });
    return other?.value ?? value;
  });
}
