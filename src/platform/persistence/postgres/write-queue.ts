import { takeBatch, type WriteJob } from '../write-job.js';

/** Commits the writes of one workspace one after the other: those that wait together, and the steps of long changes in turn with them. */
export class WriteQueue {
  private readonly waiting: WriteJob[] = [];
  private readonly waitingSteps: WriteJob[] = [];
  private isTurnOfStep = false;
  private draining: Promise<void> | undefined;

  constructor(
    private readonly commit: (batch: WriteJob[]) => Promise<void>,
    private readonly onDrained: () => void,
  ) {}

  /** Resolves when nothing waits; undefined: nothing does. */
  get drained(): Promise<void> | undefined {
    return this.draining;
  }

  add(job: WriteJob, kind: 'write' | 'step'): void {
    (kind === 'step' ? this.waitingSteps : this.waiting).push(job);
    this.draining ??= this.drain();
  }

  private async drain(): Promise<void> {
    while (this.waiting.length + this.waitingSteps.length > 0) {
      // A turn of the event loop lets the requests that have already arrived join this batch.
      await new Promise((turn) => setImmediate(turn));
      await this.commit(this.next());
    }
    this.draining = undefined;
    this.onDrained();
  }

  private next(): WriteJob[] {
    const isStep = this.waitingSteps.length > 0 && (this.isTurnOfStep || this.waiting.length === 0);
    this.isTurnOfStep = !isStep;
    return isStep ? this.waitingSteps.splice(0, 1) : takeBatch(this.waiting);
  }
}
