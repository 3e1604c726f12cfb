import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
afterAll(() => folder.remove());

function check(...args: string[]): { status: number | null; output: string; errors: string } {
  const script = join(root, 'scripts/licences.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args]);
  return { status, output: String(stdout), errors: String(stderr) };
}

let count = 0;
/** Project with one production package and one for development, with a licence each. */
function projectWith(license: string | undefined, development = 'MIT'): string {
  count += 1;
  const path = join(folder.path, String(count));
  mkdirSync(path);
  const project = {
    name: 'example',
    version: '1.0.0',
    dependencies: { used: '1.0.0' },
    devDependencies: { tool: '1.0.0' },
  };
  const packages = {
    '': project,
    'node_modules/used': { version: '1.0.0', ...(license && { license }) },
    'node_modules/tool': { version: '1.0.0', dev: true, license: development },
  };
  const lock = { name: 'example', version: '1.0.0', lockfileVersion: 3, packages };
  writeFileSync(join(path, 'package.json'), JSON.stringify(project));
  writeFileSync(join(path, 'package-lock.json'), JSON.stringify(lock));
  return path;
}

describe('npm run licences', () => {
  it('accepts the production packages of this repository', () => {
    expect(check()).toMatchObject({ status: 0, errors: '' });
  });

  it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC'])('accepts %s', (license) => {
    expect(check(projectWith(license))).toEqual({
      status: 0,
      output: `ketenlab: 1 production packages have an allowed licence: ${license}\n`,
      errors: '',
    });
  });

  it.each([
    ['GPL-3.0-only', 'GPL-3.0-only'],
    ['MIT AND GPL-3.0-only', 'MIT AND GPL-3.0-only'],
    // npm leaves out what is no SPDX expression.
    ['SEE LICENSE IN LICENSE.txt', 'of no name'],
    [undefined, 'of no name'],
  ])('refuses %s', (license, named) => {
    expect(check(projectWith(license))).toEqual({
      status: 1,
      output: '',
      errors: `ketenlab: used@1.0.0 has the licence ${named}, which is not in scripts/licences.mjs\n`,
    });
  });

  it('does not look at packages for development', () => {
    expect(check(projectWith('MIT', 'GPL-3.0-only')).status).toBe(0);
  });
});

describe('dist/bundle/licences.txt', () => {
  it('names each package in the bundle with its licence, and has the texts that they publish', () => {
    const notices = readFileSync(join(root, 'dist/bundle/licences.txt'), 'utf8').split(/-{80}/);
    const named = notices.flatMap(
      (notice) => /^(\S+) \S+ \([^)]+\)$/.exec(notice.trim().split('\n')[0]!)?.[1] ?? [],
    );
    const bundled = JSON.parse(
      readFileSync(join(root, 'dist/bundled-packages.json'), 'utf8'),
    ) as string[];
    expect([...new Set(named)].toSorted()).toEqual([...bundled, 'swagger-ui-dist'].toSorted());
    const withText = notices.filter((notice) => /copyright/i.test(notice));
    expect(withText.length / notices.length).toBeGreaterThan(0.9);
  });
});
