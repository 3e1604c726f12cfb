import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runConformance } from '../../src/cli/conformance-sandbox.js';
import { ConfigurationError } from '../../src/conformance/runner/configuration/options.js';
import { readOptions } from '../../src/conformance/runner/configuration/read-options.js';
import { suites } from '../../src/conformance/suites/index.js';
import { roles } from '../../src/roles/index.js';
import { temporaryFolder } from '../support/command-process.js';
import { testServer } from '../support/test-server.js';

const server = testServer({ ROLES: 'ordersysteem' });
const folder = temporaryFolder();
afterAll(() => folder.remove());

const configurations = suites.flatMap(({ configuration }) => configuration ?? []);

function writeFile(name: string, text: string): string {
  const file = join(folder.path, name);
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** Error of a run of the Ordersysteem in the sandbox with other options. */
async function errorOf(difference: object): Promise<unknown> {
  try {
    const base = {
      role: 'ordersysteem',
      target: `${server.url}/ordersysteem`,
      tokenUrl: `${server.url}/ordersysteem/oauth2/token`,
      clientId: 'demo',
      clientSecret: 'demo-secret',
      listen: '127.0.0.1:0',
      timeout: '8s',
    };
    await runConformance(readOptions({ ...base, ...difference }, roles, configurations));
    return undefined;
  } catch (error) {
    return error;
  }
}

type Row = [what: string, difference: () => object, text: RegExp];

// prettier-ignore
const rows: Row[] = [
  ['nothing answers', () => ({ target: 'http://127.0.0.1:9' }), /does not answer \(ECONNREFUSED\)/],
  ['the target does not speak TLS', () => ({ target: server.url.replace('http', 'https') }), /does not use TLS/],
  ['the target has another base path', () => ({ target: `${server.url}/elsewhere` }), /answered 404: --target must be the base URL/],
  ['the target has another role', () => ({ role: 'bestelomgeving' }), /answered 405: --target must be the base URL/],
  ['the client secret is wrong', () => ({ clientSecret: 'wrong' }), /no token: .* answered 401 to client demo/],
  ['the token is not accepted', () => ({ clientId: 'demo-unconnected', clientSecret: 'demo-unconnected-secret' }), /answered 403, with a token of/],
  ['the role is unknown', () => ({ role: 'wholesaler' }), /--role wholesaler is not one of ordersysteem, /],
  ['no target is given', () => ({ target: undefined }), /--target is missing/],
  ['the target is not a URL', () => ({ target: 'lab' }), /--target lab must be an http or https URL/],
  ['the listen address is invalid', () => ({ listen: '4020' }), /--listen 4020 must be a host and a port/],
  ['the timeout is invalid', () => ({ timeout: 'soon' }), /--timeout soon must be a time, for example/],
  ['the requirement is unknown', () => ({ only: ['EDUV-ORDER-99'] }), /--only EDUV-ORDER-99: unknown requirement/],
  ['the requirement is for another role', () => ({ only: ['EDUV-DELIVERY-07'] }), /--only EDUV-DELIVERY-07: this requirement does not apply to ordersysteem, but to/],
  ['the configuration file does not exist', () => ({ config: '/none.yaml' }), /--config \/none.yaml: ENOENT/],
  ['the configuration file has an unknown setting', () => ({ config: writeFile('typo.yaml', 'clients: { byer: {} }') }), /^--config \S+: clients.byer: no such setting; did you mean buyer\?$/],
  ['the configuration file has a value of the wrong type', () => ({ config: writeFile('typo.json', '{"data":{"titles":[]}}') }), /: data.titles: expected object, got array$/],
  ['the baseline does not exist', () => ({ baseline: '/none.json' }), /--baseline \/none.json: ENOENT/],
];

describe('a run with a wrong configuration', () => {
  it.each(rows)('is refused in one line when %s', async (_what, difference, text) => {
    const error = (await errorOf(difference())) as Error;
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toMatch(text);
    expect(error.message).not.toContain('\n');
  });
});
