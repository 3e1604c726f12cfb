import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { temporaryFolder } from './command-process.js';
import { npm, packInto } from './packed-package.js';

const examples = join(import.meta.dirname, '../../examples');
const BUILT = 'node_modules/better-sqlite3/build';

/** Folder with the packed product and copies of examples, as they are in the repository. */
export class ExampleFolder {
  private readonly folder = temporaryFolder();
  private readonly projects: ExampleProject[] = [];

  /** Packs the product. The examples of this folder share it. */
  pack(): void {
    packInto(this.folder.path);
  }

  /** Copies an example, without what a developer has installed or built there. */
  copy(name: string): ExampleProject {
    const path = join(this.folder.path, 'examples', name);
    mkdirSync(path, { recursive: true });
    const generated = new Set(['node_modules', 'package-lock.json', 'target', '.venv']);
    const filter = (file: string) => !generated.has(basename(file));
    cpSync(join(examples, name), path, { recursive: true, filter });
    const project = new ExampleProject(path);
    this.projects.push(project);
    return project;
  }

  /** Installs an example that uses npm. One of them compiles better-sqlite3 where npm finds no binary of it. */
  install({ path }: ExampleProject): void {
    const other = this.projects.find((one) => existsSync(join(one.path, BUILT)));
    npm(path, ['install', ...(other ? ['--ignore-scripts'] : [])]);
    if (other) cpSync(join(other.path, BUILT), join(path, BUILT), { recursive: true });
  }

  remove(): void {
    this.folder.remove();
  }
}

/** Copy of an example. */
export class ExampleProject {
  constructor(readonly path: string) {}

  /** Runs commands in bash. Returns their output without colours. */
  run(commands: string): { status: number | null; output: string } {
    const { PATH = '', HOME = this.path } = process.env;
    const { status, stdout } = spawnSync(
      'bash',
      ['-c', `set -euo pipefail\nexec 2>&1\n${commands}`],
      {
        cwd: this.path,
        env: { PATH, HOME, CI: 'true', NO_COLOR: '1' },
        input: '',
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    return { status, output: stripVTControlCharacters(stdout.toString()) };
  }

  /** Replaces a text that occurs once in a file. */
  replace(file: string, text: string, replacement: string): void {
    const path = join(this.path, file);
    const parts = readFileSync(path, 'utf8').split(text);
    if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} times: ${text}`);
    writeFileSync(path, parts.join(replacement));
  }
}
