import { isLoopback } from '../platform/config/loopback.js';
import type { Config } from '../platform/config/config.js';
import { installationSecret } from '../platform/oauth/installation-secrets.js';
import type { Store } from '../platform/persistence/store.js';

/**
 * Adds the secrets that the environment does not give, if other machines can reach the server: the token of the control API,
 * and the key of the secrets of the demo clients. Processes that share a database also share the secret of our own calls.
 */
export async function withStoredSecrets(settings: Config, store: Store): Promise<Config> {
  const config = { ...settings };
  if (store.coordinator) config.ownCallSecret = await installationSecret(store, 'own-call');
  if (isLoopback(config.host)) return config;
  const sandboxToken = config.sandboxToken ?? (await installationSecret(store, 'sandbox-token'));
  const demoSecretKey = config.defaultDemoSecrets
    ? undefined
    : await installationSecret(store, 'demo-secret-key');
  return { ...config, sandboxToken, demoSecretKey };
}
