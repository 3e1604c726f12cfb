import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';
import { npm, packInto } from '../support/packed-package.js';

const examples = join(import.meta.dirname, '../../examples');
const MAVEN_REPOSITORY = '/usr/share/maven-repo';

/** Example in another language than JavaScript. The command runs its tests. */
interface Example {
  name: string;
  needs: { command: string[]; packages: string }[];
  command: string[];
  /** Line of the output if all tests pass. */
  passed: string;
  /** Change that breaks the product of the example, and what the failure names. */
  mutant: { file: string; from: string; to: string; failure: string };
}

const publisher: Example = {
  name: 'publisher',
  needs: [
    { command: ['javac', '-version'], packages: 'openjdk-17-jdk-headless' },
    { command: ['mvn', '-version'], packages: 'maven' },
    ...['org/junit/jupiter', 'com/google/code/gson', 'org/apache/maven/plugins'].map((file) => ({
      command: ['ls', join(MAVEN_REPOSITORY, file)],
      packages:
        'junit5 libgoogle-gson-java libsurefire-java libmaven-compiler-plugin-java libmaven-resources-plugin-java',
    })),
  ],
  command: ['mvn', '--offline', '--batch-mode', `-Dmaven.repo.local=${MAVEN_REPOSITORY}`, 'test'],
  passed: 'Tests run: 10, Failures: 0, Errors: 0, Skipped: 0',
  mutant: {
    file: 'src/main/java/nl/example/publisher/OrderBook.java',
    from: 'line.productId(), line.quantity(),\n',
    to: 'line.productId(), line.quantity() + 1,\n',
    failure: 'EDUV-ORDER-26 (MUST)',
  },
};

const digitalSupplier: Example = {
  name: 'digital-supplier',
  needs: [{ command: ['python3', '--version'], packages: 'python3' }],
  command: ['python3', '-m', 'unittest'],
  passed: 'Ran 12 tests',
  mutant: {
    file: 'supplier/bokbasen.py',
    from: '"Content-Type"] = "application/json"',
    to: '"Content-Type"] = "text/plain"',
    failure: 'BOKB-ORDER-26 (MUST)',
  },
};

const folder = temporaryFolder();
let installed: string | undefined;

beforeAll(() => {
  packInto(folder.path);
}, 300_000);
afterAll(() => folder.remove());

describe.each([publisher, digitalSupplier])(
  'the example $name',
  ({ name, needs, command, passed, mutant }) => {
    const path = join(folder.path, 'examples', name);

    beforeAll(() => {
      for (const need of needs) expectInstalled(need);
      cpSync(join(examples, name), path, { recursive: true, filter: isSource });
      install(path);
    }, 300_000);

    it('passes its tests', () => {
      const { output, exitCode } = run(command, path);
      expect({ exitCode, output }).toEqual({
        exitCode: 0,
        output: expect.stringContaining(passed),
      });
    }, 120_000);

    it(`fails with ${mutant.failure} if its product is broken`, () => {
      const file = join(path, mutant.file);
      const source = readFileSync(file, 'utf8');
      expect(source).toContain(mutant.from);
      writeFileSync(file, source.replace(mutant.from, mutant.to));
      const { output, exitCode } = run(command, path);
      expect({ exitCode, output }).toEqual({
        exitCode: 1,
        output: expect.stringContaining(mutant.failure),
      });
    }, 120_000);

    it('leaves no server behind', () => {
      expect(existsSync(join(path, 'data/ketenlab.server.json'))).toBe(false);
    });
  },
);

function expectInstalled({ command, packages }: Example['needs'][number]): void {
  const [program = '', ...args] = command;
  if (spawnSync(program, args).status !== 0)
    throw new Error(`${command.join(' ')} fails: run apt-get install ${packages}`);
}

/** Installs the packed product as the README of an example says. The second time, what the first has compiled is used. */
function install(path: string): void {
  const modules = join(path, 'node_modules');
  if (installed !== undefined)
    cpSync(installed, modules, { recursive: true, preserveTimestamps: true });
  npm(path, ['install']);
  installed = modules;
}

function isSource(path: string): boolean {
  return !['node_modules', 'data', 'target', '__pycache__'].includes(basename(path));
}

function run([program = '', ...args]: string[], cwd: string): { output: string; exitCode: number } {
  const { KETENLAB_URL: _url, SANDBOX_TOKEN: _token, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { output: `${stdout}${stderr}`, exitCode: status ?? -1 };
}
