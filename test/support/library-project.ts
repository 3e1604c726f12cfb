/** Programs of a project that uses the packed library. */
export const programs: Readonly<Record<string, string>> = {
  'module.mjs': `
import { createRequire } from 'node:module';
import { ControlApiError, startKetenlab } from 'ketenlab';
import { createControlClient, dataOf } from 'ketenlab/client';
import { matchers } from 'ketenlab/matchers';

const require = createRequire(import.meta.url);
const sandbox = await startKetenlab();
const client = createControlClient({ baseUrl: sandbox.url });
const { items } = await dataOf(client.GET('/_sandbox/workspaces'));
const error = await sandbox.default.orders.get('none').catch((reason) => reason);
console.log(
  items.length,
  Object.keys(matchers).join(),
  error instanceof ControlApiError,
  require('ketenlab').startKetenlab === startKetenlab,
  require('ketenlab/matchers').matchers === matchers,
);
`,
  'common.cjs': `
const { startKetenlab } = require('ketenlab');
const { createControlClient } = require('ketenlab/client');
const { matchers } = require('ketenlab/matchers');

void (async () => {
  const sandbox = await startKetenlab();
  const { data } = await createControlClient({ baseUrl: sandbox.url }).GET('/_sandbox/workspaces');
  console.log(data.items.length, Object.keys(matchers).join());
  await sandbox.stop();
})();
`,
  'container.mjs': `
import { createRequire } from 'node:module';
import { KetenlabContainer } from 'ketenlab/testcontainers';
import { GenericContainer } from 'testcontainers';

const require = createRequire(import.meta.url);
console.log(
  new KetenlabContainer().withRoles('ordersysteem') instanceof GenericContainer,
  require('ketenlab/testcontainers').KetenlabContainer === KetenlabContainer,
);
`,
  'dispose.mts': `
import { startKetenlab } from 'ketenlab';

let url = '';
{
  await using sandbox = await startKetenlab();
  await using workspace = await sandbox.workspace();
  url = sandbox.url;
  console.log((await fetch(\`\${url}/readyz\`)).status, workspace.clients.length);
}
console.log(await fetch(url).catch(() => 'stopped'));
`,
};

/** Tests with fake timers, by file. */
export const tests: Readonly<Record<string, string>> = {
  'timers.test.js': `
const { startKetenlab } = require('ketenlab');

jest.useFakeTimers({ now: 0 });

test('works with fake timers', async () => {
  const sandbox = await startKetenlab();
  const workspace = await sandbox.workspace();
  await workspace.token();
  await workspace.clock.advance('PT1H');
  await expect(workspace).toHaveReceived('issueToken', {}, { times: 1 });
  await expect(workspace).not.toHaveReceived('acceptOrder', {}, { timeout: 200 });
  await sandbox.stop();
});
`,
  'timers.vitest.mjs': `
import { startKetenlab } from 'ketenlab';
import { expect, test, vi } from 'vitest';

test('works with fake timers', async () => {
  vi.useFakeTimers({ now: 0 });
  const sandbox = await startKetenlab();
  const workspace = await sandbox.workspace();
  await workspace.token();
  await workspace.clock.advance('PT1H');
  await expect(workspace).toHaveReceived('issueToken', {}, { times: 1 });
  await expect(workspace).not.toHaveReceived('acceptOrder', {}, { timeout: 200 });
  await sandbox.stop();
  vi.useRealTimers();
});
`,
};

const useOfMatchers = `
test('types', async () => {
  const sandbox = await startKetenlab();
  const workspace: Workspace = await sandbox.workspace();
  const ofWorkspace: Promise<void> = expect(workspace).toHaveNoViolations({ level: 'SHOULD' });
  await ofWorkspace;
  const exchange: Exchange = await workspace.exchanges.waitFor({ operation: 'acceptOrder' });
  const ofExchange: void = expect(exchange).toHaveNoViolations();
  await expect(workspace).not.toHaveReceived('acceptOrder', { status: 202 }, { times: 1 });
  // @ts-expect-error: no such level
  await expect(workspace).toHaveNoViolations({ level: 'ALL' });
  // @ts-expect-error: no operation
  await expect(workspace).toHaveReceived();
  expect.extend(matchers);
  return ofExchange;
});
`;

