// npm run mutants: breaks our own roles on purpose, one fault each, and prints whether the runner reports each by the
// expected requirement. It also runs against correct servers, about which the runner must report nothing.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, root } from './setup.mjs';

built();
const jest = join(root, 'node_modules/jest/bin/jest.js');
const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
const config = join(root, 'jest.mutants.config.mjs');
const named = process.argv.slice(2);
const child = spawn(process.execPath, [...flags, jest, '--config', config, ...named], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'pipe'],
});

let output = '';
for (const stream of [child.stdout, child.stderr])
  stream.on('data', (chunk) => {
    output += String(chunk);
  });

child.on('close', (code) => {
  const lines = output.split('\n').filter((line) => /^(caught|MISSED|ALARM) /.test(line));
  const count = (word) => lines.filter((line) => line.startsWith(word)).length;
  const caught = count('caught');
  process.stdout.write(`${lines.toSorted(byRole).join('\n')}\n\n`);
  if (code !== 0) process.stdout.write(`${output}\n`);
  process.stdout.write(
    `${lines.length} mutants: ${caught} caught, ${count('MISSED')} missed, ${count('ALARM')} with a false alarm: ${Math.floor((100 * caught) / lines.length)} %\n`,
  );
  const outdated = named.length === 0 && !isInReadme(lines.length);
  if (outdated)
    process.stderr.write(`README.md: says another number of mutants than ${lines.length}\n`);
  process.exitCode = code !== 0 || outdated ? 1 : 0;
});

/** Sorts by role, which follows the result. */
function byRole(one, other) {
  const [left, right] = [one, other].map((line) => line.slice('caught'.length));
  return left < right ? -1 : 1;
}

function isInReadme(number) {
  return readFileSync(join(root, 'README.md'), 'utf8').includes(`in ${number} ways`);
}
