import { pause } from './http-partner.js';
import type { RunnerClient } from './runner-client.js';

/** Legal differences in the way in which confirmations are sent. */
export interface ConfirmationOptions {
  /** Time between the request and its confirmation. */
  delayMs?: number;
  /** The confirmation is sent before the request is answered. */
  early?: boolean;
  /** Each confirmation is sent twice. */
  doubled?: boolean;
}

/** Processes each request once, and sends its confirmations; a repeat gets the last one again. */
export class ConfirmationSender {
  private readonly confirmations = new Map<string, object[]>();

  constructor(
    private readonly runner: RunnerClient,
    private readonly options: ConfirmationOptions,
  ) {}

  /** `decide` returns the confirmations of a new request, in their order. */
  async accept(path: string, reference: string, decide: () => object[]): Promise<void> {
    const key = `${path} ${reference.toLowerCase()}`;
    const known = this.confirmations.get(key);
    const messages = known ? known.slice(-1) : decide();
    if (!known) this.confirmations.set(key, messages);
    const sending = this.send(path, messages);
    if (this.options.early) await sending;
  }

  private async send(path: string, messages: readonly object[]): Promise<void> {
    const { delayMs = 5, early, doubled } = this.options;
    for (const message of messages) {
      if (!early) await pause(delayMs);
      await this.runner.deliver(path, message);
      if (doubled) await this.runner.deliver(path, message);
    }
  }
}
