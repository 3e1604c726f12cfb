// Prepares what the commands need: the packages of the lock file, and a build of the current sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);

/** Runs a command in the project's folder and ends this process with its exit code when it fails. */
export function run(command, args, env = {}) {
  try {
    execFileSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  } catch (error) {
    process.exit(error.status ?? 1);
  }
}

function stampOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(file).update(readFileSync(at(file)));
  return hash.digest('hex');
}

function isStamped(file, stamp) {
  return existsSync(at(file)) && readFileSync(at(file), 'utf8') === stamp;
}

/** Runs `npm ci` when the installed packages differ from the lock file or belong to another version of Node. */
export function installed() {
  const stamp = stampOf(['package-lock.json']);
  const mark = 'node_modules/.ketenlab';
  if (isStamped(mark, stamp)) return;
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
  writeFileSync(at(mark), stamp);
}

/** Builds when a source has changed since the last build. */
export function built() {
  installed();
  const sources = readdirSync(at('src'), { recursive: true })
    .filter((file) => /\.(?:ts|xsd|mp3)$/.test(file))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((file) => join('src', file));
  const settings = ['tsconfig.json', 'nest-cli.json', 'package-lock.json', 'scripts/bundle.mjs'];
  const stamp = stampOf([...sources, ...settings]);
  const mark = 'dist/.ketenlab';
  if (isStamped(mark, stamp)) return;
  run(process.execPath, [at('node_modules/@nestjs/cli/bin/nest.js'), 'build']);
  run(process.execPath, [at('scripts/bundle.mjs')]);
  writeFileSync(at(mark), stamp);
}
