import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';
import { runSteps, type Run } from './steps.js';

const root = join(import.meta.dirname, '../..');

/**
 * Runs commands in one bash session, in a temporary folder with the files of the repository that the documents use.
 * stderr is part of the output.
 */
export class DocumentShell {
  private readonly folder = temporaryFolder();
  private readonly bin = join(this.folder.path, '.bin');
  private server?: CommandProcess;
  private url = '';

  constructor() {
    for (const name of ['bin', 'dist', 'docs', 'openapi'])
      symlinkSync(join(root, name), join(this.folder.path, name));
    // As an installation of the package.
    mkdirSync(join(this.folder.path, 'node_modules'));
    symlinkSync(root, join(this.folder.path, 'node_modules/ketenlab'));
    // The real npx takes half a second more for each call.
    mkdirSync(this.bin);
    const npx = join(this.bin, 'npx');
    const programs = `case $1 in jest) file=node_modules/jest/bin/jest.js;; *) file=bin/ketenlab.mjs;; esac`;
    writeFileSync(npx, `#!/bin/sh\n${programs}\nshift\nexec node ${root}/$file "$@"\n`);
    chmodSync(npx, 0o755);
  }

  /** Starts a new sandbox, and returns the ports for those in the documents: 4010, and two free ones. */
  async start(): Promise<Record<string, string>> {
    const env = { PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    this.server = new CommandProcess(['dist/bundle/main.js'], env, this.folder.path);
    this.url = await this.server.url();
    return {
      '4010': new URL(this.url).port,
      '4020': await freePort(),
      '9000': await freePort(),
    };
  }

  run(commands: readonly string[]): Promise<Run> {
    const env = {
      PATH: `${this.bin}:${process.env['PATH'] ?? ''}`,
      HOME: this.folder.path,
      KETENLAB_URL: this.url,
    };
    return runSteps(commands, this.folder.path, env);
  }

  async remove(): Promise<void> {
    this.server?.kill('SIGTERM');
    await this.server?.exit;
    this.folder.remove();
  }
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return String(port);
}
