import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';

export const root = join(import.meta.dirname, '../..');

/** Result of commands in a shell, with both streams in `log`. */
export interface ShellResult {
  code: number | null;
  log: string;
}

/** Folder of a CI job with its checkout, its temporary folder and its variables. */
export class JobFolder {
  private readonly folder = temporaryFolder();
  readonly workspace = join(this.folder.path, 'workspace');
  readonly temporary = join(this.folder.path, 'temporary');

  constructor() {
    mkdirSync(this.workspace);
    mkdirSync(this.temporary);
  }

  /** Runs commands with Bash and these variables only. */
  async bash(args: string[], env: Record<string, string>): Promise<ShellResult> {
    const { PATH = '' } = process.env;
    const child = spawn('bash', args, {
      cwd: this.workspace,
      env: { PATH, HOME: this.folder.path, TMPDIR: this.temporary, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (log += String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, log };
  }

  remove(): void {
    this.folder.remove();
  }
}
