import { afterAll } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

// Processes that a test left running are killed at the end of its file.
const processes = new Set<CommandProcess>();
afterAll(async () => {
  for (const process of processes) process.kill('SIGKILL');
  await Promise.all([...processes].map(({ exit }) => exit));
});

/** Command of the built product in a child process. */
export class CommandProcess {
  output = '';
  errors = '';
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  private readonly child: ChildProcess;
  private readonly listeners: (() => void)[] = [];

  constructor(
    args: string[],
    env: Record<string, string> = {},
    cwd = root,
    node: string = process.execPath,
  ) {
    const { PATH = '' } = process.env;
    this.child = spawn(
      node,
      args.map((arg) => arg.replace(/^(dist|bin)\//, `${root}/$1/`)),
      {
        cwd,
        env: { PATH, ...env },
      },
    );
    processes.add(this);
    this.child.stdout?.on('data', (chunk) => {
      this.output += String(chunk);
      for (const wake of this.listeners.splice(0)) wake();
    });
    this.child.stderr?.on('data', (chunk) => (this.errors += String(chunk)));
    this.exit = new Promise((resolve) =>
      this.child.on('close', (code, signal) => resolve({ code, signal })),
    );
  }

  /** Writes the whole standard input and closes it. */
  writeInput(text: string): void {
    this.child.stdin?.end(text);
  }

  /** URL of the server. Resolves once the server listens. */
  async url(): Promise<string> {
    for (;;) {
      const url = /listens at (\S+)/.exec(this.output)?.[1];
      if (url) return url;
      const exited = await Promise.race([
        new Promise<false>((wake) => this.listeners.push(() => wake(false))),
        this.exit,
      ]);
      if (exited) throw new Error(`the process exited: ${JSON.stringify(exited)} ${this.errors}`);
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Temporary folder. `remove` deletes it with its content. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'ketenlab-process-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
