import { expect, it } from '@jest/globals';
import { join } from 'node:path';
import { TutorialShell } from './tutorial-shell.js';

const command = join(import.meta.dirname, '../../bin/ketenlab.mjs');

it('stops a server that a tutorial detached before it failed', async () => {
  const shell = new TutorialShell('ketenlab.tgz');
  await shell.start();
  const start = `mkdir app; cd app; node ${command} serve --detach --port 0`;
  const { outputs, exitCode } = await shell.run([start, 'false', 'echo not run']);
  const url = outputs[0]?.trim() ?? '';
  expect({ exitCode, steps: outputs.length }).toEqual({ exitCode: 1, steps: 2 });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  await shell.remove();
  await expect(fetch(`${url}/readyz`)).rejects.toThrow('fetch failed');
});
