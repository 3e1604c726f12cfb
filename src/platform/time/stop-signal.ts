import { Injectable } from '@nestjs/common';
import { setMaxListeners } from 'node:events';

/** Tells everything that waits that the server stops. */
@Injectable()
export class StopSignal {
  private readonly controller = new AbortController();

  constructor() {
    // One for each call that waits.
    setMaxListeners(0, this.controller.signal);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isStopping(): boolean {
    return this.signal.aborted;
  }

  /** Ends the waits. */
  stop(): void {
    this.controller.abort();
  }
}
