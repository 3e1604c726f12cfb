// Prepares what the commands need: the packages of the lock file, and a build of the current sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);

/** Runs a command in the project's folder. When it fails, prints the hint and ends this process with its exit code. */
export function run(command, args, hint) {
  try {
    execFileSync(command, args, { cwd: root, stdio: 'inherit' });
  } catch (error) {
    if (hint !== undefined) process.stderr.write(`ketenlab: ${hint}\n`);
    process.exit(error.status ?? 1);
  }
}

/** Runs a step of the preparation. Prints one line before it and one line with its duration. */
function step(name, expected, work) {
  const began = performance.now();
  process.stderr.write(`ketenlab: ${name} (${expected}) …\n`);
  work();
  const seconds = Math.ceil((performance.now() - began) / 1000);
  process.stderr.write(`ketenlab: ${name}: done in ${seconds} s\n`);
}

function stampOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(file).update(readFileSync(at(file)));
  return hash.digest('hex');
}

function isStamped(file, stamp) {
  return existsSync(at(file)) && readFileSync(at(file), 'utf8') === stamp;
}

/** Ends this process with one line when Node is too old. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(
    `ketenlab: Node ${process.versions.node} is too old; install Node 20.19 or later, then run the command again\n`,
  );
  process.exit(2);
}

/**
 * Runs `npm ci` when the installed packages differ from the lock file or belong to another version of Node; `folder` has
 * packages of its own.
 */
export function installed(folder = '') {
  requireNode();
  const stamp = stampOf([join(folder, 'package-lock.json')]);
  const mark = join(folder, 'node_modules/.ketenlab');
  if (isStamped(mark, stamp)) return;
  // Only errors: some development tools declare a newer Node than they need.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  step('installing the packages', 'once, 1 to 3 minutes', () =>
    run(
      'npm',
      ['ci', ...options, ...(folder && ['--prefix', folder])],
      'npm ci failed; see its error above. Without a prebuilt better-sqlite3 it needs Python and a C++ compiler',
    ),
  );
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
  step('building', 'after each change, about 15 s', () => {
    run(process.execPath, [at('node_modules/@nestjs/cli/bin/nest.js'), 'build']);
    run(process.execPath, [at('scripts/bundle.mjs')]);
  });
  writeFileSync(at(mark), stamp);
}
