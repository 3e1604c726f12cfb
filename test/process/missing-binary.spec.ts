import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder();
const installed = (name: string) => join(folder.path, 'node_modules', name);

beforeAll(() => {
  for (const name of ['bin', 'dist/bundle', 'package.json'])
    cpSync(join(root, name), join(installed('ketenlab'), name), { recursive: true });
  // As npm leaves the package if its install script does not run.
  for (const name of ['better-sqlite3', 'bindings', 'file-uri-to-path'])
    cpSync(join(root, 'node_modules', name), installed(name), {
      recursive: true,
      filter: (path) => !path.endsWith('better-sqlite3/build'),
    });
});
afterAll(() => folder.remove());

async function start() {
  const program = join(installed('ketenlab'), 'bin/ketenlab.mjs');
  const env = { DATABASE_URL: 'sqlite::memory:', PORT: '0' };
  const command = new CommandProcess([program, 'serve'], env, folder.path);
  const { code } = await command.exit;
  return { code, errors: command.errors };
}

const ONE_LINE = {
  code: 2,
  errors:
    `ketenlab: DATABASE_URL=sqlite::memory:: better-sqlite3 has no binary for Node ${process.versions.node} here; run ` +
    '`npm install-scripts approve better-sqlite3` (npm 12 or later), then `npm rebuild better-sqlite3`\n',
};

it('a start without the binary of better-sqlite3 ends with one line that says what to do', async () => {
  expect(await start()).toEqual(ONE_LINE);
});

it('a start with the binary of another Node ends with the same line', async () => {
  const build = join(installed('better-sqlite3'), 'build/Release');
  mkdirSync(build, { recursive: true });
  writeFileSync(join(build, 'better_sqlite3.node'), 'of another system');
  expect(await start()).toEqual(ONE_LINE);
});
