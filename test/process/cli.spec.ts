import { afterAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const server = testServer();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const run = async (args: string[], env: Record<string, string> = {}, input = '') => {
  const command = new CommandProcess(['bin/ketenlab.mjs', ...args], env);
  command.writeInput(input);
  const { code } = await command.exit;
  return { code, output: command.output, errors: command.errors };
};

describe('ketenlab', () => {
  const commands = [
    'serve',
    'status',
    'stop',
    'workspace',
    'clock',
    'fault',
    'partner',
    'demo',
    'completion',
    'token',
    'seed',
    'reset',
    'snapshot',
    'tail',
    'conformance',
    'openapi',
  ];
  it.each([[[]], ...commands.map((command) => [[command]])])(
    '%j --help prints its usage',
    async (command) => {
      const { code, output } = await run([...command, '--help']);
      expect([code, output]).toEqual([
        0,
        expect.stringContaining(`Usage: ketenlab ${command.join(' ')}`.trim()),
      ]);
    },
  );

  it.each(['--version', '-V'])('%s prints the version of the package', async (option) => {
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
    ) as { version: string };
    expect(await run([option])).toEqual({ code: 0, output: `${version}\n`, errors: '' });
  });

  it.each([
    ['foo', "error: unknown command 'foo'\n"],
    ['tokn', "error: unknown command 'tokn' (Did you mean token?)\n"],
    ['--versoin', "error: unknown option '--versoin' (Did you mean --version?)\n"],
  ])('%s, which is unknown, ends with 2 and names the help', async (argument, error) => {
    expect(await run([argument])).toEqual({
      code: 2,
      output: '',
      errors: `${error}See \`ketenlab --help\`.\n`,
    });
  });

  it('shows the help of a command that is used in the wrong way', async () => {
    const { code, errors } = await run(['token']);
    expect([code, errors]).toEqual([
      2,
      expect.stringMatching(/^error: required option '--role <role>' .*\n\nUsage: ketenlab token /),
    ]);
  });

  it('token prints a token and nothing else', async () => {
    const { code, output, errors } = await run(
      ['token', '--role', 'ordersysteem', '--scope', 'eduv.order'],
      { KETENLAB_URL: server.url },
    );
    expect([code, errors, output]).toEqual([
      0,
      '',
      expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/),
    ]);
    expect((await server.put('/ordersysteem/orders', anOrder(), output.trim())).status).toBe(202);
  });

  it('token prints the error of the token endpoint, and which secret it used', async () => {
    const { code, output, errors } = await run([
      'token',
      '--role',
      'ordersysteem',
      '--client-id',
      'nobody',
      '--url',
      server.url,
    ]);
    expect([code, output, errors]).toEqual([
      1,
      '',
      expect.stringMatching(
        /is unknown, or its secret is wrong"\}; the secret nobody-secret was used\. .* set --client-secret to /,
      ),
    ]);
  });

  it('token gives no advice about a secret that was given', async () => {
    const options = ['--client-id', 'demo', '--client-secret', 'wrong', '--url', server.url];
    const { code, output, errors } = await run(['token', '--role', 'ordersysteem', ...options]);
    expect([code, output, errors]).toEqual([
      1,
      '',
      expect.stringMatching(/is unknown, or its secret is wrong"\}\n$/),
    ]);
  });

  it('token reports a server that does not answer', async () => {
    const { code, errors } = await run([
      'token',
      '--role',
      'ordersysteem',
      '--url',
      'http://127.0.0.1:9',
    ]);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^ketenlab: no server answers at http:\/\/127.0.0.1:9 .*\n$/),
    ]);
  });

  it('seed writes the items of a file and prints the count per collection', async () => {
    const file = join(folder.path, 'seed.yaml');
    writeFileSync(file, 'schools: []\ncontracts:\n  - id: C-1\n  - id: C-2\n');
    expect(await run(['seed', file, '--url', server.url])).toEqual({
      code: 0,
      output: 'schools: 0\ncontracts: 2\n',
      errors: '',
    });
    expect(await server.state('contracts', 'C-2')).toEqual({ id: 'C-2' });
  });

  it('seed reads a JSON file and standard input', async () => {
    const file = join(folder.path, 'seed.json');
    writeFileSync(file, '{"contracts": [{"id": "C-3"}]}');
    const url = ['--url', server.url];
    const expected = { code: 0, output: 'contracts: 1\n', errors: '' };
    expect(await run(['seed', file, ...url])).toEqual(expected);
    expect(await run(['seed', '-', ...url], {}, 'contracts: [{ id: C-4 }]')).toEqual(expected);
    expect(await server.state('contracts', 'C-4')).toEqual({ id: 'C-4' });
  });

  it('seed prints one line with file and position per error', async () => {
    const file = join(folder.path, 'wrong.yaml');
    writeFileSync(file, 'contracts:\n  - {}\nschools:\n  - id: 7\n    organisationIds: []\n');
    expect(await run(['seed', file, '--url', server.url])).toEqual({
      code: 1,
      output: '',
      errors:
        `${file}:2: /contracts/0/id: expected string, seen missing\n` +
        `${file}:4: /schools/0/id: expected string, seen number 7\n`,
    });
    writeFileSync(file, 'contracts:\n  - id: C-1\n    id: C-2\n');
    expect(await run(['seed', file, '--url', server.url])).toEqual({
      code: 1,
      output: '',
      errors: `${file}:3:5: expected each key once, seen id again\n`,
    });
  });

  it('seed reports a file that cannot be read and an error of the server', async () => {
    const file = join(folder.path, 'none.yaml');
    expect(await run(['seed', file, '--url', server.url])).toEqual({
      code: 1,
      output: '',
      errors: `ketenlab: ${file} cannot be read (ENOENT)\n`,
    });
    const { code, errors } = await run(
      ['seed', '-', '--url', server.url, '--workspace', 'nobody'],
      {},
      '{}',
    );
    expect([code, errors]).toEqual([1, expect.stringContaining('There is no workspace')]);
  });

  it('snapshot saves, lists, exports, restores, removes and imports', async () => {
    const order = anOrder();
    await server.put('/ordersysteem/orders', order);
    const file = join(folder.path, 'carried.json');
    const snapshot = (...args: string[]) => run(['snapshot', ...args, '--url', server.url]);
    const done = { code: 0, output: '', errors: '' };
    expect(await snapshot('save', 'carried')).toEqual(done);
    expect((await snapshot('list')).output).toMatch(/^carried {2}\d{4}-\S+Z\n$/);
    expect(await snapshot('export', 'carried', '--out', file)).toEqual(done);
    expect(await snapshot('remove', 'carried')).toEqual(done);
    await server.control('post', 'reset');
    expect(await snapshot('import', file)).toEqual({ ...done, output: 'carried\n' });
    expect(await snapshot('restore', 'carried')).toEqual(done);
    expect(await server.state('orders', order.requestReferenceId)).toMatchObject(order);
    expect(await snapshot('restore', 'none')).toEqual({
      code: 1,
      output: '',
      errors: expect.stringContaining('There is no snapshot "none" of workspace default'),
    });
    expect((await snapshot('import', '/none.json')).errors).toBe(
      'ketenlab: /none.json cannot be read (ENOENT)\n',
    );
  });

  it('reset restores the seed of a workspace', async () => {
    await server.put('/ordersysteem/orders', anOrder());
    expect(await run(['reset', '--url', server.url])).toEqual({ code: 0, output: '', errors: '' });
    expect(await server.control('get', 'state/orders')).toEqual({ items: [] });
    const { code, errors } = await run(['reset', '--url', server.url, '--workspace', 'nobody']);
    expect([code, errors]).toEqual([1, expect.stringContaining('There is no workspace')]);
  });

  it('openapi writes the committed documents, and --check detects a difference', async () => {
    const out = join(folder.path, 'openapi');
    expect((await run(['openapi', '--out', out])).code).toBe(0);
    const committed = join(import.meta.dirname, '../../openapi');
    const contents = (directory: string) =>
      readdirSync(directory)
        .filter((file) => /\.(yaml|json)$/.test(file))
        .toSorted()
        .map((file) => [file, readFileSync(join(directory, file), 'utf8')]);
    expect(contents(out)).toEqual(contents(committed));
    expect(await run(['openapi', '--out', out, '--check'])).toEqual({
      code: 0,
      output: '',
      errors: '',
    });
    const names = contents(out).map(([name = '']) => join(out, name));
    const { output } = await run(['openapi', '--out', out, '--check', '--json']);
    const { files } = JSON.parse(output) as { files: string[] };
    expect(files.toSorted()).toEqual(names);
    const { code, errors } = await run(['openapi', '--out', folder.path, '--check']);
    expect([code, errors]).toEqual([
      1,
      expect.stringContaining('not up to date with the code; run `npm run openapi`'),
    ]);
  });

  it('prints the command to run when nothing is built', async () => {
    const unbuilt = join(folder.path, 'bare/bin');
    mkdirSync(unbuilt, { recursive: true });
    cpSync(join(import.meta.dirname, '../../bin/ketenlab.mjs'), join(unbuilt, 'ketenlab.mjs'));
    const command = new CommandProcess([join(unbuilt, 'ketenlab.mjs'), 'token']);
    expect([(await command.exit).code, command.errors]).toEqual([
      2,
      expect.stringContaining('run `npm start` once'),
    ]);
  });
});
