import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/app/read-config.js';
import { platformSchema } from '../../src/app/schema.js';
import { withStoredSecrets } from '../../src/app/stored-secrets.js';
import { openTestStore } from '../support/test-store.js';
import type { Store } from '../../src/platform/persistence/store.js';
import { knownSettings } from '../../src/roles/index.js';

const configOf = (env: Record<string, string>) => readConfig(env, knownSettings());

describe('withStoredSecrets', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openTestStore(platformSchema);
  });
  afterAll(() => store.close());
  const tokenOf = async (env: Record<string, string>) =>
    (await withStoredSecrets(configOf(env), store)).sandboxToken;

  it.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])(
    'adds no token with HOST=%s',
    async (HOST) => {
      expect(await tokenOf({ HOST })).toBeUndefined();
      expect(await tokenOf({ HOST, SANDBOX_TOKEN: 'mine' })).toBe('mine');
    },
  );

  it.each(['0.0.0.0', '::', '192.168.1.20', 'lab.example.org'])(
    'adds the token of the database with HOST=%s, unless one is given',
    async (HOST) => {
      const token = await tokenOf({ HOST });
      expect(token).toMatch(/^[\da-f]{32}$/);
      expect(await tokenOf({ HOST: '0.0.0.0' })).toBe(token);
      expect(await tokenOf({ HOST, SANDBOX_TOKEN: 'mine' })).toBe('mine');
    },
  );
});
