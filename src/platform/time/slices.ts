import { monotonicMs } from './time.js';

/** Time after which long work lets other work run. A request needs several turns of the event loop. */
const SLICE_MS = 4;

/** Divides long work, so that requests are answered meanwhile. */
export class Slices {
  private began = monotonicMs();

  /** True when it is the turn of other work. Then await `turn()`. */
  get isOver(): boolean {
    return monotonicMs() - this.began > SLICE_MS;
  }

  /** Lets all work that waits run. */
  async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.began = monotonicMs();
  }
}
