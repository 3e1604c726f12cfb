import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const script = join(import.meta.dirname, '../../scripts/audit.mjs');

/** Advisories of the registry, by package; undefined: it has none for anybody, as a mirror. */
let advisories: Record<string, object[]> | undefined;
let registry: Server;
beforeAll(async () => {
  registry = createServer((request, response) => {
    request.resume().on('end', () => {
      if (advisories && request.url?.endsWith('/advisories/bulk'))
        response.setHeader('content-type', 'application/json').end(JSON.stringify(advisories));
      else response.writeHead(advisories ? 404 : 405).end('{}');
    });
  });
  await new Promise<void>((listening) => registry.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  registry.close();
});

const advisory = (severity: string) => ({
  id: 1,
  url: 'https://example.org/advisory',
  title: 'Something bad',
  severity,
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 0, vectorString: null },
});

let count = 0;
function audit(): Promise<{ code: number; output: string; errors: string }> {
  const { port } = registry.address() as AddressInfo;
  count += 1;
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    // npm keeps the answers.
    npm_config_cache: join(folder.path, String(count)),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [script], { env }, (error, output, errors) =>
      resolve({ code: Number(error?.code ?? 0), output, errors }),
    );
  });
}

describe('npm run audit:packages', () => {
  it('goes on with one line if the registry has no advisories', async () => {
    advisories = undefined;
    expect(await audit()).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^ketenlab: no vulnerability was looked for, .+ 405 Method Not Allowed .+\n$/,
      ),
      errors: '',
    });
  });

  it('passes if no package has a vulnerability', async () => {
    advisories = {};
    expect(await audit()).toEqual({
      code: 0,
      output:
        'ketenlab: no vulnerability from moderate in production packages\n' +
        'ketenlab: no vulnerability from high in all packages\n',
      errors: '',
    });
  });

  it.each([
    ['fails for a moderate one of a production package', 'undici', 'moderate', 1],
    ['accepts a low one of a production package', 'undici', 'low', 0],
    ['fails for a high one of a package for development', 'supertest', 'high', 1],
    ['accepts a moderate one of a package for development', 'supertest', 'moderate', 0],
  ])('%s', async (_, name, severity, code) => {
    advisories = { [name]: [advisory(severity)] };
    const answer = await audit();
    const line = `ketenlab: ${name} (${severity}): Something bad https://example.org/advisory\n`;
    expect([answer.code, answer.errors]).toEqual([code, code === 0 ? '' : line]);
  });
});
