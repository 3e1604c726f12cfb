import { afterAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anOrder } from '../support/builders.js';
import { ketenlab } from '../support/ketenlab.js';
import { Running, temporaryFolder } from '../support/process.js';

const lab = ketenlab();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const run = async (args: string[], env: Record<string, string> = {}) => {
  const command = new Running(['bin/ketenlab.mjs', ...args], env);
  const { code } = await command.exit;
  return { code, output: command.output, errors: command.errors };
};

describe('ketenlab', () => {
  it.each([[[]], [['serve']], [['token']], [['reset']], [['snapshot']], [['openapi']]])(
    '%j --help says how it is used',
    async (command) => {
      const { code, output } = await run([...command, '--help']);
      expect([code, output]).toEqual([
        0,
        expect.stringContaining(`Usage: ketenlab ${command.join(' ')}`.trim()),
      ]);
    },
  );

  it('token prints a token and nothing else', async () => {
    const { code, output, errors } = await run(
      ['token', '--role', 'ordersysteem', '--scope', 'eduv.order'],
      { KETENLAB_URL: lab.url },
    );
    expect([code, errors, output]).toEqual([
      0,
      '',
      expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\n$/),
    ]);
    expect((await lab.put('/ordersysteem/orders', anOrder(), output.trim())).status).toBe(202);
  });

  it('token says what the token endpoint said', async () => {
    const { code, output, errors } = await run([
      'token',
      '--role',
      'ordersysteem',
      '--client-id',
      'nobody',
      '--url',
      lab.url,
    ]);
    expect([code, output, errors]).toEqual([
      1,
      '',
      expect.stringContaining('is not known here, or its secret is another'),
    ]);
  });

  it('token says so when nothing answers', async () => {
    const { code, errors } = await run([
      'token',
      '--role',
      'ordersysteem',
      '--url',
      'http://127.0.0.1:9',
    ]);
    expect([code, errors]).toEqual([
      1,
      expect.stringMatching(/^ketenlab: nothing answers at http:\/\/127.0.0.1:9 .*\n$/),
    ]);
  });

  it('snapshot saves, lists, exports, restores, removes and imports', async () => {
    const order = anOrder();
    await lab.put('/ordersysteem/orders', order);
    const file = join(folder.path, 'carried.json');
    const snapshot = (...args: string[]) => run(['snapshot', ...args, '--url', lab.url]);
    const done = { code: 0, output: '', errors: '' };
    expect(await snapshot('save', 'carried')).toEqual(done);
    expect((await snapshot('list')).output).toMatch(/^carried {2}\d{4}-\S+Z\n$/);
    expect(await snapshot('export', 'carried', '--out', file)).toEqual(done);
    expect(await snapshot('remove', 'carried')).toEqual(done);
    await lab.control('post', 'reset');
    expect(await snapshot('import', file)).toEqual({ ...done, output: 'carried\n' });
    expect(await snapshot('restore', 'carried')).toEqual(done);
    expect(await lab.state('orders', order.requestReferenceId)).toMatchObject(order);
    expect(await snapshot('restore', 'none')).toEqual({
      code: 1,
      output: '',
      errors: expect.stringContaining('There is no snapshot \\"none\\" of workspace default'),
    });
    expect((await snapshot('import', join(folder.path, 'none.json'))).errors).toMatch(
      /^ketenlab: ENOENT: no such file or directory/,
    );
  });

  it('reset puts a workspace back to its seed', async () => {
    await lab.put('/ordersysteem/orders', anOrder());
    expect(await run(['reset', '--url', lab.url])).toEqual({ code: 0, output: '', errors: '' });
    expect(await lab.control('get', 'state/orders')).toEqual({ items: [] });
    const { code, errors } = await run(['reset', '--url', lab.url, '--workspace', 'nobody']);
    expect([code, errors]).toEqual([1, expect.stringContaining('There is no workspace')]);
  });

  it('openapi writes the committed documents, and --check sees a difference', async () => {
    const out = join(folder.path, 'openapi');
    expect((await run(['openapi', '--out', out])).code).toBe(0);
    const committed = join(import.meta.dirname, '../../openapi');
    const contents = (at: string) =>
      readdirSync(at)
        .filter((file) => file.endsWith('.yaml'))
        .toSorted()
        .map((file) => [file, readFileSync(join(at, file), 'utf8')]);
    expect(contents(out)).toEqual(contents(committed));
    expect((await run(['openapi', '--out', out, '--check'])).code).toBe(0);
    const { code, errors } = await run(['openapi', '--out', folder.path, '--check']);
    expect([code, errors]).toEqual([
      1,
      expect.stringContaining('not what the code says; run `npm run openapi`'),
    ]);
  });

  it('says what to run when nothing is built', async () => {
    const bare = join(folder.path, 'bare/bin');
    mkdirSync(bare, { recursive: true });
    cpSync(join(import.meta.dirname, '../../bin/ketenlab.mjs'), join(bare, 'ketenlab.mjs'));
    const command = new Running([join(bare, 'ketenlab.mjs'), 'token']);
    expect([(await command.exit).code, command.errors]).toEqual([
      2,
      expect.stringContaining('run `npm start` once'),
    ]);
  });
});
