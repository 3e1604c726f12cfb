import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { chmodSync, chownSync, linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const data = join(folder.path, 'data');
const file = join(data, 'ketenlab.sqlite');

/** An ordinary user: root may write to read-only files. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const user = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

const serve = (path = file) => {
  const env = { PORT: '0', DATABASE_URL: `sqlite:${path}` };
  const args = ['dist/bundle/main.js'];
  if (!isRoot) return new CommandProcess(args, env);
  return new CommandProcess([...user, process.execPath, ...args], env, undefined, 'setpriv');
};
const stopped = async (server: CommandProcess) => {
  await server.url();
  server.kill('SIGTERM');
  return server.exit;
};
/** The one line of a start that fails. */
const lineOf = async (server: CommandProcess) => {
  const { code } = await server.exit;
  return [code, server.errors];
};
const line = (path: string, reason: string) => [
  2,
  `ketenlab: DATABASE_URL=sqlite:${path}: ${reason}\n`,
];

const READ_ONLY =
  'this user cannot write to the file or its folder; make both writable, or choose another path';
const IN_USE = 'another Ketenlab process uses this file; stop it or choose another file';

beforeEach(() => {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  chmodSync(folder.path, 0o755);
  if (isRoot) chownSync(data, NOBODY, NOBODY);
});

describe('the file of the database, at the start', () => {
  it('can be read by its owner only, as its log, its lock and its new folder', async () => {
    const path = join(data, 'new', 'private.sqlite');
    const server = serve(path);
    await server.url();
    const modes = ['', '-wal', '-shm', '.lock', '/..'].map((suffix) =>
      (statSync(suffix === '/..' ? dirname(path) : path + suffix).mode & 0o777).toString(8),
    );
    expect(modes).toEqual(['600', '600', '600', '600', '700']);
    server.kill('SIGTERM');
    await server.exit;
  });

  it('must be writable', async () => {
    await stopped(serve());
    chmodSync(file, 0o444);
    expect(await lineOf(serve())).toEqual(line(file, READ_ONLY));
  });

  it('must be in a writable folder', async () => {
    await stopped(serve());
    rmSync(`${file}.lock`);
    chmodSync(data, 0o555);
    expect(await lineOf(serve())).toEqual(line(file, READ_ONLY));
  });

  it('must not be of a newer version', async () => {
    await stopped(serve());
    const db = new Sqlite(file);
    db.exec(`insert into "migrations" ("timestamp", "name") values (1, 'Later9999999999999')`);
    db.close();
    const reason =
      'a newer version of Ketenlab has written this file; use that version or choose another file';
    expect(await lineOf(serve())).toEqual(line(file, reason));
  });

  it('must not be in use, also when the file of its lock was removed', async () => {
    const first = serve();
    await first.url();
    expect(await lineOf(serve())).toEqual(line(file, IN_USE));
    rmSync(`${file}.lock`);
    expect(await lineOf(serve())).toEqual(line(file, IN_USE));
    first.kill('SIGTERM');
    await first.exit;
    expect(await stopped(serve())).toEqual({ code: 0, signal: null });
  });

  it('must not be in use by its name of a hard link', async () => {
    const first = serve();
    await first.url();
    const link = join(data, 'link.sqlite');
    linkSync(file, link);
    expect(await lineOf(serve(link))).toEqual(line(link, IN_USE));
    first.kill('SIGTERM');
    await first.exit;
  });

  it('may have the tables of a role that is not served', async () => {
    await stopped(serve());
    const server = new CommandProcess(['dist/bundle/main.js'], {
      PORT: '0',
      DATABASE_URL: `sqlite:${file}`,
      ROLES: 'dds',
    });
    expect(await stopped(server)).toEqual({ code: 0, signal: null });
  });
});
