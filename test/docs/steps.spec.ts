import { expect, it } from '@jest/globals';
import { runSteps } from './steps.js';

it('ends the commands of a step that takes too long', async () => {
  const run = await runSteps(
    ['echo first', String.raw`printf '\033[1msecond\033[0m\n'; sleep 60 | cat`],
    '.',
    process.env,
    500,
  );
  expect(run).toEqual({ exitCode: 137, outputs: ['first\n', 'second\n'] });
}, 10_000);
