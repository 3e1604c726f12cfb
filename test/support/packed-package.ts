import { execFileSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** Packs the product into a folder. Returns the path of the archive. */
export function packInto(folder: string): string {
  const args = ['pack', '--silent', '--pack-destination', folder];
  // Jest sets it to `test`. The dashboard would be built for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  // npm changes package.json while it packs: one test file at a time.
  const output = execFileSync('flock', ['package-lock.json', 'npm', ...args], {
    env,
    encoding: 'utf8',
  });
  // The lines before it are those of an installation, if one was necessary.
  return join(folder, output.trim().split('\n').at(-1)!);
}

/** Runs npm in a folder, with that Node where one is given. */
export function npm(path: string, args: string[], node?: string): void {
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
