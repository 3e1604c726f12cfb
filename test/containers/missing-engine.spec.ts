import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';

const script = join(import.meta.dirname, '../../scripts/containers.mjs');
const folder = temporaryFolder();
const engine = join(folder.path, 'podman');

// An engine without Compose.
beforeAll(() => writeFileSync(engine, '#!/bin/sh\n[ "$1" = info ]\n', { mode: 0o755 }));
afterAll(() => folder.remove());

describe('npm run test:containers', () => {
  it.each([
    ['no engine is installed', {}, 'no container engine answers; install Docker'],
    [
      'CONTAINER_ENGINE cannot be run',
      { CONTAINER_ENGINE: 'engine' },
      'no container engine CONTAINER_ENGINE=engine answers; install Docker',
    ],
    [
      'Compose is missing',
      { CONTAINER_ENGINE: engine },
      'no compose command answers; install the Compose plugin',
    ],
  ])('fails with one line that says what to install when %s', (_, settings, line) => {
    const env = { PATH: '/nowhere', ...settings };
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env });
    expect([status, String(stdout)]).toEqual([1, '']);
    expect(String(stderr).trim().split('\n')).toEqual([
      expect.stringContaining(`ketenlab: ${line}`),
    ]);
  });
});
