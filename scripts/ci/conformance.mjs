import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ketenlab, reasonIn } from './command.mjs';
import { CiError, input, isGitHub, lines } from './platform.mjs';
import { conclude, limits } from './result.mjs';

/** Inputs that are options of `ketenlab conformance` with one value. */
const single = [
  'role',
  'config',
  'token-url',
  'client-id',
  'client-secret',
  'scope',
  'audience',
  'listen',
  'timeout',
  'baseline',
];

/** Tests a server with the runner. */
export async function testServer() {
  const decisive = limits();
  const { reportDir } = decisive;
  const options = single.filter((name) => input(name) !== '');
  const only = lines('only');
  const args = [
    ...options.map((name) => `--${name}=${input(name)}`),
    ...lines('target').map((target) => `--target=${target}`),
    ...(only.length > 0 ? ['--only', ...only.flatMap((line) => line.split(/[\s,]+/))] : []),
    `--report-dir=${reportDir}`,
    `--format=${isGitHub ? 'github' : 'text'}`,
  ];
  const file = join(reportDir, 'conformance.json');
  // Of an earlier run in the same folder.
  rmSync(file, { force: true });
  const { code, errors } = await ketenlab(['conformance', ...args], { shown: true });
  if (code !== 0 && code !== 1) throw new CiError(reasonIn(errors));
  await conclude(JSON.parse(readFileSync(file, 'utf8')), decisive);
}
