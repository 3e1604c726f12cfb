import { afterAll } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

// Whatever a failed test left running goes with its file.
const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

/** A command of the built product, in a process of its own and a folder of its own. */
export class Running {
  output = '';
  errors = '';
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  private readonly child: ChildProcess;
  private readonly listeners: (() => void)[] = [];

  constructor(args: string[], env: Record<string, string> = {}, cwd = root) {
    const { PATH = '' } = process.env;
    this.child = spawn(
      process.execPath,
      args.map((arg) => arg.replace(/^(dist|bin)\//, `${root}/$1/`)),
      {
        cwd,
        env: { PATH, ...env },
      },
    );
    children.add(this.child);
    this.child.stdout?.on('data', (chunk) => {
      this.output += String(chunk);
      for (const tell of this.listeners.splice(0)) tell();
    });
    this.child.stderr?.on('data', (chunk) => (this.errors += String(chunk)));
    this.exit = new Promise((resolve) =>
      this.child.on('close', (code, signal) => resolve({ code, signal })),
    );
  }

  /** Its whole standard input. */
  hears(text: string): void {
    this.child.stdin?.end(text);
  }

  /** The URL of a server, once it listens. */
  async url(): Promise<string> {
    for (;;) {
      const found = /listens at (\S+)/.exec(this.output)?.[1];
      if (found) return found;
      const ended = await Promise.race([
        new Promise<false>((tell) => this.listeners.push(() => tell(false))),
        this.exit,
      ]);
      if (ended) throw new Error(`it ended: ${JSON.stringify(ended)} ${this.errors}`);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** A folder that is removed with everything in it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'ketenlab-process-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
