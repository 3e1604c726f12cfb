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
  mutants: Mutant[];
}

/** Change that breaks the example. One of its tests, which `only` selects, then fails and names the failure. */
interface Mutant {
  title: string;
  file: string;
  from: string;
  to: string;
  only?: string[];
  failure: string;
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
  command: ['mvn', '--batch-mode', 'test'],
  passed: 'Tests run: 10, Failures: 0, Errors: 0, Skipped: 0',
  mutants: [
    {
      title: 'its product is broken',
      file: 'src/main/java/nl/example/publisher/OrderBook.java',
      from: 'line.productId(), line.quantity(),\n',
      to: 'line.productId(), line.quantity() + 1,\n',
      failure: 'EDUV-ORDER-26 (MUST)',
    },
    {
      title: 'its test sets no partner',
      file: 'src/test/java/nl/example/publisher/PublisherTest.java',
      from: '    ketenlab.partner(',
      to: '    if (false) ketenlab.partner(',
      only: ['-Dtest=PublisherTest#approvesAnOrder'],
      failure: "(Ketenlab's own ordersysteem, because no partner is set)",
    },
    {
      title: 'its test has a wrong address',
      file: 'src/test/java/nl/example/publisher/PublisherTest.java',
      from: 'publisher.url() + "/v1", ',
      to: 'publisher.url() + "/v2", ',
      only: ['-Dtest=PublisherTest#approvesAnOrder'],
      failure: '/v2/orders -> 404',
    },
  ],
};

const digitalSupplier: Example = {
  name: 'digital-supplier',
  needs: [{ command: ['python3', '--version'], packages: 'python3' }],
  command: ['python3', '-m', 'unittest'],
  passed: 'Ran 12 tests',
  mutants: [
    {
      title: 'its product is broken',
      file: 'supplier/bokbasen.py',
      from: '"Content-Type"] = "application/json"',
      to: '"Content-Type"] = "text/plain"',
      failure: 'BOKB-ORDER-26 (MUST)',
    },
    {
      title: 'its test calls nothing',
      file: 'tests/test_supplier.py',
      from: 'answered = self.supplier.poll()\n',
      to: 'answered = 0\n',
      only: ['-k', 'test_fulfils_a_line'],
      failure: 'No message of the seller was checked in this workspace: is the address right?',
    },
  ],
};

const folder = temporaryFolder();
let installed: string | undefined;

beforeAll(() => {
  packInto(folder.path);
}, 300_000);
afterAll(() => folder.remove());

describe.each([publisher, digitalSupplier])(
  'the example $name',
  ({ name, needs, command, passed, mutants }) => {
    const path = join(folder.path, 'examples', name);

    beforeAll(() => {
      for (const need of needs) expectInstalled(need);
      cpSync(join(examples, name), path, { recursive: true, filter: isSource });
      install(path);
    }, 300_000);

    it('passes its tests, also if Node prints a warning', () => {
      const { output, exitCode } = run(command, path);
      expect({ exitCode, output }).toEqual({
        exitCode: 0,
        output: expect.stringContaining(passed),
      });
    }, 120_000);

    it.each(mutants)(
      'fails with "$failure" if $title',
      ({ file, from, to, only = [], failure }) => {
        const source = readFileSync(join(path, file), 'utf8');
        expect(source).toContain(from);
        writeFileSync(join(path, file), source.replace(from, to));
        const { output, exitCode } = run([...command, ...only], path);
        writeFileSync(join(path, file), source);
        expect({ exitCode, output }).toEqual({
          exitCode: 1,
          output: expect.stringContaining(failure),
        });
      },
      120_000,
    );

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
  // Node prints a warning about it.
  env['NODE_EXTRA_CA_CERTS'] = join(cwd, 'missing.pem');
  env['MAVEN_OPTS'] = `-Dmaven.repo.local=${MAVEN_REPOSITORY}`;
  const { stdout, stderr, status } = spawnSync(program, args, { cwd, env, encoding: 'utf8' });
  return { output: `${stdout}${stderr}`, exitCode: status ?? -1 };
}