const useOfContainer = `
export async function use(): Promise<string> {
  const container: StartedKetenlabContainer = await new KetenlabContainer('registry.example/ketenlab:1')
    .withRoles('ordersysteem')
    .withRules({ SCHEMA_DETAILS: 'off' })
    .withSeedFile('seed.yaml')
    .withEnvironment({ CONFIRM_AFTER: 'PT0S' })
    .withSandboxToken('token')
    .start();
  const workspace: Workspace = await container.workspace({ expiresAfter: 'PT1H' });
  await container.client.GET('/_sandbox/rules');
  await container.stop();
  // @ts-expect-error: not a list of roles
  new KetenlabContainer().withRoles({});
  return container.url + container.sandboxToken + workspace.id + container.default.id + container.getHost();
}
`;

const libraryImports = `
import { startKetenlab, type Exchange, type Workspace } from 'ketenlab';
import { matchers } from 'ketenlab/matchers';
`;

/** Sources that the types of the package must accept, with the errors that they must report. */
export const typeChecks: Readonly<Record<string, string>> = {
  'types/module.mts': `
import { startKetenlab, type ControlApiError, type StateItem } from 'ketenlab';
import { createControlClient, dataOf, type paths } from 'ketenlab/client';

const sandbox = await startKetenlab({ roles: ['ordersysteem'], rules: { SCHEMA_DETAILS: 'off' } });
const workspace = await sandbox.workspace({ expiresAfter: 'PT1H' });
await workspace.faults.add({ kind: 'status', status: 503 });
await workspace.partner('bestelomgeving', { baseUrl: 'http://127.0.0.1:1' });
// @ts-expect-error: no such kind
await workspace.faults.add({ kind: 'other' });
// @ts-expect-error: no such option
await startKetenlab({ prot: 1 });
// @ts-expect-error: no such collection
workspace.state('order');
const delivered: number = (await workspace.clock.advance('PT1M')).delivered;
const item: StateItem = await workspace.orders.get('1');
const status: string = (await workspace.state<{ status: string }>('orders').get('1')).status;
const rules = await dataOf(createControlClient({ baseUrl: sandbox.url }).GET('/_sandbox/rules'));
const name: string | undefined = rules.items[0]?.name;
const path: keyof paths = '/_sandbox/rules';
export type Values = [typeof delivered, typeof item, typeof status, typeof name, typeof path, ControlApiError];
`,
  'types/common.cts': `
import { startKetenlab, ControlApiError } from 'ketenlab';
import { createControlClient } from 'ketenlab/client';

export async function use(): Promise<number> {
  const sandbox = await startKetenlab();
  await createControlClient({ baseUrl: sandbox.url }).GET('/_sandbox/apis');
  return new ControlApiError('GET /', 404, 'none').status;
}
`,
  'types/jest.cts': `import { expect, test } from '@jest/globals';\nimport 'ketenlab/jest';\n${libraryImports}${useOfMatchers}`,
  'types/jest-module.mts': `import { expect, test } from '@jest/globals';\nimport 'ketenlab/jest';\n${libraryImports}${useOfMatchers}`,
  'types/vitest.mts': `import { expect, test } from 'vitest';\nimport 'ketenlab/vitest';\n${libraryImports}${useOfMatchers}`,
  'types/container.mts': `import type { Workspace } from 'ketenlab';\nimport { KetenlabContainer, type StartedKetenlabContainer } from 'ketenlab/testcontainers';\n${useOfContainer}`,
  'types/container.cts': `import type { Workspace } from 'ketenlab';\nimport { KetenlabContainer, type StartedKetenlabContainer } from 'ketenlab/testcontainers';\n${useOfContainer}`,
  'global/jest.cts': `import 'ketenlab/jest';\n${libraryImports}${useOfMatchers}`,
};
