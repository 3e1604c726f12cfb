import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const root = join(import.meta.dirname, '../..');
const STEP_MARK = '--- step ---';
const TIMEOUT_MS = 180_000;

/** Result of a document's commands: the output of each step that was started, and the exit code of the last one. */
export interface Run {
  outputs: string[];
  exitCode: number;
}

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
    const script = [
      'set -euo pipefail',
      // A command that a failed document left behind would keep the output open.
      `trap 'kill $(jobs -p) 2>/dev/null || true' EXIT`,
      'exec 2>&1',
      ...commands.flatMap((text) => [`printf '\\n%s\\n' '${STEP_MARK}'`, text]),
    ].join('\n');
    const env = {
      PATH: `${this.bin}:${process.env['PATH'] ?? ''}`,
      HOME: this.folder.path,
      KETENLAB_URL: this.url,
    };
    return new Promise((resolve) => {
      execFile(
        'bash',
        ['-c', script],
        { cwd: this.folder.path, env, timeout: TIMEOUT_MS, maxBuffer: 64 * 1024 * 1024 },
        (error, output) => {
          const [, ...outputs] = output.split(`\n${STEP_MARK}\n`);
          resolve({ outputs, exitCode: error ? Number(error.code ?? 1) : 0 });
        },
      );
    });
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
