import { isLoopback } from '../platform/config/loopback.js';
import type { Config } from '../platform/config/config.js';
import { installationSecret } from '../platform/oauth/installation-secrets.js';
import type { Store } from '../platform/persistence/store.js';

/** Adds the token of the control API if other machines can reach the server and the environment gives none. */
export async function withStoredSecrets(config: Config, store: Store): Promise<Config> {
  if (isLoopback(config.host)) return config;
  const sandboxToken = config.sandboxToken ?? (await installationSecret(store, 'sandbox-token'));
  return { ...config, sandboxToken };
}
