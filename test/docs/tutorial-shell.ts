import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../support/command-process.js';
import { packInto } from '../support/packed-package.js';
import { runSteps, type Run } from './steps.js';

/** Runs the commands of a tutorial in an empty folder `project`. The packed product is in the folder `ketenlab` beside it. */
export class TutorialShell {
  private readonly folder = temporaryFolder();

  start(): Promise<Record<string, string>> {
    for (const name of ['ketenlab', 'project']) mkdirSync(join(this.folder.path, name));
    packInto(join(this.folder.path, 'ketenlab'));
    return Promise.resolve({});
  }

  run(commands: readonly string[]): Promise<Run> {
    return runSteps(commands, join(this.folder.path, 'project'), process.env);
  }

  remove(): Promise<void> {
    return Promise.resolve(this.folder.remove());
  }
}
