import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

// A project that has installed the package.
const bin = join(folder.path, 'node_modules/.bin');
mkdirSync(bin, { recursive: true });
writeFileSync(join(folder.path, 'package.json'), '{"name": "project"}');
symlinkSync(join(import.meta.dirname, '../../bin/ketenlab.mjs'), join(bin, 'ketenlab'));

const npx = (...args: string[]) =>
  new CommandProcess(
    ['ketenlab', ...args],
    {
      DATABASE_URL: 'sqlite::memory:',
      npm_config_cache: join(folder.path, 'cache'),
      npm_config_update_notifier: 'false',
      npm_config_offline: 'true',
    },
    folder.path,
    'npx',
  );

describe('npx ketenlab serve', () => {
  // SIGINT for npx alone ends nothing: npx and its shell wait for the server. Ctrl+C reaches all three.
  it.concurrent.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'stops the server when npx gets %s',
    async (signal) => {
      const command = npx('serve', '--port', '0');
      await command.url();
      command.kill(signal);
      // The output is closed when the server has ended too.
      await command.exit;
      expect(command.output).toContain('"msg":"stopped"');
    },
  );

  it('--detach leaves a server that runs after npx', async () => {
    const command = npx('serve', '--detach', '--port', '0');
    expect(await command.exit).toEqual({ code: 0, signal: null });
    const status = npx('status');
    expect(await status.exit).toEqual({ code: 0, signal: null });
    expect(await npx('stop').exit).toEqual({ code: 0, signal: null });
  });
});

describe('ketenlab serve', () => {
  it.each(['SIGINT', 'SIGHUP'] as const)('stops after %s with exit code 0', async (signal) => {
    const env = { DATABASE_URL: 'sqlite::memory:' };
    const command = new CommandProcess(['bin/ketenlab.mjs', 'serve', '--port', '0'], env);
    await command.url();
    command.kill(signal);
    expect(await command.exit).toEqual({ code: 0, signal: null });
  });

  it('goes on when the process that started it ends, if that is not npx', async () => {
    const shell = new CommandProcess(
      [
        '-c',
        `"$0" "$@" & echo "process $!"; wait`,
        process.execPath,
        join(bin, 'ketenlab'),
        'serve',
        '--port',
        '0',
      ],
      { DATABASE_URL: 'sqlite::memory:' },
      folder.path,
      'bash',
    );
    const url = await shell.url();
    shell.kill('SIGKILL');
    // Longer than between two checks.
    await new Promise((wake) => setTimeout(wake, 1_200));
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    process.kill(Number(/process (\d+)/.exec(shell.output)?.[1]), 'SIGTERM');
    await shell.exit;
  });
});
