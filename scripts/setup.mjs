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
 * Installs the packages when those in place differ from the lock file or belong to another version of Node; `folder`
 * has packages of its own. Without `dev` only those that a start needs.
 */
export function installed({ folder = '', dev = true } = {}) {
  requireNode();
  const lock = stampOf([join(folder, 'package-lock.json')]);
  const mark = join(folder, 'node_modules/.ketenlab');
  const [all, some] = [`${lock} all`, `${lock} start`];
  if (isStamped(mark, all) || (!dev && isStamped(mark, some))) return;
  // A clean installation would compile better-sqlite3 again where only the development tools are missing.
  const command = isStamped(mark, some) ? ['install', '--no-save'] : ['ci'];
  // Only errors: some development tools declare a newer Node than they need.
  const options = [dev ? '--include=dev' : '--omit=dev', '--no-audit', '--no-fund'];
  step('installing the packages', 'once, up to 2 minutes', () =>
    run(
      'npm',
      [...command, ...options, '--loglevel=error', ...(folder && ['--prefix', folder])],
      'npm failed; see its error above. Without a prebuilt better-sqlite3 it needs Python and a C++ compiler',
    ),
  );
  writeFileSync(at(mark), dev ? all : some);
}

/** Bundles when a source has changed since the last time. `npm start` needs no development tools. */
export function built({ dev = true } = {}) {
  installed({ dev });
  const sources = readdirSync(at('src'), { recursive: true })
    .filter((file) => /\.(?:tsx?|css|html|xsd|mp3)$/.test(file))
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((file) => join('src', file));
  const settings = [
    'tsconfig.json',
    'package-lock.json',
    'scripts/bundle.mjs',
    'scripts/dashboard.mjs',
    'scripts/library.mjs',
  ];
  const stamp = stampOf([...sources, ...settings]);
  const mark = 'dist/.ketenlab';
  if (isStamped(mark, stamp)) return;
  step('building', 'after each change, a few seconds', () =>
    run(process.execPath, [at('scripts/bundle.mjs')]),
  );
  writeFileSync(at(mark), stamp);
}
