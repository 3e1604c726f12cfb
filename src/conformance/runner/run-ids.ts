import { randomUUID } from 'node:crypto';

/** Second group of every UUID of the runner: `KL` in hex. */
const MARK = '4b4c';
const RUNNER_UUID = new RegExp(`\\b([0-9a-f]{8})-${MARK}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-`, 'gi');

/**
 * Ids of one run. Each UUID contains the id of the run, so that a message that belongs to an earlier
 * run is recognized.
 */
export class RunIds {
  /** Id of this run: eight hex digits. */
  readonly run = randomUUID().slice(0, 8);

  /** A new UUID (version 4) of this run. */
  uuid(): string {
    const [, , ...random] = randomUUID().split('-');
    return [this.run, MARK, ...random].join('-');
  }

  /** True for a text that has UUIDs of other runs only. */
  isOfAnotherRun(text: string): boolean {
    const runs = [...text.matchAll(RUNNER_UUID)].map(([, run = '']) => run.toLowerCase());
    return runs.length > 0 && !runs.includes(this.run);
  }
}
