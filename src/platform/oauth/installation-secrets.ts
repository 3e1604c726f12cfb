import { randomBytes } from 'node:crypto';
import type { Store } from '../persistence/store.js';
import { InstallationSecret } from './installation-secret.entity.js';

/** 128 bits, which nobody can guess. */
const BYTES = 16;

/** Returns the secret with this name. It is made at the first call, and kept in the database. */
export async function installationSecret(store: Store, name: string): Promise<string> {
  const stored = await store.readShared((tx) => tx.manager.findOneBy(InstallationSecret, { name }));
  if (stored) return stored.value;
  const value = randomBytes(BYTES).toString('hex');
  await store.writeShared((tx) => tx.manager.insert(InstallationSecret, { name, value }));
  return value;
}
