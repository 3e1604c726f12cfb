import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';
import { runSteps, type Run } from './steps.js';

const root = join(import.meta.dirname, '../..');
/** An installation may have to compile SQLite, on a machine with other work. */
const TIMEOUT_MS = 500_000;

/** Debian's packages of Maven and its plugins, for a machine that cannot reach Maven Central. */
const MAVEN_OPTS = '-Dmaven.repo.local=/usr/share/maven-repo';

/** Runs the commands of a tutorial in an empty folder `project`. The packed product and the examples are in `ketenlab` beside it. */
export class TutorialShell {
  private readonly folder = temporaryFolder();
  private readonly project = join(this.folder.path, 'project');

  /** `tarball` is the packed product. */
  constructor(private readonly tarball: string) {}

  start(): Promise<Record<string, string>> {
    for (const name of ['ketenlab', 'project']) mkdirSync(join(this.folder.path, name));
    const product = join(this.folder.path, 'ketenlab');
    symlinkSync(this.tarball, join(product, basename(this.tarball)));
    symlinkSync(join(root, 'examples'), join(product, 'examples'));
    return Promise.resolve({});
  }

  run(commands: readonly string[]): Promise<Run> {
    const { KETENLAB_URL: _url, SANDBOX_TOKEN: _token, ...env } = process.env;
    return runSteps(commands, this.project, { ...env, MAVEN_OPTS }, TIMEOUT_MS);
  }

  remove(): Promise<void> {
    for (const folder of detachedFrom(this.project))
      spawnSync(process.execPath, [join(root, 'bin/ketenlab.mjs'), 'stop'], { cwd: folder });
    return Promise.resolve(this.folder.remove());
  }
}

/** Folders in which a command or a test has left a detached server. */
function detachedFrom(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === 'ketenlab.server.json') return [dirname(folder)];
    return entry.isDirectory() && entry.name !== 'node_modules' ? detachedFrom(path) : [];
  });
}
